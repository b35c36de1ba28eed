import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { row, run } from '../../src/platform/db/sql.ts';
import { ask } from '../support/http.ts';
import { type Member, type System, signUp, startSystem, until } from '../support/system.ts';

/** A line of 500 exports of low priority, whose slots are all taken, and two who do not wait for its end. */

const WAITING = 500;
let system: System;
let admin = '';
let ada: Member;
beforeAll(async () => {
  system = await startSystem();
  admin = await system.adminToken();
  ada = await signUp(system.api.url, 'ada@example.test');
  // An export of all of them takes seconds, longer than the workflow of another one takes to begin.
  await run(
    system.em(),
    sql`insert into event (id, name, user_id, properties)
        select uuidv7(), 'post.created', ${ada.id}, jsonb_build_object('text', repeat('word ', 20)) from generate_series(1, 300000)`,
  );
}, 120_000);
afterAll(() => system.stop());

async function request(token: string, body: object): Promise<string> {
  const { status, body: job } = await ask('POST', `${system.api.url}/api/jobs/export`, { token, body });
  expect(status).toBe(202);
  return String(job.id);
}

interface Begun {
  waitedMs: number;
  /** Exports of low priority that began between its request and its own beginning. */
  before: number;
  /** Of those, which still waited then. */
  waiting: number;
}

async function begun(id: string): Promise<Begun> {
  const find = () =>
    row<Begun>(
      system.em(),
      sql`select (extract(epoch from job.started_at - job.created_at) * 1000)::int as "waitedMs",
            count(*) filter (where other.started_at between job.created_at and job.started_at)::int as before,
            count(*) filter (where other.started_at is null or other.started_at > job.started_at)::int as waiting
          from job join job other on other.type = 'export' and other.priority = 'low'
          where job.id = ${id} and job.started_at is not null group by job.id`,
    );
  await until(async () => (await find()) !== undefined, 60_000, 'the export begins');
  return (await find()) as Begun;
}

test('neither a critical export nor the first one of another user waits behind the exports of one user', async () => {
  const heavy = { dataset: 'all-events', format: 'ndjson', priority: 'low' };
  for (let sent = 0; sent < WAITING; sent += 25) {
    await Promise.all(Array.from({ length: 25 }, () => request(admin, heavy)));
  }
  const running = async () =>
    (
      await row<{ count: number }>(
        system.em(),
        sql`select count(*)::int as count from job where type = 'export' and status = 'running'`,
      )
    )?.count;
  await until(async () => (await running()) === 2, 60_000, 'the slots that a user may have are taken');

  const critical = await begun(await request(admin, { dataset: 'jobs', format: 'csv', priority: 'critical' }));
  const first = await begun(await request(ada.token, { dataset: 'posts', format: 'csv' }));
  process.stderr.write(`critical: ${JSON.stringify(critical)}, first of another user: ${JSON.stringify(first)}\n`);
  expect(critical.waiting).toBeGreaterThan(WAITING / 2);
  expect(first.waiting).toBeGreaterThan(WAITING / 2);
  expect(first.before).toBeLessThanOrEqual(2);
}, 180_000);
