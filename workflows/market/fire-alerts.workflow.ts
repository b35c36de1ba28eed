import { ActivityCancellationType } from '@temporalio/workflow';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import {
  type AlertActivities,
  FIRE_ALERTS_DEFAULTS,
  type FireAlertsInput,
} from '../../src/features/market/alerts/alerts.contract.ts';
import { type JobStart, PASS_MS } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';
import { untilDone } from '../platform/until-done.ts';

const { tellFirings } = activitiesOn<AlertActivities>('jobs', {
  summary: 'tell the owners of the alerts',
  startToCloseTimeout: '1 hour',
  // A worker that died is noticed after this long.
  heartbeatTimeout: '10 seconds',
  // A page under way is let finish, so that the job's end is written after its last effect.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  ...activityRetry(RETRIES.price_alerts.tell),
});

/** Tells the owners of all alerts that an ingest set off, in pages through one activity. */
export async function fireAlerts(start: JobStart<FireAlertsInput>): Promise<void> {
  await runJob(
    start,
    async (fence, { firings }) => {
      await untilDone(() => tellFirings({ fence, firings, passMs: PASS_MS }));
    },
    FIRE_ALERTS_DEFAULTS,
  );
}
