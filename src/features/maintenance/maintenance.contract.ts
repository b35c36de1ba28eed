import type { JobFence, JobWorkflow } from '../../platform/jobs/jobs.contract.ts';

/** What the API, the workflow and the activity agree on about maintenance. Pure: types and constants only. */

export const MAINTENANCE_JOB = 'maintenance';
/** Name of the workflow, exported under it. */
export const RUN_MAINTENANCE: JobWorkflow<MaintenanceInput> = 'runMaintenance';

export interface MaintenanceInput {
  /** Count what would be done, and change nothing. */
  dryRun: boolean;
  /** Also rebuild the indexes of tables that change much, which takes long. */
  reindex: boolean;
}

export interface MaintainInput extends MaintenanceInput {
  fence: JobFence;
}

export interface MaintenanceActivities {
  /** Takes all steps, one after the other, and ends the job with a line for each. */
  maintain(input: MaintainInput): Promise<void>;
}

/** Types of the failures; they are the job's error codes too. */
export const MAINTENANCE_ERRORS = {
  /** Some steps failed; all the others were taken. Retried. */
  step: 'maintenance_step_failed',
} as const;
