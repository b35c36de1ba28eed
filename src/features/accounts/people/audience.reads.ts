import { type RawBuilder, sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { NOT_ACTIVITY } from '../../events/events.contract.ts';
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

/** Not greater than any id made at the instant or later, as SQL: partitions of events are pruned by it. */
function firstIdSince(instant: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(lpad(to_hex((extract(epoch from ${instant}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;
}

/**
 * Who signed up or in, kept a session going, or did anything that is recorded, within so many days: `user_id uuid`, which may
 * be there more than once.
 */
export function activeWithin(days: number): RawBuilder<unknown> {
  const since = sql`now() - ${days} * interval '1 day'`;
  return sql`select id as user_id from app_user where created_at >= ${since}
    union all
    select s.user_id from refresh_token t join user_session s on s.id = t.session_id where t.created_at >= ${since}
    union all
    select e.user_id from event e
    where e.id >= ${firstIdSince(since)} and e.occurred_at >= ${since} and e.user_id is not null
      and e.source <> 'server' and not e.machine and e.name <> all(${NOT_ACTIVITY}::text[])`;
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
