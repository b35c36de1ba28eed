import { type RawBuilder, sql } from 'kysely';
import { EMAIL_STATUSES } from './email.contract.ts';
import type { MailCounts } from './mail-counts.domain.ts';

const delivered = sql`mail.status = 'sent' and mail.bounced_at is null`;
const tracked = sql`${delivered} and mail.category <> 'account'`;
const linked = sql`${delivered} and mail.once_key is not null`;

const COUNTED: Readonly<Record<Exclude<keyof MailCounts, (typeof EMAIL_STATUSES)[number]>, RawBuilder<unknown>>> = {
  total: sql`count(mail.id)`,
  uncertain: sql`count(*) filter (where mail.uncertain_count > 0)`,
  bounced: sql`count(mail.bounced_at)`,
  complained: sql`count(mail.complained_at)`,
  unsubscribed: sql`count(mail.unsubscribed_at)`,
  opened: sql`count(mail.opened_at)`,
  openedByMachines: sql`count(mail.machine_opened_at)`,
  clicked: sql`count(mail.clicked_at)`,
  delivered: sql`count(*) filter (where ${delivered})`,
  deliveredUnsubscribed: sql`count(mail.unsubscribed_at) filter (where ${delivered})`,
  deliveredComplained: sql`count(mail.complained_at) filter (where ${delivered})`,
  tracked: sql`count(*) filter (where ${tracked})`,
  trackedOpened: sql`count(mail.opened_at) filter (where ${tracked})`,
  linked: sql`count(*) filter (where ${linked})`,
  linkedClicked: sql`count(mail.clicked_at) filter (where ${linked})`,
  triedBounced: sql`count(mail.bounced_at) filter (where mail.status in ('sent', 'failed'))`,
};

/** Columns of {@link MailCounts} for a statement that groups rows of `email_message`, which it calls `mail`. */
export const MAIL_COUNTS: RawBuilder<unknown> = sql.join([
  ...EMAIL_STATUSES.map(
    (status) => sql`count(*) filter (where mail.status = ${sql.lit(status)})::int as ${sql.ref(status)}`,
  ),
  ...Object.entries(COUNTED).map(([name, count]) => sql`${count}::int as ${sql.ref(name)}`),
]);
