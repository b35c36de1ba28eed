import type { EmailCategories, EmailCategory } from '../accounts/accounts.contract.ts';
import type { NotificationKind } from './notifications.contract.ts';

/** What a person can refuse the mail by; `account` cannot be refused. */
export type NotificationCategory = 'account' | Extract<EmailCategory, 'price_alerts' | 'room_invitations' | 'activity'>;

const CATEGORY: Readonly<Record<NotificationKind, NotificationCategory | null>> = {
  comment: 'activity',
  reply: 'activity',
  // A popular post would fill a mailbox.
  like: null,
  follow: 'activity',
  room_invitation: 'room_invitations',
  price_alert: 'price_alerts',
  call_resolved: 'activity',
  // It has a mail of its own, with the link.
  export_ready: null,
};

/** Whose mail it is, as far as that decides about mail. */
export interface MailReader {
  /** Nothing goes to an address that no one has proven: anybody could name it, and have us mail a stranger. */
  emailVerified: boolean;
  emailCategories: EmailCategories;
}

export function isWanted(category: NotificationCategory, { emailVerified, emailCategories }: MailReader): boolean {
  return emailVerified && (category === 'account' || emailCategories[category]);
}

/** The mail by which its reader hears of it; null for none. */
export function mailCategoryOf(kind: NotificationKind, reader: MailReader): NotificationCategory | null {
  const category = CATEGORY[kind];
  return category !== null && isWanted(category, reader) ? category : null;
}
