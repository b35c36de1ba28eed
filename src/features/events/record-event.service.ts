import { sql } from 'kysely';
import { type Em, run } from '../../platform/db/sql.ts';
import type { RecordedEvent } from './events.contract.ts';

/** Records what a person did, in the transaction of the action itself, so that counts can be reconciled with the rows. */
export async function recordEvent(tx: Em, event: RecordedEvent): Promise<void> {
  await run(
    tx,
    sql`insert into event (name, user_id, properties)
        values (${event.name}, ${event.userId}, ${JSON.stringify(event.properties ?? {})}::jsonb)`,
  );
}

/** Records many in one statement. */
export async function recordEvents(tx: Em, events: readonly RecordedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const texts = events.map(({ properties }) => JSON.stringify(properties ?? {}));
  await run(
    tx,
    sql`insert into event (name, user_id, properties)
        select name, user_id, properties::jsonb from unnest(${events.map(({ name }) => name)}::text[],
          ${events.map(({ userId }) => userId)}::uuid[], ${texts}::text[]) as recorded (name, user_id, properties)`,
  );
}
