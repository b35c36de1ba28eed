import { type RawBuilder, sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import { DEFAULT_PREFERENCES, EMAIL_CATEGORY_DEFAULTS } from '../accounts.contract.ts';

/** The zones that people live in, with that of those who have not said; each is one probe of an index. */
export async function findTimeZones(em: Em): Promise<string[]> {
  const found = await rows<{ name: string }>(
    em,
    sql`with recursive zone (name) as (
            select min(time_zone) from user_preferences
          union all
            select (select min(p.time_zone) from user_preferences p where p.time_zone > zone.name) from zone
            where zone.name is not null)
        select name from zone where name is not null union select ${DEFAULT_PREFERENCES.timeZone} order by name`,
  );
  return found.map(({ name }) => name);
}

/** Those who want their digest at this hour, and the name of the week for which they would get one. */
export interface DigestHour {
  timeZone: string;
  /** ISO weekday, 1 = Monday … 7 = Sunday. */
  day: number;
  hour: number;
  week: string;
}

/** The last of a page: place of the hour in the list, from 1, and the person. */
export interface DigestReaderCursor {
  number: number;
  id: string;
}

export interface DigestReader extends DigestReaderCursor {
  email: string;
  displayName: string;
}

export interface DigestReaderQuery {
  hours: readonly DigestHour[];
  after: DigestReaderCursor | null;
  limit: number;
  /** A condition on a person and the name of the week. */
  where(userId: RawBuilder<unknown>, week: RawBuilder<unknown>): RawBuilder<unknown>;
}

const NIL = '00000000-0000-0000-0000-000000000000';

/** Those who want the weekly digest at one of these hours and can be mailed, by hour and id. */
export async function findDigestReaders(em: Em, query: DigestReaderQuery): Promise<DigestReader[]> {
  const { hours, limit, where } = query;
  const { timeZone, digestDay, digestHour } = DEFAULT_PREFERENCES;
  const { number, id } = query.after ?? { number: 0, id: NIL };
  // Inside the hour of the cursor only those behind it.
  const behind = sql`case when h.number = ${number}::int then ${id}::uuid else ${NIL}::uuid end`;
  const reachable = sql`u.deleted_at is null and u.disabled_at is null and u.email_verified_at is not null
    and ${where(sql`u.id`, sql`h.week`)}`;
  // Each hour is read in the order of an index and no further than a page.
  return await rows<DigestReader>(
    em,
    sql`select h.number::int as number, r.id, r.email, r.display_name as "displayName"
        from unnest(${hours.map((one) => one.timeZone)}::text[], ${hours.map((one) => one.day)}::int[],
            ${hours.map((one) => one.hour)}::int[], ${hours.map((one) => one.week)}::text[])
            with ordinality as h (time_zone, day, hour, week, number)
          cross join lateral (
            (select u.id, u.email, u.display_name
             from user_preferences p join app_user u on u.id = p.user_id
             where p.time_zone = h.time_zone and p.digest_day = h.day and p.digest_hour = h.hour and p.user_id > ${behind}
               and coalesce((p.email_categories ->> 'weekly_digest')::boolean, ${EMAIL_CATEGORY_DEFAULTS.weekly_digest})
               and ${reachable}
             order by p.user_id limit ${limit})
            union all
            (select u.id, u.email, u.display_name from app_user u
             where h.time_zone = ${timeZone} and h.day = ${digestDay} and h.hour = ${digestHour} and u.id > ${behind}
               and not exists (select from user_preferences p where p.user_id = u.id) and ${reachable}
             order by u.id limit ${limit})
          ) as r
        where h.number >= ${number}::int
        order by h.number, r.id limit ${limit}`,
  );
}
