import { defineEntity, p } from '@mikro-orm/postgresql';

/** Something a person did, kept as it happened. */
export const EventEntity = defineEntity({
  name: 'Event',
  tableName: 'event',
  indexes: [{ name: 'event_occurred_at_index', properties: ['occurredAt'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    name: p.text(),
    userId: p.uuid().nullable(),
    occurredAt: p.datetime().defaultRaw('now()'),
    properties: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
  },
});
