import { type RawBuilder, sql } from 'kysely';
import { refusesCategory } from '../accounts/mail-refusals.service.ts';

/**
 * Whether an address gets no mail of a category: a mailbox that does not exist and what an admin stopped get none at all,
 * who complained gets only mail about the account itself, and who unsubscribed none of that category. A condition of SQL;
 * one look-up by index.
 * @param address `text`, in any case @param category `text`
 */
export function isSuppressed(address: RawBuilder<unknown>, category: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from email_suppression suppression where suppression.address = lower((${address})::text)
    and (suppression.reason in ('hard_bounce', 'manual') or (suppression.reason = 'complaint' and (${category})::text <> 'account')
      or (suppression.reason = 'unsubscribe' and suppression.category = (${category})::text)))`;
}

export interface MailColumns {
  address: RawBuilder<unknown>;
  category: RawBuilder<unknown>;
  /** `uuid`, null for strangers. */
  userId: RawBuilder<unknown>;
}

/** Whether a mail must not be sent: its address is suppressed, or its user refuses its category by now. A condition of SQL. */
export function isUnwanted({ address, category, userId }: MailColumns): RawBuilder<unknown> {
  return sql`(${isSuppressed(address, category)} or ${refusesCategory(userId, category)})`;
}

/**
 * Adds addresses whose mailbox does not exist; those that are there already stay as they are. A statement of SQL.
 * @param bounced relation with the columns `id uuid` (of the mail) and the address
 */
export function addHardBounce(bounced: RawBuilder<unknown>, address: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`insert into email_suppression (address, reason, message_id)
    select distinct on (lower(${address})) lower(${address}), 'hard_bounce', id from ${bounced} where ${address} <> ''
    order by lower(${address}) on conflict do nothing`;
}
