import { sql } from 'kysely';
import { type Em, rows } from '../../platform/db/sql.ts';
import type { SuppressionReason } from './suppressions.contract.ts';

/** Why nothing goes to an address, the strongest reason first. */
const STRENGTH = sql`array_position(array['hard_bounce', 'manual', 'complaint', 'unsubscribe'], s.reason)`;

/**
 * The one rule of the suppression list: a bounce or an admin stops all mail to an address, a complaint all but mail about the
 * account, an opt-out its own category.
 * @returns for each mail why it must not be sent, or null
 */
export async function findSuppressions(
  em: Em,
  mails: readonly { address: string; category: string }[],
): Promise<(SuppressionReason | null)[]> {
  const suppressed: (SuppressionReason | null)[] = mails.map(() => null);
  if (mails.length === 0) return suppressed;
  const found = await rows<{ position: number; reason: SuppressionReason }>(
    em,
    sql`select distinct on (mail.position) mail.position::int, s.reason
        from unnest(${mails.map((mail) => mail.address)}::text[], ${mails.map((mail) => mail.category)}::text[])
          with ordinality as mail (address, category, position)
        join email_suppression s on s.address = lower(mail.address)
          and case s.reason when 'complaint' then mail.category <> 'account'
            when 'unsubscribe' then s.category = mail.category else true end
        order by mail.position, ${STRENGTH}`,
  );
  for (const { position, reason } of found) suppressed[position - 1] = reason;
  return suppressed;
}
