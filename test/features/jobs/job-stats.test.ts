import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createJobsApiFixture, type JobsApiFixture, minutesAgo } from './support.ts';

let jobs: JobsApiFixture;
beforeAll(async () => {
  jobs = await createJobsApiFixture();
});
afterAll(() => jobs.close());

const period = () => `from=${minutesAgo(60).toISOString()}&to=${minutesAgo(-1).toISOString()}`;

test('statistics have counts, waits, runs, throughput, the oldest waiting job, and failures with first and last seen', async () => {
  await jobs.run(sql`delete from job`);
  const at = { created_at: minutesAgo(30), queued_at: minutesAgo(30) };
  for (const minutes of [1, 2, 3]) {
    await jobs.insert({
      ...at,
      type: 'done',
      status: 'succeeded',
      started_at: minutesAgo(30 - minutes),
      finished_at: minutesAgo(20 - minutes),
    });
  }
  const failed = { ...at, type: 'broken', status: 'failed', started_at: minutesAgo(29) } as const;
  await jobs.insert({ ...failed, error_code: 'boom', finished_at: minutesAgo(25) });
  await jobs.insert({ ...failed, error_code: 'boom', finished_at: minutesAgo(5), acknowledged_at: minutesAgo(1) });
  await jobs.insert({ ...failed, error_code: 'other', finished_at: minutesAgo(4) });
  await jobs.insert({ ...failed, error_code: 'boom', finished_at: minutesAgo(600), created_at: minutesAgo(601) });
  const oldest = await jobs.insert({ ...at, type: 'done' });
  await jobs.insert({ type: 'done', queued_at: minutesAgo(40), run_at: minutesAgo(-60) });

  const { status, body } = await jobs.call(jobs.admin, 'GET', `/api/jobs/stats?${period()}`);
  expect(status).toBe(200);
  expect(body.totals).toEqual({ queued: 2, running: 0, succeeded: 3, failed: 3, cancelled: 0 });
  const [broken, done] = body.byType as Record<string, unknown>[];
  expect(broken).toMatchObject({ type: 'broken', failed: 3, waitMs: { p50: 60_000, p95: 60_000 } });
  expect(done).toMatchObject({ type: 'done', queued: 2, succeeded: 3 });
  expect(done).toMatchObject({ waitMs: { p50: 2 * 60_000 }, runMs: { p95: 10 * 60_000 } });
  expect(body.throughputPerMinute).toBeCloseTo(3 / 61, 2);
  expect(body.deadLetters).toBe(3);
  expect(body.oldestWaiting).toMatchObject({ id: oldest.id, type: 'done' });
  const seen = (first: number, last: number) => ({
    firstSeenAt: minutesAgo(first).toISOString(),
    lastSeenAt: minutesAgo(last).toISOString(),
  });
  expect(body.failuresByCause).toEqual([
    { type: 'broken', code: 'boom', count: 2, ...seen(25, 5) },
    { type: 'broken', code: 'other', count: 1, ...seen(4, 4) },
  ]);
});

test('a period that is reversed or longer than 92 days is refused', async () => {
  for (const query of ['from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'from=2020-01-01T00:00:00Z']) {
    expect((await jobs.call(jobs.admin, 'GET', `/api/jobs/stats?${query}`)).status).toBe(400);
  }
});
