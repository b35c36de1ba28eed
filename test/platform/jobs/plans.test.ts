import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { oldestWaiting, statsByType } from '../../../src/features/jobs/job-stats.queries.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
import { hasLiveJob } from '../../../src/platform/jobs/live-job.ts';
import { dispatchOnce } from '../../../src/platform/jobs/loops/dispatcher.ts';
import { sweepOnce } from '../../../src/platform/jobs/loops/sweeper.ts';
import { explain, type Plan } from '../../support/explain.ts';
import { createJobsFixture, type JobsFixture } from '../../support/jobs.ts';
import { recordStatements } from '../../support/statement-log.ts';

/**
 * What looks after jobs, when there are many: reads rows by the dozen, however long the table is. The plans of a million rows are
 * those of fewer; `VIBE_PLAN_ROWS=1000000` shows it in about a minute.
 */
const ROWS = Number(process.env.VIBE_PLAN_ROWS ?? 120_000);
/** Rows of one statement, well within the time-out of statements. */
const PAGE = 50_000;
/** Rows that a round may touch: some pages of the table, whatever its size. */
const FEW = 1_000;

const recorder = recordStatements();
let jobs: JobsFixture;
beforeAll(async () => {
  jobs = await createJobsFixture();
  for (let first = 1; first <= ROWS; first += PAGE) await fill(first, Math.min(ROWS, first + PAGE - 1));
  await run(jobs.em(), sql`vacuum analyze job`);
}, 600_000);
afterAll(() => jobs.close());

async function fill(first: number, last: number): Promise<void> {
  // Nearly half are open: mails at their hour, of which a tenth is due to be looked at, and the last ones were never started.
  await run(
    jobs.em(),
    sql`insert into job (id, type, workflow, task_queue, input, summary, status, created_at, queued_at, dispatched_at, progressed_at,
          updated_at, look_after, run_at, started_at, finished_at, dispatch_after)
        select uuidv7(-age), case when n % 20 = 0 then 'notification' else 'email' end, 'sendEmail', 'interactive', '{}', 'a mail',
          case when not open then 'succeeded' when n % 3 = 0 then 'queued' else 'running' end, at, at,
          case when not open or n > 1000 then at end, at, at,
          case when n % 10 = 0 then at else now() + interval '1 hour' end, case when open then now() + interval '1 day' end,
          case when open then null else at + interval '1 s' end, case when open then null else at + interval '2 s' end, at
        from (select n, n % 20 <> 0 and n % 9 < 4 as open, now() - n * interval '10 seconds' as at, n * interval '10 seconds' as age
          from generate_series(${first}::int, ${last}::int) n) as made`,
  );
}

async function planOf(ask: () => Promise<unknown>): Promise<Plan> {
  const [first] = await recorder.during(ask);
  const [plan] = await explain(jobs.url, first === undefined ? [] : [first]);
  return plan as Plan;
}

const dispatch = () =>
  dispatchOnce({ em: jobs.em, types: jobs.types, logger: jobs.logger, start: async () => ({ outcome: 'started' }) });
const sweep = () =>
  sweepOnce({ em: jobs.em, types: jobs.types, client: jobs.absent, logger: jobs.logger, minAgeMs: 0, quietMs: 60_000 });
const lastHour = () => statsByType(jobs.em(), { from: new Date(Date.now() - 3_600_000), to: new Date() });

test.each([
  ['whether a job of a type lives', () => hasLiveJob(jobs.em(), 'notification', 120_000)],
  ['whether one of a type with many open jobs lives', () => hasLiveJob(jobs.em(), 'email', 7 * 86_400_000)],
  ['a round of the dispatcher', dispatch],
  ['a round of the sweeper', sweep],
  ['the job that waits longest', () => oldestWaiting(jobs.em())],
])('%s is known from a few rows', async (_name, ask) => {
  const plan = await planOf(ask);
  expect(plan.seqScans).toEqual([]);
  expect(plan.rows).toBeLessThan(FEW);
});

test('the statistics of an hour read the rows of that hour, not the table', async () => {
  const plan = await planOf(lastHour);
  const within = await row<{ n: number }>(
    jobs.em(),
    sql`select count(*)::int as n from job where created_at > now() - interval '1 hour'`,
  );
  expect(plan.seqScans).toEqual([]);
  expect(plan.rows).toBeLessThanOrEqual((within?.n ?? 0) + 5);
});
