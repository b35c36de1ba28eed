import { type RawBuilder, sql } from 'kysely';
import { type Em, row } from '../db/sql.ts';
import { afterCommit } from '../db/transaction.ts';
import { currentTraceparent } from '../telemetry/trace-context.ts';
import type { JobRow } from './job-row.ts';
import type { JobType } from './job-type.ts';
import { INPUT_VERSION, type JobPriority } from './jobs.contract.ts';
import type { Launch } from './launch.ts';

export interface JobRequest<Input extends object> {
  type: JobType<Input>;
  /** From `newId()`, for a caller that writes rows of the job before the job. */
  id?: string;
  /** Ids and storage keys only: it becomes part of the run's history. */
  input: NoInfer<Input>;
  /** One line for people, shown in `/api/jobs` and in the Temporal UI. Never secrets. */
  summary: string;
  /** The user the work is done for; it is theirs to see and cancel, and the key of fairness. */
  requestedBy: string | null;
  priority?: JobPriority;
  /** When the work should begin; the run waits on a durable timer. */
  runAt?: Date | null;
  /**
   * A statement that writes the feature's own row in the same round trip: `insert into … select … from queued`, where
   * `queued` is the row of the job.
   */
  beside?: RawBuilder<unknown>;
  periodKey?: undefined;
}

/** Work that exists once for its period, no matter who asks for it. */
export interface PeriodicJobRequest<Input extends object> extends Omit<JobRequest<Input>, 'periodKey'> {
  /** Names the work and its period: `notification:2026-03-02T15:41:00Z`. */
  periodKey: string;
}

export interface Enqueue {
  /**
   * Inserts the job in the transaction of `tx` and has its workflow started after the commit, without waiting for it.
   * @returns the row as inserted
   */
  <Input extends object>(tx: Em, request: JobRequest<Input>): Promise<JobRow>;
  /**
   * The same, unless the period has its job. Waits for a transaction that is inserting one, so keep such transactions short.
   * @returns undefined when there is one; `beside` has no effect then
   */
  <Input extends object>(tx: Em, request: PeriodicJobRequest<Input>): Promise<JobRow | undefined>;
}

export function createEnqueue(launch: Launch): Enqueue {
  function enqueue<Input extends object>(tx: Em, request: JobRequest<Input>): Promise<JobRow>;
  function enqueue<Input extends object>(tx: Em, request: PeriodicJobRequest<Input>): Promise<JobRow | undefined>;
  async function enqueue(
    tx: Em,
    request: JobRequest<object> | PeriodicJobRequest<object>,
  ): Promise<JobRow | undefined> {
    const { periodKey = null } = request;
    const job = await row<JobRow>(
      tx,
      sql`with queued as (insert into job (id, type, workflow, task_queue, input, input_version, summary, requested_by, priority, run_at, traceparent,
            dispatch_after, period_key)
          values (coalesce(${request.id ?? null}::uuid, uuidv7()), ${request.type.type}, ${request.type.workflow},
            ${request.type.taskQueue}, ${JSON.stringify(request.input)}::jsonb, ${INPUT_VERSION}, ${request.summary},
            ${request.requestedBy}, ${request.priority ?? 'normal'}, ${request.runAt ?? null},
            ${currentTraceparent()}, now() + ${launch.maxWaitMs} * interval '1 millisecond', ${periodKey})
          ${periodKey === null ? sql`` : sql`on conflict (period_key) where period_key is not null do nothing`}
          returning *)${request.beside ? sql`, beside as (${request.beside})` : sql``}
          select * from queued`,
    );
    if (job) afterCommit(tx, () => launch.offer(job));
    else if (periodKey === null) throw new Error('insert into job returned no row');
    return job;
  }
  return enqueue;
}
