import { sql } from 'kysely';
import { entities } from '../../src/composition/entities.ts';
import type { MaintenanceStep } from '../../src/features/maintenance/maintenance-step.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { type Em, row, rows, run } from '../../src/platform/db/sql.ts';
import { composedApi, personOf } from '../../test/support/composed-api.ts';
import { createDatabase } from '../../test/support/database.ts';
import { explain } from '../../test/support/explain.ts';
import type { Statement } from '../../test/support/statement-log.ts';

const HISTORY_DAYS = 1_000;
/** Jobs of the last day, which is what the figures are of. */
const TODAY = 10_000;
export const PERSON = '00000000-0000-7000-8000-000000000003';
const MB = 1_048_576;
/** Of the sessions that fill the table. */
const BULK = encodeURIComponent('-c maintenance_work_mem=1GB -c synchronous_commit=off');

export interface Removal {
  deleted: number;
  seconds: number;
  slowestPageMs: number;
}

/** A database with jobs, and the API in front of it. */
export interface Side {
  /** Seconds that the jobs took to make. */
  madeIn: number;
  /** Of the table and its indexes. */
  megabytes: number;
  /** Asks as an admin. @returns milliseconds until the whole answer was there */
  read(path: string): Promise<number>;
  assertNoSeqScan(statements: readonly Statement[], what: string): Promise<void>;
  /** Takes a step of the maintenance, until the signal ends it between two pages. */
  remove(step: MaintenanceStep, signal: AbortSignal): { ended(): boolean; result: Promise<Removal> };
  close(): Promise<void>;
}

/** So many jobs evenly over so many days, the oldest first, as they would have come. */
async function grow(em: Em, count: number, { days, before }: { days: number; before: number }): Promise<void> {
  await run(
    em,
    sql`insert into job (id, type, workflow, task_queue, input, summary, requested_by, priority, status, error_code, error_message,
          acknowledged_at, period_key, created_at, queued_at, updated_at, dispatched_at, started_at, finished_at)
        select uuidv7(-age), (array['email','email','notification','digest'])[1 + i % 4], 'sendEmail', 'bulk',
          jsonb_build_object('emailId', gen_random_uuid()), 'a mail that says what happened',
          case when i % 3 = 0 then ('00000000-0000-7000-8000-' || lpad((i % 5000)::text, 12, '0'))::uuid end,
          case when i % 5 = 0 then 'high' else 'normal' end,
          case when i % 50 = 0 then 'failed' when i % 50 = 1 then 'cancelled' else 'succeeded' end,
          case when i % 50 = 0 then 'cause_' || i % 3 end, case when i % 50 = 0 then 'what went wrong' end,
          -- People look at what failed within a week or so.
          case when i % 50 = 0 and age > interval '7 days' then now() - age + interval '1 day' end,
          case when i % 10 = 9 then 'bench:' || i || ':' || ${before}::int end,
          now() - age, now() - age, now() - age, now() - age, now() - age + interval '200 ms', now() - age + interval '900 ms'
        from (select i, (${before}::int + (${count}::int - i)::float8 / ${count}::int * ${days}::int) * interval '1 day' as age
          from generate_series(1, ${count}::int) i) as made`,
  );
}

/** Fills the table before its indexes are built, which takes less time than filling both. */
async function fill(em: Em, jobs: number): Promise<void> {
  const indexes = await rows<{ name: string; definition: string }>(
    em,
    sql`select indexname as name, indexdef as definition from pg_indexes where tablename = 'job' and indexname <> 'job_pkey'`,
  );
  for (const { name } of indexes) await run(em, sql`drop index ${sql.id(name)}`);
  await grow(em, jobs - TODAY, { days: HISTORY_DAYS, before: 1 });
  await grow(em, TODAY, { days: 1, before: 0 });
  for (const { definition } of indexes) await run(em, sql.raw(definition));
  await run(em, sql`vacuum (analyze) job`);
}

export async function startSide(jobs: number): Promise<Side> {
  const database = await createDatabase();
  // All rows are one statement.
  const orm = createOrm(
    loadConfig({ DATABASE_URL: `${database.url}?options=${BULK}`, DATABASE_STATEMENT_TIMEOUT_MS: '0' }).db,
    entities,
  );
  const em = () => orm.em.fork();
  const from = performance.now();
  await fill(em(), jobs);
  const madeIn = (performance.now() - from) / 1_000;
  const size = await row<{ bytes: string }>(em(), sql`select pg_total_relation_size('job')::text as bytes`);

  const api = composedApi(database.url, { HTTP_CHECK_RESPONSES: 'false' });
  const { url } = await api.app.listen();
  const { token } = await personOf(em(), url, 'admin', 'admin');
  return {
    madeIn,
    megabytes: Number(size?.bytes) / MB,
    async read(path) {
      const began = performance.now();
      const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
      const body = await answer.text();
      if (answer.status !== 200) throw new Error(`${path}: ${body}`);
      return performance.now() - began;
    },
    async assertNoSeqScan(statements, what) {
      const plans = await explain(database.url, statements);
      const [scan] = plans.filter(({ seqScans }) => seqScans.includes('job'));
      if (scan) throw new Error(`${what} reads all jobs: ${scan.text}`);
    },
    remove(step, signal) {
      let ended = false;
      const work = async (): Promise<Removal> => {
        const before = await row<{ jobs: number }>(em(), sql`select count(*)::int as jobs from job`);
        const began = performance.now();
        let [pageAt, slowestPageMs] = [began, 0];
        const mayGoOn = async () => {
          slowestPageMs = Math.max(slowestPageMs, performance.now() - pageAt);
          pageAt = performance.now();
          signal.throwIfAborted();
        };
        const context = { em, keeper: em, dryRun: false, reindex: false, mayGoOn };
        try {
          await step.take(context as never);
        } catch (error) {
          if (!signal.aborted) throw error;
        }
        ended = true;
        const seconds = (performance.now() - began) / 1_000;
        const after = await row<{ jobs: number }>(em(), sql`select count(*)::int as jobs from job`);
        return { deleted: (before?.jobs ?? 0) - (after?.jobs ?? 0), seconds, slowestPageMs };
      };
      return { ended: () => ended, result: work() };
    },
    async close() {
      await api.close();
      await orm.close(true);
      await database.drop();
    },
  };
}
