import { sql } from 'kysely';
import { type Em, row, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { isProblem, notFound, type Problem, problem } from '../../platform/http/problem.ts';
import { retryJobs } from '../../platform/jobs/commands.ts';
import { IS_DEAD_LETTER } from '../../platform/jobs/dead-letters.ts';
import type { HastenRun } from '../../platform/jobs/hasten-run.ts';
import type { JobRow } from '../../platform/jobs/job-row.ts';
import type { JobTypes } from '../../platform/jobs/job-type.ts';
import { recordDeed } from '../audit/audit.service.ts';
import {
  countDeadLettersOf,
  countRetryable,
  type DeadLetters,
  findKnown,
  holdDeadLetters,
} from './dead-letters.queries.ts';
import type { BulkRetryOutcome } from './dead-letters.schema.ts';
import { findJob } from './jobs.queries.ts';
import type { JobsService } from './jobs.service.ts';

/** Jobs that one request tries again: a transaction of a second or two. */
export const MAX_RETRIED = 1_000;

export type Retried = { ids: readonly string[] } | DeadLetters;

export interface DeadLettersDeps {
  types: JobTypes;
  hastenRun: HastenRun;
  jobs: Pick<JobsService, 'get'>;
}

export type DeadLettersService = ReturnType<typeof createDeadLetters>;

/** Use cases on failed jobs, and on those that are about to fail: see, try again. */
export function createDeadLetters({ types, hastenRun, jobs }: DeadLettersDeps) {
  return {
    /** How many jobs {@link retryMany} would try again, all requests that it takes together. */
    async preview(em: Em, retried: Retried): Promise<number> {
      return 'ids' in retried ? await countRetryable(em, retried.ids) : await countDeadLettersOf(em, retried);
    },

    /** Tries at most {@link MAX_RETRIED} jobs again, in the transaction of `tx`: each once, however many requests there are. */
    async retryMany(tx: Em, retried: Retried): Promise<{ outcomes: BulkRetryOutcome[]; left: number }> {
      const ids = 'ids' in retried ? [...new Set(retried.ids)] : await holdDeadLetters(tx, retried, MAX_RETRIED);
      const known = 'ids' in retried ? await findKnown(tx, ids) : new Set(ids);
      const again = new Set(await retryJobs(tx, types, ids));
      const outcomes = ids.map((id): BulkRetryOutcome => {
        if (again.has(id)) return { id, outcome: 'retried' };
        return { id, outcome: known.has(id) ? 'not_retryable' : 'not_found' };
      });
      const kind = 'ids' in retried ? {} : { type: retried.type, cause: retried.cause };
      await recordDeed(tx, 'job.bulk_retried', { targetId: null, details: { ...kind, retried: again.size } });
      return { outcomes, left: 'ids' in retried ? 0 : await countDeadLettersOf(tx, retried) };
    },

    /** Takes a failed job off the dead letters. Again is harmless. 409 `job_not_failed`. */
    async acknowledge(em: Em, principal: Principal, jobId: string): Promise<JobRow | Problem> {
      const job = await jobs.get(em, principal, jobId);
      if (isProblem(job)) return job;
      return await transact(em, async (tx) => {
        const seen = await row<JobRow>(
          tx,
          sql`update job set acknowledged_at = now(), acknowledged_by = ${principal.userId}, updated_at = now()
              where id = ${jobId} and ${IS_DEAD_LETTER} returning *`,
        );
        if (seen) {
          await recordDeed(tx, 'job.acknowledged', { targetId: jobId });
          return seen;
        }
        const now = await findJob(tx, jobId);
        return now?.status === 'failed'
          ? now
          : problem(409, 'job_not_failed', 'Only a failed job can be acknowledged.');
      });
    },

    /**
     * Has a running job that waits to repeat a failed attempt make it now, in the same generation. 409 `job_not_waiting`, 503
     * `temporal_unavailable`.
     */
    async retryNow(em: Em, principal: Principal, jobId: string): Promise<JobRow | Problem> {
      const job = await jobs.get(em, principal, jobId);
      if (isProblem(job)) return job;
      const notWaiting = problem(409, 'job_not_waiting', 'The job does not wait to repeat a failed attempt.');
      if (job.status !== 'running' || job.next_attempt_at === null) return notWaiting;
      const outcome = await hastenRun(job);
      if (outcome === 'not_waiting') return notWaiting;
      if (outcome === 'unreachable') {
        return problem(503, 'temporal_unavailable', 'The workflow server does not answer. Try again.', {
          headers: { 'Retry-After': '5' },
        });
      }
      return await transact(em, async (tx) => {
        await run(
          tx,
          sql`update job set next_attempt_at = now() where id = ${jobId} and generation = ${job.generation}
                and status = 'running' and next_attempt_at > now()`,
        );
        await recordDeed(tx, 'job.attempt_hastened', { targetId: jobId });
        return (await findJob(tx, jobId)) ?? notFound('The job');
      });
    },
  };
}
