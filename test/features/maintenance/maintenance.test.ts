import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { createMaintenanceActivities } from '../../../activities/maintenance/maintenance.activities.ts';
import { maintenanceSchedule } from '../../../src/features/maintenance/maintenance.jobs.ts';
import type { MaintenanceStep } from '../../../src/features/maintenance/maintenance-step.ts';
import { createMaintenanceFixture, type MaintenanceFixture } from './support.ts';

let fixture: MaintenanceFixture;
beforeAll(async () => {
  fixture = await createMaintenanceFixture();
});
afterAll(() => fixture.close());

const step = (name: string, take: MaintenanceStep['take']): MaintenanceStep => ({ name, take });
const counts = (count: number) => () => Promise.resolve({ count });

test('every step leaves its line in the result of the job', async () => {
  const job = await fixture.insert({ type: 'maintenance' });
  const lines = await fixture.maintain({ job });
  const names = lines?.map((line) => line.step) ?? [];
  for (const name of [
    'partitions.ahead',
    'retention.jobs',
    'indexes.invalid',
    'tables.vacuum',
    'database.age',
    'consistency.likes',
  ]) {
    expect(names).toContain(name);
  }
  const after = await fixture.job(job.id);
  expect(after).toMatchObject({ status: 'succeeded', result: { dryRun: false, steps: lines } });
  expect([after.progress_done, after.progress_total]).toEqual([names.length, names.length]);
});

test('a step that fails skips no other, and the job does not succeed', async () => {
  const job = await fixture.insert({ type: 'maintenance' });
  const broken = step('broken', () => Promise.reject(new Error('a lock was not had')));
  const lines = await fixture.maintain({ job, steps: [broken, step('next', counts(3))] });
  expect(lines).toEqual([
    expect.objectContaining({ step: 'broken', outcome: 'failed', note: 'a lock was not had' }),
    expect.objectContaining({ step: 'next', outcome: 'done', count: 3 }),
  ]);
  expect((await fixture.job(job.id)).status).toBe('running');
});

test('a request to cancel ends the maintenance between two pages', async () => {
  const stop = new AbortController();
  const taken: string[] = [];
  const paged = step('paged', async ({ mayGoOn }) => {
    taken.push('page');
    stop.abort(new Error('cancelled'));
    await mayGoOn();
    taken.push('another');
    return { count: 0 };
  });
  await expect(fixture.maintain({ steps: [paged], signal: stop.signal })).rejects.toThrow('cancelled');
  expect(taken).toEqual(['page']);
});

test('a run that lost its job removes nothing', async () => {
  const job = await fixture.insert({ type: 'maintenance' });
  const taken: string[] = [];
  const steals = step('steals', async () => {
    await fixture.run(sql`update job set generation = 2 where id = ${job.id}`);
    return { count: 1 };
  });
  const after = step('after', () => {
    taken.push('after');
    return Promise.resolve({ count: 0 });
  });
  expect(await fixture.maintain({ job, steps: [steals, after] })).toBeUndefined();
  expect(await fixture.maintain({ job, steps: [after] })).toBeUndefined();
  expect(taken).toEqual([]);
});

test('an index that a broken build left behind is dropped, the others stay', async () => {
  const client = new pg.Client(fixture.databaseUrl);
  await client.connect();
  await client.query(`create index job_summary_ccnew on job (summary)`);
  await client.query(`update pg_index set indisvalid = false where indexrelid = 'job_summary_ccnew'::regclass`);
  const valid = () =>
    client.query(`select count(*)::int as n from pg_index where indisvalid`).then(({ rows }) => rows[0].n);
  const before = await valid();
  const dry = await fixture.maintain({ dryRun: true });
  const line = (lines: typeof dry) => lines?.find((found) => found.step === 'indexes.invalid');
  expect(line(dry)).toMatchObject({ count: 1, note: 'public.job_summary_ccnew' });
  expect(line(await fixture.maintain())).toMatchObject({ count: 1 });
  expect(line(await fixture.maintain())).toMatchObject({ count: 0 });
  expect(await valid()).toBe(before);
  await client.end();
});

test('a table with many dead rows is vacuumed', async () => {
  await fixture.run(
    sql`insert into attempt_counter (key, attempts) select 'k' || n, 1 from generate_series(1, 30000) n`,
  );
  await fixture.run(sql`delete from attempt_counter`);
  await fixture.run(sql`select pg_stat_force_next_flush()`);
  const lines = await fixture.maintain();
  expect(lines?.find((found) => found.step === 'tables.vacuum')?.note).toContain('public.attempt_counter');
});

