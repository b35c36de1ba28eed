import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createImportRun, ImportFileGone } from '../../../../src/features/analytics/imports/import-run.service.ts';
import { importKey } from '../../../../src/features/analytics/imports/imports.contract.ts';
import { sweepImports } from '../../../../src/features/analytics/imports/sweep-imports.ts';
import { countDirtyDay } from '../../../../src/features/analytics/rollups/dirty-days.ts';
import { row, run } from '../../../../src/platform/db/sql.ts';
import { createStorage } from '../../../../src/platform/storage/create-storage.ts';
import type { Storage } from '../../../../src/platform/storage/storage.ts';
import type { ComposedPerson } from '../../../support/composed-api.ts';
import { agedStorage } from '../archive/aged-storage.ts';
import { catchUp } from '../catch-up.ts';
import { rawRollups, storedRollups } from '../rollups/raw.ts';
import { type AnalyticsFixture, createAnalyticsFixture } from '../support.ts';

let app: AnalyticsFixture;
let directory: string;
let storage: Storage;
let admin: ComposedPerson;
let user: ComposedPerson;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vibe-imports-'));
  app = await createAnalyticsFixture({ STORAGE_DIR: directory });
  storage = createStorage({ directory, s3: null });
  [admin, user] = [await app.person('admin'), await app.person()];
});
afterAll(async () => {
  storage.close();
  await app.close();
  await rm(directory, { recursive: true });
});
beforeEach(async () => {
  await app.all(sql`delete from event where source = 'server' returning 1`);
  for (const table of ['event_quarter', 'event_day', 'active_day', 'user_quarter']) {
    await run(app.em(), sql`truncate ${sql.table(table)}`);
  }
  // As after a restore: everything is counted from scratch.
  await run(app.em(), sql`update rollup_state set cluster = null`);
  await catchUp(app.em);
});

const DAYS = 90;
const DAY_MS = 86_400_000;
const ago = (days: number, ms = 0) =>
  new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - days * DAY_MS + ms).toISOString();
