import { sql } from 'kysely';
import { run } from '../db/sql.ts';
import type { EraseStep } from '../erasure/erase-step.ts';
import { standInOf } from '../erasure/stand-in.ts';

/** The ids among an event's properties, as the index `event_named_index` holds them. */
const IDS = sql.raw(`jsonb_path_query_array(properties, '$.** ? (@ like_regex "^[0-9a-f]{8}-")')`);

/** Takes the person out of their own events, which get their stand-in, and out of those that name them. What happened stays, so that counts do. */
export const eventEraseStep: EraseStep = {
  name: 'events',
  erase: (tx, userId, limit) =>
    run(
      tx,
      sql`with found as (
            (select id from event where user_id = ${userId}::uuid limit ${limit})
            union
            (select id from event where ${IDS} @> ${JSON.stringify([userId])}::jsonb and properties <> '{}' limit ${limit})
            limit ${limit})
          update event set user_id = case when user_id = ${userId}::uuid then ${standInOf(userId)} else user_id end,
            properties = replace(
              regexp_replace(properties::text, ${`"${userId}"(?!:)`}, 'null', 'g'), ${userId}, '')::jsonb
          from found where event.id = found.id`,
    ),
};
