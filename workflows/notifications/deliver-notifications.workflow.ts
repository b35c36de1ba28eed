import { ActivityCancellationType } from '@temporalio/workflow';
import type { NotificationActivities } from '../../src/features/notifications/delivery.contract.ts';
import type { JobStart, NoInput } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';

const { deliverWindows } = activitiesOn<NotificationActivities>('jobs', {
  summary: 'write the mails of all windows that are due',
  heartbeatTimeout: '10 seconds',
  startToCloseTimeout: '30 minutes',
  // The page under way is finished, so that nothing of it is done twice.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  // A database that is away for minutes is waited for. After that the job fails, and the worker asks for the next one.
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds', maximumAttempts: 20 },
});

/** Mails what happened to people, for everybody whose notifications were gathered long enough. */
export async function deliverNotifications(start: JobStart<NoInput>): Promise<void> {
  await runJob(start, async (fence) => {
    await deliverWindows({ fence });
  });
}
