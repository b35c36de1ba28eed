import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import { DEFAULT_PREFERENCES } from '../accounts.contract.ts';

/** Where these people live, in one query. @returns a lookup that answers for every id */
export async function findTimeZonesOf(em: Em, userIds: readonly string[]): Promise<(userId: string) => string> {
  const found = await rows<{ user_id: string; time_zone: string }>(
    em,
    sql`select user_id, time_zone from user_preferences where user_id = any(${[...userIds]}::uuid[])`,
  );
  const zones = new Map(found.map((preferences) => [preferences.user_id, preferences.time_zone]));
  return (id) => zones.get(id) ?? DEFAULT_PREFERENCES.timeZone;
}
