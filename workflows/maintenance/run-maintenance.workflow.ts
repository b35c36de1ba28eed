import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import type { MaintenanceActivities, MaintenanceInput } from '../../src/features/maintenance/maintenance.contract.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';

const { maintain } = activitiesOn<MaintenanceActivities>('jobs', {
  summary: 'take the steps of the maintenance',
  // Millions of rows in pages of thousands; what an attempt has removed stays removed.
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '10 seconds',
  ...activityRetry(RETRIES.maintenance.maintain),
});

/** Keeps the database tidy: all steps in one activity, each of which may be taken again. */
export async function runMaintenance(start: JobStart<MaintenanceInput>): Promise<void> {
  await runJob(start, async (fence, input) => {
    await maintain({ ...input, fence });
  });
}
