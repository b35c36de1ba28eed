/** What both baselines of ingest do with a batch: nothing but one statement. */

export interface SentEvent {
  name: string;
  /** A UUID of version 7: the baselines store it as the id of the row. */
  eventId: string;
  occurredAt: string;
  properties: Readonly<Record<string, unknown>>;
}

/** The columns that the API fills. */
export const INSERT = `insert into event (id, name, user_id, occurred_at, properties, source)
  select id, name, $5::uuid, at, properties, 'client'
  from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::jsonb[]) as sent (id, name, at, properties)`;

export function valuesOf(events: readonly SentEvent[], userId: string): unknown[] {
  return [
    events.map(({ eventId }) => eventId),
    events.map(({ name }) => name),
    events.map(({ occurredAt }) => occurredAt),
    events.map(({ properties }) => JSON.stringify(properties)),
    userId,
  ];
}
