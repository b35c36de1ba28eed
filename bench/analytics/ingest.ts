import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** The same events by the API and by plain statements. */

const BATCH = 100;
/** Requests under way at a time. */
const CLIENTS = 16;

export interface Batch {
  body: string;
  ids: string[];
  properties: string[];
}

/** New events, as many a batch as an app collects in a few seconds. */
export function batchesOf(events: number, perBatch = BATCH): Batch[] {
  const occurredAt = new Date().toISOString();
  return Array.from({ length: Math.ceil(events / perBatch) }, () => {
    const sent = Array.from({ length: perBatch }, (_, n) => ({
      name: 'page.viewed',
      eventId: randomUUID(),
      occurredAt,
      properties: { path: `/tickers/${n}`, referrer: 'https://example.com/search', width: 1_280 },
    }));
    return {
      body: JSON.stringify({ events: sent }),
      ids: sent.map(({ eventId }) => eventId),
      properties: sent.map(({ properties }) => JSON.stringify(properties)),
    };
  });
}

/** Sends batches by so many clients at once. @returns events a second and milliseconds of each request */
export async function send(url: string, token: string, batches: readonly Batch[], expected: 'stored' | 'duplicates') {
  const queue = batches.values();
  const times: number[] = [];
  const begin = performance.now();
  const client = async () => {
    for (const { body, ids } of queue) {
      const at = performance.now();
      const response = await fetch(`${url}/api/analytics/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      });
      const answer = (await response.json()) as Record<string, unknown>;
      if (answer[expected] !== ids.length) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const events = batches.reduce((sum, { ids }) => sum + ids.length, 0);
  return { perSecond: (events / (performance.now() - begin)) * 1_000, times };
}

const BARE = `insert into event (id, name, properties, source)
  select uuidv7(), 'page.viewed', properties::jsonb, 'client' from unnest($1::text[]) properties`;

/** The baseline: the same rows into the same table by one statement a batch, on so many connections. @returns events a second */
export async function insertBare(clients: readonly pg.Client[], batches: readonly Batch[]): Promise<number> {
  const queue = batches.values();
  const begin = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (const { properties } of queue) await client.query({ name: 'bare', text: BARE, values: [properties] });
    }),
  );
  const events = batches.reduce((sum, { properties }) => sum + properties.length, 0);
  return (events / (performance.now() - begin)) * 1_000;
}
