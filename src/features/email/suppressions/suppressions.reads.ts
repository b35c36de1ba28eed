import { type RawBuilder, sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import { askedForSince, refusesCategory } from '../../accounts/people/mail-refusals.service.ts';
import type { MailCategory } from '../templates/template.ts';
import type { SuppressionReason } from './suppressions.contract.ts';

const OPTED_IN_AGAIN = askedForSince(sql`suppression.address`, sql`suppression.category`, sql`suppression.created_at`);

/**
 * The one rule of the suppression list: a mailbox that does not exist and what an admin stopped get no mail at all, who
 * complained gets only mail about the account itself, and who unsubscribed none of that category, until they ask for it again as the
 * proven owner of the address. Of a row `suppression`.
 */
const stops = (category: RawBuilder<unknown>) =>
  sql`case suppression.reason when 'complaint' then (${category})::text <> 'account'
    when 'unsubscribe' then suppression.category = (${category})::text and not ${OPTED_IN_AGAIN} else true end`;

/**
 * Whether an address gets no mail of a category. A condition of SQL; one look-up by index.
 * @param address `text`, in any case @param category `text`
 */
export function isSuppressed(address: RawBuilder<unknown>, category: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from email_suppression suppression
    where suppression.address = lower((${address})::text) and ${stops(category)})`;
}

/** The addresses that get no mail of a category, for sets too large to ask one by one. A relation with the column `address`. */
export function suppressedAddresses(category: MailCategory): RawBuilder<unknown> {
  return sql`select suppression.address from email_suppression suppression where ${stops(sql`${category}`)}`;
}

/** Why nothing goes to an address, the strongest reason first. */
const STRENGTH = sql`array_position(array['hard_bounce', 'manual', 'complaint', 'unsubscribe'], suppression.reason)`;

/** For each mail why it must not be sent, or null; one query for any number of them. */
export async function findSuppressions(
  em: Em,
  mails: readonly { address: string; category: string }[],
): Promise<(SuppressionReason | null)[]> {
  if (mails.length === 0) return [];
  const found = await rows<{ position: number; reason: SuppressionReason }>(
    em,
    sql`select distinct on (mail.position) mail.position::int, suppression.reason
        from unnest(${mails.map((mail) => mail.address)}::text[], ${mails.map((mail) => mail.category)}::text[])
          with ordinality as mail (address, category, position)
        join email_suppression suppression on suppression.address = lower(mail.address) and ${stops(sql`mail.category`)}
        order by mail.position, ${STRENGTH}`,
  );
  const reasons = new Map(found.map(({ position, reason }) => [position, reason]));
  return mails.map((_, index) => reasons.get(index + 1) ?? null);
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
