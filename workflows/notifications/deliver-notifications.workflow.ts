import { ActivityCancellationType } from '@temporalio/workflow';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import type { NotificationActivities } from '../../src/features/notifications/delivery.contract.ts';
import { type JobStart, type NoInput, PASS_MS } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';
import { untilDone } from '../platform/until-done.ts';

const { deliverWindows } = activitiesOn<NotificationActivities>('jobs', {
  summary: 'write the mails of all windows that are due',
  heartbeatTimeout: '10 seconds',
  startToCloseTimeout: '30 minutes',
  // The page under way is finished, so that nothing of it is done twice.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  ...activityRetry(RETRIES.notification.deliver),
});

/** Mails what happened to people, for everybody whose notifications were gathered long enough. */
export async function deliverNotifications(start: JobStart<NoInput>): Promise<void> {
  await runJob(start, async (fence) => {
    await untilDone(() => deliverWindows({ fence, passMs: PASS_MS }));
  });
}
