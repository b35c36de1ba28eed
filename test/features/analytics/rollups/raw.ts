import { sql } from 'kysely';
import { NOT_ACTIVITY } from '../../../../src/features/events/events.contract.ts';
import { type Em, rows } from '../../../../src/platform/db/sql.ts';

/** The rollups recomputed from raw rows by plain SQL, to be compared with what passes made. */

const QUARTER = sql`to_timestamp(floor(extract(epoch from occurred_at) / 900) * 900)`;
const NAME = sql`case when source = 'system' or name in (select name from event_name) then name else '(other)' end`;
const VARIANT = sql`case name when 'post.created' then properties ->> 'sentiment' else '' end`;

export async function rawRollups(em: Em): Promise<Record<string, unknown[]>> {
  return {
    event_quarter: await rows(
      em,
      sql`select ${QUARTER} as at, ${NAME} as name, ${VARIANT} as variant, machine, count(*) as events from event group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    ),
    event_day: await rows(
      em,
      sql`select to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD') as day, ${NAME} as name, ${VARIANT} as variant, machine, count(*) as events
          from event group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    ),
    active: await rows(
      em,
      sql`select distinct ${QUARTER} as at, user_id from event
          where user_id is not null and not machine and source <> 'server' and not name = any(${NOT_ACTIVITY}::text[]) order by 1, 2`,
    ),
    user_quarter: await rows(
      em,
      sql`select user_id, ${QUARTER} as at, ${NAME} as name, ${VARIANT} as variant, count(*) as events from event
          where user_id is not null and not machine group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    ),
  };
}

export async function storedRollups(em: Em): Promise<Record<string, unknown[]>> {
  return {
    event_quarter: await rows(
      em,
      sql`select at, name, variant, machine, events from event_quarter order by 1, 2, 3, 4`,
    ),
    event_day: await rows(
      em,
      sql`select day::text as day, name, variant, machine, events from event_day order by 1, 2, 3, 4`,
    ),
    active: await rows(
      em,
      sql`select (day::timestamp at time zone 'UTC') + q * interval '15 minutes' as at, user_id
          from active_day, generate_series(0, 95) q where get_bit(quarters, q) = 1 order by 1, 2`,
    ),
    user_quarter: await rows(em, sql`select user_id, at, name, variant, events from user_quarter order by 1, 2, 3, 4`),
  };
}
