import { defineEntity, p } from '@mikro-orm/postgresql';

/** Something a person did, kept as it happened. */
export const EventEntity = defineEntity({
  name: 'Event',
  tableName: 'event',
  indexes: [
    { name: 'event_occurred_at_index', properties: ['occurredAt'] },
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
  },
});
