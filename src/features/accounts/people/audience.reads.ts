import { type RawBuilder, sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { EMAIL_CATEGORY_DEFAULTS, type EmailCategory } from '../accounts.contract.ts';

/** Relations over all accounts, for features that pick many people at once and join them with what they know of them. */

/**
 * Everybody who has an account, with what decides whether they are mailed: `id uuid, email text, display_name text, role text,
 * enabled boolean, proven boolean, wants boolean`.
 * @param category of the mail; `wants` says whether they take such mail, by choice or by default
 */
export function accountsFor(category: EmailCategory): RawBuilder<unknown> {
  return sql`select u.id, u.email, u.display_name, u.role, u.disabled_at is null as enabled,
      u.email_verified_at is not null as proven,
      coalesce((p.email_categories ->> ${category}::text)::boolean, ${EMAIL_CATEGORY_DEFAULTS[category]}::boolean) as wants
    from app_user u left join user_preferences p on p.user_id = u.id where u.deleted_at is null`;
}

const QUARTER = sql`interval '15 minutes'`;
/** The quarters of a UTC day from the one of an instant on, as ones of 96 bits. */
const quartersSince = (instant: RawBuilder<unknown>) =>
  sql`(repeat('1', 96)::bit(96) >> (extract(epoch from ${instant})::bigint % 86400 / 900)::int)`;

/**
 * Who signed up, or was active as figures count it, within so many days, to the quarter of an hour: `user_id uuid`, which may be there
 * more than once. What was done in the last seconds is there after the next pass of the rollups.
 */
export function activeWithin(days: number): RawBuilder<unknown> {
  const since = sql`date_bin(${QUARTER}, now() - ${days} * interval '1 day', 'epoch')`;
  const day = sql`(${since} at time zone 'UTC')::date`;
  return sql`select id as user_id from app_user where created_at >= ${since}
    union all
    select user_id from active_day
    where day > ${day} or (day = ${day} and (quarters & ${quartersSince(since)}) <> repeat('0', 96)::bit(96))`;
}

/** The last of the next so many accounts in the order of their ids, to go through them in pages; null when none is left. */
export async function lastOfNextAccounts(em: Em, after: string | null, limit: number): Promise<string | null> {
  const found = await row<{ id: string }>(
    em,
    sql`select id from (select id from app_user where ${after}::uuid is null or id > ${after}::uuid order by id limit ${limit}) u
        order by id desc limit 1`,
  );
  return found?.id ?? null;
}
