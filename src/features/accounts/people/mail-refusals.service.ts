import { type RawBuilder, sql } from 'kysely';
import { type Em, run } from '../../../platform/db/sql.ts';
import { EMAIL_CATEGORY_DEFAULTS, type EmailCategory } from '../accounts.contract.ts';

/** What people refuse by their preferences, for mail that is about to be sent, and the way to refuse it from a mail. */

const DEFAULTS = JSON.stringify(EMAIL_CATEGORY_DEFAULTS);

/**
 * Whether a user refuses mail of a category: by their choice, or by its default. False for no one, and for what cannot be
 * refused. A condition of SQL; one look-up by primary key.
 * @param userId `uuid`, may be null @param category `text`
 */
export function refusesCategory(userId: RawBuilder<unknown>, category: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${userId} is not null and coalesce(not coalesce(
    (select (p.email_categories ->> (${category})::text)::boolean from user_preferences p where p.user_id = ${userId}),
    (${DEFAULTS}::jsonb ->> (${category})::text)::boolean), false))`;
}

/**
 * Whether the proven owner of an address has asked for mail of a category since a moment: that ends what a stranger's opt-out of
 * before began. A condition of SQL.
 * @param address `text` in lower case @param category `text` @param since `timestamptz`
 */
export function askedForSince(
  address: RawBuilder<unknown>,
  category: RawBuilder<unknown>,
  since: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`exists (select from app_user owner join user_preferences chosen on chosen.user_id = owner.id
    where owner.email = ${address} and owner.email_verified_at is not null and owner.deleted_at is null
      and (chosen.email_categories ->> ${category})::boolean and chosen.updated_at > ${since})`;
}

/**
 * Refuses mail of one category for a user; whatever else they have chosen, or left to the defaults, stays so.
 * Nothing happens for a user who is deleted.
 */
export async function refuseCategory(tx: Em, userId: string, category: EmailCategory): Promise<void> {
  const refused = JSON.stringify({ [category]: false });
  await run(
    tx,
    sql`insert into user_preferences as p (user_id, email_categories)
        select id, ${refused}::jsonb from app_user where id = ${userId} and deleted_at is null for key share
        on conflict (user_id) do update set email_categories = p.email_categories || excluded.email_categories,
          updated_at = now()`,
  );
}
