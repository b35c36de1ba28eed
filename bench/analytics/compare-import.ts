import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { catchUp } from '../../test/features/analytics/catch-up.ts';
import { ask } from '../../test/support/http.ts';
import { startWorker } from '../../test/support/programs.ts';
import { type Figure, figure } from '../support/figures.ts';
import { flightLines } from './flights.ts';
import { openSide, type Side } from './side.ts';

const DAYS = 81;
const DAY_MS = 86_400_000;
const POLL_MS = 500;

async function upload(side: Side, flights: number, count: (day: string) => void): Promise<string> {
  const response = await fetch(`${side.api.url}/api/analytics/events/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${side.token}`, 'content-type': 'application/x-ndjson' },
    body: Readable.from(flightLines(flights, count)),
    duplex: 'half',
  } as RequestInit);
  const body = (await response.json()) as { id: string };
  if (response.status !== 202) throw new Error(JSON.stringify(body));
  return body.id;
}

async function succeeded(side: Side, jobId: string): Promise<Record<string, unknown>> {
  for (;;) {
    const { body } = await ask('GET', `${side.api.url}/api/jobs/${jobId}`, { token: side.token });
    if (body.status === 'succeeded') return body.result as Record<string, unknown>;
    if (body.status === 'failed' || body.status === 'cancelled') throw new Error(JSON.stringify(body));
    await sleep(POLL_MS);
  }
}

/** Events of each UTC day, as the API says. */
async function countedByDay(side: Side): Promise<Map<string, number>> {
  const to = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS);
  const from = new Date(to.getTime() - DAYS * DAY_MS);
  const query = new URLSearchParams({ name: 'flight.landed', from: from.toISOString(), to: to.toISOString() });
  const { body } = await ask('GET', `${side.api.url}/api/analytics/series?${query}`, { token: side.token });
  const series = body.series as { from: string; events: number }[];
  return new Map(series.flatMap(({ from: day, events }) => (events > 0 ? [[day.slice(0, 10), events]] : [])));
}

/** Imports real flights by API and worker, and compares the figures of each day with a count made beside. @throws where they differ */
export async function compareImport(flights: number): Promise<Figure[]> {
  const side = await openSide();
  // Schedules are off here. Without a first pass, no event has been seen by one.
  await catchUp(side.em);
  const worker = await startWorker(side.env);
  await worker.ready();
  const expected = new Map<string, number>();
  const begin = performance.now();
  const jobId = await upload(side, flights, (day) => expected.set(day, (expected.get(day) ?? 0) + 1));
  const arrived = performance.now();
  const result = await succeeded(side, jobId);
  const done = performance.now();
  const counted = await countedByDay(side);
  for (const day of new Set([...expected.keys(), ...counted.keys()])) {
    if (expected.get(day) !== counted.get(day)) {
      throw new Error(`${day}: ${counted.get(day)} events counted of ${expected.get(day)}`);
    }
  }
  await worker.kill();
  await side.close();
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  process.stderr.write(
    `${flights} flights: ${seconds(arrived - begin)} s to arrive and be checked, ${seconds(done - arrived)} s to be stored and counted\n`,
  );
  return [
    figure(
      `flights of ${expected.size} days, against an independent count`,
      'events',
      Number(result.stored),
      flights,
      1,
    ),
  ];
}
