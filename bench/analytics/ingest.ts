import { randomInt, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { idOfEvent } from '../../src/features/analytics/events/event-id.ts';
import { INSERT, type SentEvent, valuesOf } from './insert.ts';
import { postOf, Sender } from './sender.ts';

/** The same events by the API, by a bare route and by plain statements. */

/** Requests under way at a time. */
const CLIENTS = 16;
/** What happened in an app within so long is sent together. */
const SPREAD_MS = 60_000;

/** New events of the last minute, as many a batch as an app collects in a few seconds. */
export function batchesOf(events: number, perBatch = 100): SentEvent[][] {
  const now = Date.now();
  return Array.from({ length: Math.ceil(events / perBatch) }, () =>
    Array.from({ length: perBatch }, (_, n) => {
      const at = now - randomInt(SPREAD_MS);
      return {
        name: 'page.viewed',
        eventId: idOfEvent('bench', randomUUID(), at),
        occurredAt: new Date(at).toISOString(),
        properties: { path: `/tickers/${n}`, referrer: 'https://example.com/search', width: 1_280 },
      };
    }),
  );
}

export interface Sent {
  /** Events. */
  perSecond: number;
  /** Milliseconds of each request. */
  times: number[];
}

/** Sends batches by so many connections at once. @param expected field of the answer that must count each event */
export async function send(
  route: { url: string; token: string },
  batches: readonly SentEvent[][],
  expected: 'stored' | 'duplicates',
): Promise<Sent> {
  const requests = batches.map((events) => ({
    bytes: postOf(route.url, route.token, JSON.stringify(events.length === 1 ? events[0] : { events })),
    answer: `"${expected}":${events.length}`,
  }));
  const senders = await Promise.all(Array.from({ length: CLIENTS }, () => Sender.open(route.url)));
  const queue = requests.values();
  const times: number[] = [];
  const begin = performance.now();
  await Promise.all(
    senders.map(async (sender) => {
      for (const { bytes, answer } of queue) {
        const at = performance.now();
        const got = await sender.send(bytes);
        times.push(performance.now() - at);
        if (got.status !== 200 || !got.body.includes(answer)) throw new Error(`${got.status} ${got.body}`);
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1_000;
  for (const sender of senders) sender.close();
  return { perSecond: batches.reduce((sum, { length }) => sum + length, 0) / seconds, times };
}

/** The baseline: the same rows into the same table by one statement a batch, on so many connections. @returns events a second */
export async function insertBare(
  clients: readonly pg.Client[],
  userId: string,
  batches: readonly SentEvent[][],
): Promise<number> {
  const prepared = batches.map((events) => valuesOf(events, userId));
  const queue = prepared.values();
  const begin = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (const values of queue) await client.query({ name: 'bare', text: INSERT, values });
    }),
  );
  return (batches.reduce((sum, { length }) => sum + length, 0) / (performance.now() - begin)) * 1_000;
}