const line = (n: number, days: number, more: object = {}) => ({
  name: 'flight.landed',
  eventId: `f${n}`,
  occurredAt: ago(days, n * 1_000),
  properties: { delay: n },
  ...more,
});
const send = async (lines: readonly (object | string)[], token: string | undefined = admin.token) => {
  const body = lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
  const headers: Record<string, string> = { 'content-type': 'application/x-ndjson' };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const response = await fetch(`${app.url}/api/analytics/events/import`, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const sent = async (lines: readonly object[]): Promise<string> => {
  const { status, body } = await send(lines);
  if (status !== 202) throw new Error(JSON.stringify(body));
  return String(body.id);
};

class Killed extends Error {}

/** Does the work of a job. @param killedAfter so many pages */
async function work(jobId: string, killedAfter = Infinity) {
  const job = await row<{ generation: number; events: number }>(
    app.em(),
    sql`select generation, (input ->> 'events')::int as events from job where id = ${jobId}`,
  );
  const fence = { jobId, generation: job?.generation ?? 0, chainId: 'chain' };
  let pages = 0;
  const control = {
    attempt: 1,
    isUp: () => false,
    next: () => {
      pages += 1;
      if (pages > killedAfter) throw new Killed();
    },
  };
  await createImportRun({ em: app.em, keeper: app.em, storage, eventDays: DAYS })(
    { fence, events: job?.events ?? 0 },
    control,
  );
  const { body } = await app.get(admin.token, `/api/jobs/${jobId}`);
  return body as { status: string; result: Record<string, unknown>; progress: unknown };
}
const stored = async () => {
  const [found] = await app.all<{ n: number }>(sql`select count(*)::int as n from event where name = 'flight.landed'`);
  return found?.n;
};
const objects = async () => (await storage.list('')).items.map(({ key }) => key);
const agrees = async () => {
  await catchUp(app.em);
  expect(await storedRollups(app.em())).toEqual(await rawRollups(app.em()));
};

describe('an import', () => {
  test('an import stores older events, each in the partition of its day, and counts their days', async () => {
    const lines = [...Array(20).keys()].map((n) => line(n, 40 + (n % 3), n % 2 ? { userId: user.id } : {}));
    const id = await sent(lines);
    expect(await objects()).toEqual([importKey(id)]);
    expect(await stored()).toBe(0);
    expect(await work(id)).toMatchObject({ status: 'succeeded', result: { stored: 20, duplicates: 0, rejected: {} } });
    expect(await stored()).toBe(20);
    expect(await objects()).toEqual([]);
    const [placed] = await app.all<{ n: number }>(
      sql`select count(*)::int as n from event where name = 'flight.landed' and source = 'server'
            and tableoid::regclass::text = 'event_partition.event_' || to_char(occurred_at at time zone 'UTC', 'YYYYMMDD')`,
    );
    expect(placed?.n).toBe(20);
    const counts = await app.get(admin.token, `/api/analytics/series?name=flight.landed&from=${ago(43)}&to=${ago(39)}`);
    expect((counts.body.series as { events: number }[]).map(({ events }) => events)).toEqual([0, 6, 7, 7]);
    await agrees();
  });

  test('an import that is repeated or overlaps events sent before stores each event once', async () => {
    const lines = [...Array(10).keys()].map((n) => line(n, 3));
    const key = await app.key(admin, 'events:write');
    const before = await app.send(key, { events: lines.slice(0, 4) });
    expect(before.body.stored).toBe(4);
    expect((await work(await sent(lines))).result).toMatchObject({ stored: 6, duplicates: 4 });
    expect((await work(await sent(lines))).result).toMatchObject({ stored: 0, duplicates: 10 });
    expect(await stored()).toBe(10);
    await agrees();
  });

  test('an import goes on after a kill between two pages, also with events that have no id', async () => {
    const lines = [...Array(5_000).keys()].map((n) => ({ ...line(n % 1_000, 20 + (n % 2)), eventId: undefined }));
    const id = await sent(lines);
    await expect(work(id, 1)).rejects.toThrow(Killed);
    expect(await stored()).toBe(2_000);
    // What the killed run did is counted by the passes once its days have settled.
    while (await countDirtyDay(app.em(), 0));
    await agrees();
    const done = await work(id);
    expect(done.result).toMatchObject({ stored: 5_000, duplicates: 0 });
    expect(done.progress).toMatchObject({ done: 5_000, total: 5_000 });
    expect(await stored()).toBe(5_000);
    await agrees();
  });

  test('an import rejects events that are too old, of the future, of unknown users or archived days, and stores the rest', async () => {
    await app.all(
      sql`insert into event_archive (key, partition, state, events, bytes, sha256, first_at, last_at)
          values ('k', 'event_x', 'dropped', 1, 1, 'x', ${ago(60, 1)}, ${ago(60, 2)}) returning 1`,
    );
    const lines = [
      line(1, 100),
      line(2, -3),
      line(3, 30, { userId: '01980000-0000-7000-8000-0000000000ff' }),
      line(4, 60),
      line(5, 30),
    ];
    expect((await work(await sent(lines))).result).toMatchObject({
      stored: 1,
      duplicates: 0,
      rejected: { too_old: 1, in_future: 1, unknown_user: 1, day_archived: 1 },
    });
    await app.all(sql`delete from event_archive where key = 'k'`);
    await agrees();
  });

  test('an import writes nothing once another run has taken over, and fails without its file', async () => {
    const id = await sent([line(1, 30)]);
    await run(app.em(), sql`update job set chain_id = 'other', status = 'running' where id = ${id}`);
    expect((await work(id)).status).toBe('running');
    expect(await stored()).toBe(0);
    await run(app.em(), sql`update job set chain_id = null where id = ${id}`);
    await storage.delete(importKey(id));
    await expect(work(id)).rejects.toThrow(ImportFileGone);
  });
});

describe('a file', () => {
  test.each([
    [[{ ...line(1, 3), name: 'post.created' }], 'line[1].name'],
    [[line(1, 3), { ...line(2, 3), more: 1 }], 'line[2].more'],
    [[line(1, 3), '{"name": "a.b"'], 'line[2]'],
    [[{ name: 'page.viewed' }], 'line[1].occurredAt'],
    [[{ events: [line(1, 3)] }], 'line[1].events'],
    [[{ ...line(1, 3), properties: { text: 'x'.repeat(9_000) } }], 'line[1]'],
    [['', '  '], 'body'],
  ])('the file %# is refused, and the line is named', async (lines, field) => {
    const { status, body } = await send(lines as (object | string)[]);
    expect([status, (body.errors as { field: string }[])[0]?.field]).toEqual([400, field]);
    expect(await objects()).toEqual([]);
  });

  test('a file that is not UTF-8 is refused', async () => {
    const response = await fetch(`${app.url}/api/analytics/events/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/x-ndjson' },
      body: Buffer.from([0x7b, 0xff, 0xfe]),
    });
    expect(response.status).toBe(400);
    expect(await objects()).toEqual([]);
  });

  test('files of events are taken from admins and their keys only', async () => {
    expect((await send([line(1, 3)], undefined)).status).toBe(202);
    expect((await send([line(1, 3)], user.token)).status).toBe(403);
    expect((await send([line(1, 3)], await app.key(admin, 'events:write'))).status).toBe(403);
    expect((await send([line(1, 3)], await app.key(admin, 'events:write-any'))).status).toBe(202);
    for (const key of await objects()) await storage.delete(key);
  });

  test('the file of an import is removed at night when its job is over or never existed', async () => {
    const id = await sent([line(1, 30)]);
    const put = (key: string) => storage.put(key, Readable.from(['x']), { contentType: 'text/plain' });
    const stray = importKey('01980000-0000-7000-8000-0000000000aa');
    await put(stray);
    const context = { em: app.em, dryRun: false, mayGoOn: async () => undefined };
    const aged = agedStorage(storage, 2);
    expect(await sweepImports(context, storage)).toEqual({ count: 0 });
    expect(await sweepImports({ ...context, dryRun: true }, aged)).toEqual({ count: 1 });
    expect(await sweepImports(context, aged)).toEqual({ count: 1 });
    expect(await objects()).toEqual([importKey(id)]);
  });
});
