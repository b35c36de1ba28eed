import { ActivityCancellationType } from '@temporalio/workflow';
import type {
  RebuildInput,
  RollUpInput,
  RollupActivities,
} from '../../src/features/analytics/rollups/rollups.contract.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';

const HEARTBEAT = {
  // A worker that died is noticed after this long.
  heartbeatTimeout: '10 seconds',
  // A pass under way is let finish.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  // They fail only with the database, which comes back.
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '10 seconds' },
} as const;

const { passUntil } = activitiesOn<Pick<RollupActivities, 'passUntil'>>('bulk', {
  summary: 'pass over new events until the next period',
  startToCloseTimeout: '6 minutes',
  // By then other periods have done its work.
  scheduleToCloseTimeout: '30 minutes',
  ...HEARTBEAT,
});

const { rebuildDays } = activitiesOn<Pick<RollupActivities, 'rebuildDays'>>('bulk', {
  summary: 'compute days again from their events',
  startToCloseTimeout: '6 hours',
  scheduleToCloseTimeout: '1 day',
  ...HEARTBEAT,
});

/** Keeps figures two seconds behind events for a period of five minutes. */
export async function rollUp(start: JobStart<RollUpInput>): Promise<void> {
  await runJob(start, (fence, { until }) => passUntil({ fence, until }));
}

/** Computes figures of whole days from scratch. */
export async function rebuildRollups(start: JobStart<RebuildInput>): Promise<void> {
  await runJob(start, (fence, { from, to }) => rebuildDays({ fence, from, to }));
}
