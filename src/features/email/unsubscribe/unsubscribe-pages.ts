import { smallPage } from '../../../platform/pages/link-page.ts';
import type { EmailCategory } from '../../accounts/accounts.contract.ts';

/** As people know them. */
const NAMES: Readonly<Record<EmailCategory, string>> = {
  weekly_digest: 'the weekly digest',
  price_alerts: 'price alerts',
  room_invitations: 'invitations to rooms',
  announcements: 'announcements',
  activity: 'mail about comments, replies, followers and calls',
  reports: 'reports',
};

/** A form that works without JavaScript; it sends what mail clients send (RFC 8058). Nothing of it was written by users. */
export function unsubscribePage(category: EmailCategory): string {
  return smallPage(
    'Unsubscribe',
    `<p>Do you want to unsubscribe from ${NAMES[category]}? You will still get all other mail.</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">Unsubscribe</button></form>`,
  );
}

export function unsubscribedPage(category: EmailCategory): string {
  return smallPage(
    'Unsubscribed',
    `<p>You are unsubscribed from ${NAMES[category]}. You will still get all other mail.</p>`,
  );
}
