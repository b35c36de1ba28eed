import { ActivityCancellationType } from '@temporalio/workflow';
import type {
  RebuildInput,
  RollUpInput,
  RollupActivities,
} from '../../src/features/analytics/rollups/rollups.contract.ts';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';

const HEARTBEAT = {
  // A worker that died is noticed after this long.
  heartbeatTimeout: '10 seconds',
  // A pass under way is let finish.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} as const;

const { passUntil } = activitiesOn<Pick<RollupActivities, 'passUntil'>>('bulk', {
  summary: 'pass over new events until the next period',
  startToCloseTimeout: '6 minutes',
  ...activityRetry(RETRIES.analytics_rollup.pass),
  ...HEARTBEAT,
});

const { rebuildDays } = activitiesOn<Pick<RollupActivities, 'rebuildDays'>>('bulk', {
  summary: 'compute days again from their events',
  startToCloseTimeout: '6 hours',
  ...activityRetry(RETRIES.analytics_rebuild.rebuild),
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
