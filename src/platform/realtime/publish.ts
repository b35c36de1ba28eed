import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Em, run } from '../db/sql.ts';
import { CHANNEL, type Envelope, PART_BYTES } from './realtime.contract.ts';

/** What subscribers of a topic are told. `data` is plain JSON and only what every subscriber may see. */
export interface RealtimeEvent {
  /** `room:<uuid>`, `notifications:<user id>`, … as the features that own them define. */
  topic: string;
  /** Stable dotted name, `room.message` for example. */
  type: string;
  data: Readonly<Record<string, unknown>>;
}

/** The bytes of UTF-8 that go on with a character begin with 10. */
const goesOn = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;

/** Cuts between code points, so that every part is valid UTF-8 text by itself. */
function partsOf(text: string): string[] {
  if (text.length <= PART_BYTES / 3 || Buffer.byteLength(text) <= PART_BYTES) return [text];
  const bytes = Buffer.from(text);
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(start + PART_BYTES, bytes.length);
    while (goesOn(bytes[end])) end -= 1;
    parts.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return parts;
}

function payloads(envelope: Envelope): string[] {
  const parts = partsOf(JSON.stringify(envelope));
  // Postgres drops a repeated payload of one transaction: the id keeps equal events apart.
  const id = randomBytes(9).toString('base64url');
  return parts.map((part, index) => `${id} ${index + 1}/${parts.length} ${part}`);
}

async function notify(tx: Em, envelopes: readonly Envelope[]): Promise<void> {
  if (envelopes.length === 0) return;
  await run(
    tx,
    sql`select pg_notify(${CHANNEL}, payload) from unnest(${envelopes.flatMap(payloads)}::text[]) as payload`,
  );
}

/**
 * Tells the sockets of all API processes, once and only if the transaction of `tx` commits. Delivery ends with the
 * connection: anyone who was away reads what happened from the lists.
 */
export async function publish(tx: Em, ...events: readonly RealtimeEvent[]): Promise<void> {
  await notify(
    tx,
    events.map(({ topic, type, data }) => ({ kind: 'event', topic, type, data })),
  );
}

/** Ends people's subscriptions to a topic everywhere, once the transaction commits: they may not see it any more. */
export async function revokeTopic(tx: Em, topic: string, ...userIds: readonly string[]): Promise<void> {
  await notify(
    tx,
    userIds.map((userId) => ({ kind: 'revoke', topic, userId })),
  );
}
