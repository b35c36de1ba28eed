import { defineEntity, p } from '@mikro-orm/postgresql';

/**
 * Something a person did, kept as it happened. Partitioned by day over `id`, whose first 48 bits are its time; the partitions
 * are in a schema of their own, `event_partition`.
 */
export const EventEntity = defineEntity({
  name: 'Event',
  tableName: 'event',
  indexes: [
    { name: 'event_txid_index', expression: 'create index event_txid_index on event using brin (txid)' },
    {
      name: 'event_user_id_index',
      expression: 'create index event_user_id_index on event (user_id) where user_id is not null',
    },
    {
      // Only the ids among the properties: finds the events of others that name a person.
      name: 'event_named_index',
      expression: `create index event_named_index on event using gin ((jsonb_path_query_array(properties, '$.** ? (@ like_regex "^[0-9a-f]{8}-")')) jsonb_path_ops) where properties <> '{}'`,
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    name: p.text(),
    userId: p.uuid().nullable(),
    occurredAt: p.datetime().defaultRaw('now()'),
    properties: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    /** The transaction that wrote it: what a pass of the rollups has not seen yet is told by it. */
    txid: p.bigint().defaultRaw('((pg_current_xact_id())::text)::bigint'),
    source: p.text().default('system'),
    /** Sent by a crawler or another program that no one sits in front of: left out of every figure. */
    machine: p.boolean().default(false),
  },
  checks: [{ name: 'event_source_check', expression: `source in ('system', 'client', 'server')` }],
});
