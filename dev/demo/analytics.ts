import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../../client/client.ts';
import { must } from './answer.ts';
import type { Person } from './people.ts';
import { type Say, type Stack, seconds } from './stack-file.ts';

const LONGEST_MS = 60_000;
const VIEWS = 20;
const DAYS = 30;
const DAY_MS = 86_400_000;

/** Asks until there is an answer. */
async function eventually<Found>(what: string, find: () => Promise<Found | null>): Promise<Found> {
  for (const until = Date.now() + LONGEST_MS; Date.now() < until; await sleep(500)) {
    const found = await find();
    if (found !== null) return found;
  }
  throw new Error(`${what}: not within ${LONGEST_MS / 1_000} s`);
}

/** Everyone's app tells which pages were looked at, and sends some of it twice, as after an answer that was lost. */
async function lookAround(people: readonly Person[]): Promise<number> {
  let stored = 0;
  for (const { api, id } of people) {
    const occurredAt = new Date().toISOString();
    const events = Array.from({ length: VIEWS }, (_, n) => ({
      name: 'page.viewed',
      eventId: `${id}-${n}`,
      occurredAt,
      properties: { path: n % 2 === 0 ? '/AAPL' : '/watchlists' },
    }));
    for (const batch of [events, events.slice(0, VIEWS / 2)]) {
      stored += must(await api.POST('/api/analytics/events', { body: { events: batch } })).stored;
    }
  }
  return stored;
}

/** A month of views of an older system. */
async function importViews(stack: Stack, token: string, people: readonly Person[], run: string): Promise<string> {
  const lines = people.flatMap(({ id: userId }) =>
    Array.from({ length: DAYS }, (_, day) =>
      JSON.stringify({
        name: 'page.viewed',
        eventId: `${run}-${userId}-${day}`,
        occurredAt: new Date(Date.now() - (day + 1) * DAY_MS).toISOString(),
        userId,
      }),
    ),
  );
  const answer = await fetch(`${stack.api}/api/analytics/events/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  const job = (await answer.json()) as { id: string; detail?: string };
  if (!answer.ok) throw new Error(job.detail ?? String(answer.status));
  return job.id;
}

async function resultOf(admin: ApiClient, jobId: string): Promise<Record<string, unknown>> {
  return await eventually('the import', async () => {
    const { status, result } = must(await admin.GET('/api/jobs/{jobId}', { params: { path: { jobId } } }));
    if (status === 'failed') throw new Error('the import failed');
    return status === 'succeeded' ? (result ?? {}) : null;
  });
}

/** What happened becomes figures, a funnel and a report. */
export async function showFigures(
  stack: Stack,
  { api: admin, token }: { api: ApiClient; token: string },
  people: readonly Person[],
  run: string,
  say: Say,
): Promise<void> {
  const begin = performance.now();
  const stored = await lookAround(people);
  await eventually('the figures', async () => {
    const { totals } = must(await admin.GET('/api/analytics/platform', { params: { query: { interval: 'day' } } }));
    return totals.newUsers >= people.length && totals.posts > 0 ? totals : null;
  });
  say(`analytics: ${stored} events of apps stored once, in the figures after ${seconds(begin)}`);
  const { steps } = must(
    await admin.POST('/api/analytics/funnel', {
      body: { steps: ['account.signed_up', 'post.created', 'post.liked'], withinHours: 24 },
    }),
  );
  say(`analytics: ${steps.map(({ name, users }) => `${name} ${users}`).join(' → ')}`);
  const live = must(await admin.GET('/api/analytics/realtime', {}));
  say(`analytics: ${live.activeUsers} users active in the last 5 minutes, ${live.eventsPerMinute} events a minute`);
  const imported = await resultOf(admin, await importViews(stack, token, people, run));
  say(`analytics: ${String(imported.stored)} older events imported, their days counted again`);
  const job = must(await admin.POST('/api/analytics/reports', { body: { scope: 'platform', kind: 'daily' } }));
  const page = await eventually('the report', async () => {
    const { links } = must(await admin.GET('/api/analytics/reports/{id}', { params: { path: { id: job.id } } }));
    return links.page;
  });
  say(`analytics: the report of yesterday, ${page}`);
}
