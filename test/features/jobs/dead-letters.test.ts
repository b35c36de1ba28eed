import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '../../../src/platform/db/ids.ts';
import type { ComposedPerson } from '../../support/composed-api.ts';
import { createJobsApiFixture, type JobsApiFixture, minutesAgo } from './support.ts';

let jobs: JobsApiFixture;
let ada: ComposedPerson;
let bob: ComposedPerson;
beforeAll(async () => {
  jobs = await createJobsApiFixture();
  ada = await jobs.person('ada');
  bob = await jobs.person('bob');
});
afterAll(() => jobs.close());
beforeEach(async () => {
  await jobs.run(sql`delete from job`);
});

const DEAD = { status: 'failed', error_code: 'boom', finished_at: minutesAgo(5) } as const;
const post = (path: string, body?: unknown, who: { token: string } | null = jobs.admin) =>
  jobs.call(who, 'POST', `/api/jobs${path}`, body);

async function bury(count: number): Promise<void> {
  await jobs.run(
    sql`insert into job (type, workflow, task_queue, input, summary, status, error_code, finished_at)
        select 'notification', 'testJob', 'bulk', '{}', 'a job', 'failed', 'boom', now() - interval '1 hour'
        from generate_series(1, ${count}::int)`,
  );
}

const generations = () =>
  jobs.all<{ generation: number; status: string; count: number }>(
    sql`select generation, status, count(*)::int as count from job group by 1, 2 order by 1, 2`,
  );

