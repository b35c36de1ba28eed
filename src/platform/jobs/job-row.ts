import { type RawBuilder, sql } from 'kysely';
import type { JobPriority, JobStatus } from './jobs.contract.ts';
import type { WorkflowQueue } from './task-queues.contract.ts';

/** A row of `job` as SQL returns it. */
export interface JobRow {
  id: string;
  type: string;
  status: JobStatus;
  priority: JobPriority;
  summary: string;
  workflow: string;
  task_queue: WorkflowQueue;
  /** What its type's `Input` was when it was enqueued. */
  input: object;
  input_version: number;
  requested_by: string | null;
  period_key: string | null;
  generation: number;
  restarts: number;
  chain_id: string | null;
  attempts: number;
  next_attempt_at: Date | null;
  progress_done: number;
  progress_total: number | null;
  error_code: string | null;
  error_message: string | null;
  result: unknown;
  traceparent: string | null;
  run_at: Date | null;
  created_at: Date;
  updated_at: Date;
  queued_at: Date;
  dispatched_at: Date | null;
  started_at: Date | null;
  finished_at: Date | null;
  cancel_requested_at: Date | null;
  /** When a person said of a failed job that they have seen it. */
  acknowledged_at: Date | null;
}

/** What starting a job's workflow needs. */
export type StartableJob = Pick<
  JobRow,
  | 'id'
  | 'type'
  | 'priority'
  | 'summary'
  | 'workflow'
  | 'task_queue'
  | 'input'
  | 'input_version'
  | 'requested_by'
  | 'generation'
  | 'traceparent'
  | 'run_at'
>;

/** The columns of {@link StartableJob}, of the table under `alias`. */
export function startableColumns(alias: 'job' | 'j'): RawBuilder<unknown> {
  return sql.raw(
    [
      'id',
      'type',
      'priority',
      'summary',
      'workflow',
      'task_queue',
      'input',
      'input_version',
      'requested_by',
      'generation',
      'traceparent',
    ]
      .concat('run_at')
      .map((column) => `${alias}.${column}`)
      .join(', '),
  );
}

/** The workflow id of a job's present generation: the first guard against doing work twice. */
export function workflowIdOf(job: { id: string; generation: number }): string {
  return `${job.id}:${job.generation}`;
}
