import type { JobFence, JobWorkflow } from '../../../platform/jobs/jobs.contract.ts';

/** What the schedule, the workflows and the activities agree on about rollups. Pure: types and constants only. */

export const ROLLUP_JOB = 'analytics_rollup';
export const ROLL_UP: JobWorkflow<RollUpInput> = 'rollUp';

export const REBUILD_JOB = 'analytics_rebuild';
export const REBUILD_ROLLUPS: JobWorkflow<RebuildInput> = 'rebuildRollups';

/** The events of a day are gone, so its figures stay as they are. Code of an answer, and of the error of a job. */
export const EVENTS_GONE = 'events_gone';

/** Input of the workflow `rollUp`. */
export interface RollUpInput {
  /** ISO 8601. Passes go on until then, when the run of the next period starts. */
  until: string;
}

/** Input of the workflow `rebuildRollups`: UTC days, `2026-03-02`, both included. */
export interface RebuildInput {
  from: string;
  to: string;
}

export interface RollupActivities {
  /** Passes over new events again and again, counts the stock once, and ends the job. */
  passUntil(input: RollUpInput & { fence: JobFence }): Promise<void>;
  /** Computes the days one by one and ends the job. A repeated attempt computes the same figures again. */
  rebuildDays(input: RebuildInput & { fence: JobFence }): Promise<void>;
}
