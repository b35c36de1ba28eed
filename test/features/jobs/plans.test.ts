import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import * as stats from '../../../src/features/jobs/job-stats.queries.ts';
import { type JobFilter, listJobs } from '../../../src/features/jobs/jobs.queries.ts';
import type { Em } from '../../../src/platform/db/sql.ts';
import { explain, type Plan } from '../../support/explain.ts';
import { recordStatements } from '../../support/statement-log.ts';
import { vacuumWhole } from '../../support/vacuum.ts';
import { createJobsApiFixture, type JobsApiFixture } from './support.ts';

const SMALL = 4_000;
const LARGE = 100_000;
/** Jobs of the last day, which is what the figures are of, whatever there is beside them. */
const TODAY = 2_000;

const recorder = recordStatements();
let jobs: JobsApiFixture;

const person = '00000000-0000-7000-8000-000000000003';
const period = () => ({ from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 60_000) });
const list = (filter: () => JobFilter) => (em: Em) => listJobs(em, { ...filter(), before: undefined, limit: 21 });

const reads: [name: string, read: (em: Em) => Promise<unknown>][] = [
  ['counts and durations of a day', (em) => stats.statsByType(em, period())],
  ['the throughput of a day', (em) => stats.countSucceeded(em, period())],
  ['failures of a day by cause', (em) => stats.failuresByCause(em, period())],
  ['the oldest that waits', (em) => stats.oldestWaiting(em)],
  ['the list', list(() => ({}))],
  ['a status', list(() => ({ status: 'failed' }))],
  ['a type', list(() => ({ type: 'digest' }))],
  ['a priority', list(() => ({ priority: 'high' }))],
  ['a cause', list(() => ({ cause: 'cause_0' }))],
  ['a cause and a type', list(() => ({ cause: 'cause_0', type: 'digest' }))],
  ['a person', list(() => ({ requestedBy: person }))],
  ['schedules', list(() => ({ origin: 'schedule' }))],
  ['those that are repeated', list(() => ({ retrying: true }))],
  ['dead letters', list(() => ({ deadLetter: true }))],
  ['dead letters of a day', list(() => ({ deadLetter: true, ...period() }))],
];

/** Of the last day, or of three years before it. */
async function grow(count: number, days: number, offset: number): Promise<void> {
  await jobs.run(
    sql`insert into job (id, type, workflow, task_queue, input, summary, requested_by, priority, status, error_code, period_key,
          created_at, queued_at, updated_at, dispatched_at, started_at, finished_at)
        select uuidv7(-age), (array['email','email','notification','digest'])[1 + i % 4], 'w', 'bulk', '{}', 'a job',
          case when i % 3 = 0 then ('00000000-0000-7000-8000-' || lpad((i % 50)::text, 12, '0'))::uuid end,
          case when i % 5 = 0 then 'high' else 'normal' end,
          case when i % 20 = 0 then 'failed' when i % 20 = 1 then 'cancelled' else 'succeeded' end,
          case when i % 20 = 0 then 'cause_' || i % 3 end, case when i % 10 = 9 then 'test:' || i || ':' || ${offset}::int end,
          now() - age, now() - age, now() - age, now() - age, now() - age, now() - age
        from (select i, (${offset}::int + i::float8 / ${count}::int * ${days}::int) * interval '1 day' as age
          from generate_series(1, ${count}::int) i) as made`,
  );
  await vacuumWhole(jobs.em(), 'job');
}

async function plansOf(read: (em: Em) => Promise<unknown>): Promise<Plan[]> {
  return await explain(jobs.databaseUrl, await recorder.during(() => read(jobs.em())));
}

let small: Map<string, Plan[]>;
let large: Map<string, Plan[]>;
async function readAll(): Promise<Map<string, Plan[]>> {
  const plans = new Map<string, Plan[]>();
  for (const [name, read] of reads) plans.set(name, await plansOf(read));
  return plans;
}

beforeAll(async () => {
  jobs = await createJobsApiFixture();
  await grow(TODAY, 1, 0);
  await grow(SMALL - TODAY, 1_000, 1);
  small = await readAll();
  await grow(LARGE - SMALL, 1_000, 2);
  large = await readAll();
}, 120_000);
afterAll(() => jobs.close());

const cost = (plans: readonly Plan[]) => plans.reduce((sum, { buffers }) => sum + buffers, 0);

test('a plan that reads from end to end would be found', async () => {
  const plans = await plansOf((em) =>
    listJobs(em, { type: 'none', before: undefined, limit: 1 }).then(() =>
      jobs.all(sql`select count(*) from job where summary like '%x%'`),
    ),
  );
  expect(plans.at(-1)?.seqScans).toEqual(['job']);
});

describe.each(reads)('%s', (name) => {
  test('the read uses indexes', () => {
    const plans = large.get(name) ?? [];
    expect(plans).not.toHaveLength(0);
    expect(plans.flatMap(({ seqScans }) => seqScans)).toEqual([]);
  });

  test('the read costs the same with 25 times the jobs', () => {
    const [before, after] = [cost(small.get(name) ?? []), cost(large.get(name) ?? [])];
    // A B-tree may be a level deeper, and rows of a day lie on a few pages more.
    expect({ name, before, after, kept: after <= before * 1.5 + 30 }).toEqual({ name, before, after, kept: true });
  });
});

test.each([
  ['counts and durations of a day', 'job_created_index'],
  ['the throughput of a day', 'job_finished_index'],
  ['failures of a day by cause', 'job_failed_index'],
])('%s: only the index is read, not the rows', (name, index) => {
  const [scan] = (large.get(name) ?? []).flatMap(({ nodes }) =>
    nodes.filter((node) => node['Relation Name'] === 'job'),
  );
  expect([scan?.['Node Type'], scan?.['Index Name']]).toEqual(['Index Only Scan', index]);
  // But for the last pages, which vacuum has not seen as whole ones.
  expect(scan?.['Heap Fetches']).toBeLessThan(TODAY / 20);
});