describe('retrying many', () => {
  test('a hundred failed jobs that five requests retry at once are each queued once', async () => {
    await bury(100);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post('/retry', { type: 'notification', cause: 'boom' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    expect(answers.reduce((sum, { body }) => sum + Number(body.retried), 0)).toBe(100);
    expect(await generations()).toEqual([{ generation: 2, status: 'queued', count: 100 }]);
  });

  test('a retry by ids reports on each job, also when it is asked for at once', async () => {
    await bury(50);
    const ids = (await jobs.all<{ id: string }>(sql`select id from job`)).map(({ id }) => id);
    const running = await jobs.insert({ status: 'running' });
    const unknown = newId();
    const body = { ids: [...ids, ids[0], running.id, unknown] };
    const answers = await Promise.all([post('/retry', body), post('/retry', body), post('/retry', body)]);
    expect(answers.reduce((sum, answer) => sum + Number(answer.body.retried), 0)).toBe(50);
    expect(await generations()).toEqual([
      { generation: 1, status: 'running', count: 1 },
      { generation: 2, status: 'queued', count: 50 },
    ]);
    for (const { body: answer } of answers) {
      expect(answer.outcomes).toHaveLength(52);
      expect(answer.outcomes).toContainEqual({ id: running.id, outcome: 'not_retryable' });
      expect(answer.outcomes).toContainEqual({ id: unknown, outcome: 'not_found' });
    }
  });

  test('a retry of many starts two hundred a second, the oldest failure first', async () => {
    await bury(400);
    const first = await jobs.insert({ ...DEAD, finished_at: minutesAgo(600) });
    await post('/retry', { type: 'notification', cause: 'boom' });
    const spread = await jobs.one<{ seconds: number; first: string }>(
      sql`select extract(epoch from max(dispatch_after) - min(dispatch_after))::float8 as seconds,
            (array_agg(id order by dispatch_after))[1] as first from job`,
    );
    expect(spread).toEqual({ seconds: 2, first: first.id });
  });

  test('a preview counts and changes nothing', async () => {
    await bury(30);
    const { body } = await post('/retry', { type: 'notification', cause: 'boom', preview: true });
    expect(body).toEqual({ matching: 30, retried: 0, left: 30, outcomes: [] });
    expect(await generations()).toEqual([{ generation: 1, status: 'failed', count: 30 }]);
  });

  test('a retry takes a thousand jobs and says how many are left', async () => {
    await bury(1_005);
    const { body } = await post('/retry', { type: 'notification', cause: 'boom' });
    expect([body.matching, body.retried, body.left]).toEqual([1_005, 1_000, 5]);
  });

  test('a retry leaves other types, causes and times, and acknowledged jobs', async () => {
    await jobs.insert({ ...DEAD, type: 'other' });
    await jobs.insert({ ...DEAD, error_code: 'other' });
    await jobs.insert({ ...DEAD, acknowledged_at: minutesAgo(1) });
    await jobs.insert({ ...DEAD, finished_at: minutesAgo(90) });
    const meant = await jobs.insert(DEAD);
    const { body } = await post('/retry', { type: 'notification', cause: 'boom', from: minutesAgo(60).toISOString() });
    expect(body.outcomes).toEqual([{ id: meant.id, outcome: 'retried' }]);
    expect(await generations()).toMatchObject([
      { status: 'failed', count: 4 },
      { status: 'queued', count: 1 },
    ]);
  });

  test('a retry of many is kept in the audit trail', async () => {
    await bury(2);
    await post('/retry', { type: 'notification', cause: 'boom' });
    const { body } = await jobs.call(jobs.admin, 'GET', '/api/audit?deed=job.bulk_retried&limit=1');
    expect(body.data).toEqual([
      expect.objectContaining({
        actor: { userId: jobs.admin.id, apiKeyId: null },
        details: { type: 'notification', cause: 'boom', retried: 2 },
      }),
    ]);
  });

  test.each([
    [{}, 'body'],
    [{ ids: [] }, 'body'],
    [{ ids: Array.from({ length: 1_001 }, () => newId()) }, 'body'],
    [{ type: 'notification' }, 'body'],
  ])('a bad request to retry is refused and changes nothing', async (body, field) => {
    await bury(1);
    const answer = await post('/retry', body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body.errors)).toContain(field);
    expect(await generations()).toEqual([{ generation: 1, status: 'failed', count: 1 }]);
  });
});

describe('acknowledging', () => {
  test('an acknowledged job is off the dead letters once and for good, until it fails again', async () => {
    const dead = await jobs.insert({ ...DEAD, requested_by: ada.id });
    expect(await jobs.list(jobs.admin, 'deadLetter=true')).toHaveLength(1);
    expect((await post(`/${dead.id}/acknowledge`, undefined, ada)).status).toBe(200);
    const { body } = await post(`/${dead.id}/acknowledge`, undefined, ada);
    expect([body.actions, body.status]).toEqual([['retry'], 'failed']);
    expect(await jobs.list(jobs.admin, 'deadLetter=true')).toEqual([]);
    expect((await post(`/${dead.id}/retry`, undefined, ada)).body.acknowledgedAt).toBeNull();
  });

  test('only failed jobs can be acknowledged', async () => {
    const job = await jobs.insert();
    const answer = await post(`/${job.id}/acknowledge`);
    expect([answer.status, answer.body.code]).toEqual([409, 'job_not_failed']);
  });
});

test('only a job that waits for its next attempt can be retried now', async () => {
  const waiting = await jobs.insert({ status: 'running', next_attempt_at: minutesAgo(-60) });
  const away = await post(`/${waiting.id}/retry-now`);
  expect([away.status, away.body.code]).toEqual([503, 'temporal_unavailable']);
  expect((await jobs.job(waiting.id)).next_attempt_at).toEqual(minutesAgo(-60));
  const queued = await jobs.insert();
  const answer = await post(`/${queued.id}/retry-now`);
  expect([answer.status, answer.body.code]).toEqual([409, 'job_not_waiting']);
});

describe('other people’s jobs', () => {
  const guarded = ['', '/cancel', '/retry', '/retry-now', '/acknowledge'];

  test.each(guarded)('other users cannot find …/:jobId%s', async (path) => {
    const job = await jobs.insert({ ...DEAD, requested_by: ada.id });
    const before = await jobs.job(job.id);
    const method = path === '' ? 'GET' : 'POST';
    const who = { bob, moderator: await jobs.person(`mod${path.replace('/', '-')}`, 'moderator') };
    expect((await jobs.call(null, method, `/api/jobs/${job.id}${path}`)).status).toBe(401);
    for (const other of Object.values(who)) {
      expect((await jobs.call(other, method, `/api/jobs/${job.id}${path}`)).status).toBe(404);
    }
    expect(await jobs.job(job.id)).toEqual(before);
  });

  test.each([
    ['POST', '/api/jobs/retry', { type: 'notification', cause: 'boom' }],
    ['GET', '/api/jobs/stats', undefined],
  ])('%s %s is for admins', async (method, path, body) => {
    await bury(1);
    expect((await jobs.call(null, method, path, body)).status).toBe(401);
    expect((await jobs.call(ada, method, path, body)).status).toBe(403);
    expect(await generations()).toEqual([{ generation: 1, status: 'failed', count: 1 }]);
  });

  test('the types of jobs are for all who are signed in', async () => {
    expect((await jobs.call(null, 'GET', '/api/jobs/types')).status).toBe(401);
    const { body } = await jobs.call(ada, 'GET', '/api/jobs/types');
    expect((body.data as { type: string }[]).map(({ type }) => type)).toContain('email');
  });
});

test.each([
  ['cancel', { status: 'queued' }],
  ['retry', DEAD],
] as const)(
  'the refusal to %s a job of a feature that this release does not have says why',
  async (command, values) => {
    const job = await jobs.insert({ ...values, type: 'of_another_release' });
    const answer = await jobs.call(jobs.admin, 'POST', `/api/jobs/${job.id}/${command}`);
    expect([answer.status, answer.body.code]).toEqual([409, 'job_of_another_release']);
    expect(answer.body.detail).toContain('does not have');
    expect(await jobs.job(job.id)).toEqual(job);
  },
);
