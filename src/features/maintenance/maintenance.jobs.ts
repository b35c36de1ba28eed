import type { JobType } from '../../platform/jobs/job-type.ts';
import type { ScheduledJob } from '../../platform/jobs/scheduled-job.ts';
import { MAINTENANCE_JOB, type MaintenanceInput, RUN_MAINTENANCE } from './maintenance.contract.ts';

/** Keeping the database tidy. It is the installation's: it goes on without the admin who asked for it. */
export const maintenanceJobType: JobType<MaintenanceInput> = {
  type: MAINTENANCE_JOB,
  workflow: RUN_MAINTENANCE,
  taskQueue: 'bulk',
  outlivesRequester: true,
};

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** Every night at 03:10 UTC; a night that was missed by more than half a day is left to the next. */
export const maintenanceSchedule: ScheduledJob<MaintenanceInput> = {
  name: 'maintenance',
  note: 'Retention, vacuum and checks of the database',
  everyMs: DAY_MS,
  offsetMs: (3 * 60 + 10) * MINUTE_MS,
  catchupMs: DAY_MS / 2,
  request: () => ({
    type: maintenanceJobType,
    input: { dryRun: false, reindex: false },
    summary: 'nightly maintenance',
    requestedBy: null,
    priority: 'low',
  }),
};