test('rows that contradict each other are found and left as they are', async () => {
  await fixture.run(
    sql`insert into post (author_id, body, sentiment, like_count) values (${fixture.admin.id}, 'a post', 'neutral', 7)`,
  );
  const lines = await fixture.maintain();
  expect(lines?.find((found) => found.step === 'consistency.likes')).toMatchObject({ outcome: 'done', count: 1 });
  expect(await fixture.one(sql`select like_count from post`)).toEqual({ like_count: 7 });
});

test('files, objects and quotas that contradict each other are found, and exports count against no quota', async () => {
  const lineOf = async (name: string) => (await fixture.maintain())?.find(({ step }) => step === name);
  const owner = fixture.admin.id;
  await fixture.run(
    sql`with made as (
          insert into file (owner_id, kind, name, content_type, size, sha256, status, scan)
          select ${owner}, kind, kind, 'text/csv', 5, '', 'ready', 'skipped' from unnest(array['upload', 'export']) kind returning id, kind)
        insert into stored_object (key, file_id, owner_id, variant, version, bytes, content_type, sha256, state)
        select 'check/' || kind, id, ${owner}, 'original', 1, 5, 'text/csv', '', 'live' from made`,
  );
  await fixture.run(sql`insert into user_storage (user_id, used_bytes, file_count) values (${owner}, 5, 1)`);
  for (const name of ['files.quotas', 'consistency.objects_without_file', 'consistency.files_without_object']) {
    expect(await lineOf(name)).toMatchObject({ outcome: 'done', count: 0 });
  }
  await fixture.run(sql`update user_storage set used_bytes = 10 where user_id = ${owner}`);
  await fixture.run(sql`update stored_object set file_id = uuidv7() where key = 'check/export'`);
  expect(await lineOf('files.quotas')).toMatchObject({ outcome: 'done', count: 1 });
  expect(await fixture.one(sql`select used_bytes::int from user_storage where user_id = ${owner}`)).toEqual({
    used_bytes: 5,
  });
  expect(await lineOf('consistency.objects_without_file')).toMatchObject({
    count: 1,
    note: 'for example check/export',
  });
  expect(await lineOf('consistency.files_without_object')).toMatchObject({ count: 1 });
});

describe('asking for it', () => {
  const post = (who: { token: string } | null, body: unknown, key?: string) =>
    fixture.call(who, 'POST', '/api/jobs/maintenance', body, key);

  test('asking for maintenance is for admins, and kept in the audit trail', async () => {
    const jobs = () => fixture.all(sql`select id from job where workflow = 'runMaintenance'`);
    expect((await post(null, {})).status).toBe(401);
    for (const role of ['user', 'moderator'] as const) {
      expect((await post(await fixture.person(`a-${role}`, role), {})).status).toBe(403);
    }
    expect((await post(fixture.admin, { dryRun: 'yes' })).status).toBe(400);
    expect(await jobs()).toEqual([]);
    const answer = await post(fixture.admin, { dryRun: true }, 'once');
    expect([answer.status, answer.headers.get('location')]).toEqual([202, `/api/jobs/${answer.body.id}`]);
    expect((await post(fixture.admin, { dryRun: true }, 'once')).body.id).toBe(answer.body.id);
    expect(await jobs()).toHaveLength(1);
    const { body } = await fixture.call(fixture.admin, 'GET', '/api/audit?deed=maintenance.requested');
    expect(body.data).toEqual([
      expect.objectContaining({
        target: { type: 'job', id: answer.body.id },
        details: { dryRun: true, reindex: false },
      }),
    ]);
  });

  test('the schedule of maintenance comes at 03:10 UTC', () => {
    const { everyMs, offsetMs } = maintenanceSchedule;
    expect(new Date(Date.parse('2026-03-01T00:00:00Z') + (offsetMs ?? 0)).toISOString()).toContain('T03:10:00');
    expect(everyMs).toBe(86_400_000);
  });
});

test('the activity has the name that the contract has', () => {
  const { em } = fixture;
  const maintenance = { run: () => Promise.resolve(undefined) };
  expect(Object.keys(createMaintenanceActivities({ em, maintenance }))).toEqual(['maintain']);
});
