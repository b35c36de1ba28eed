import { ActivityCancellationType } from '@temporalio/workflow';
import type { FileActivities, PurgeFilesInput } from '../../src/features/files/files.contract.ts';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';

const { purgeFiles: purgeAll } = activitiesOn<FileActivities>('bulk', {
  summary: 'remove the bytes of deleted files',
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  ...activityRetry(RETRIES.file_purge.purge),
});

/** Removes the bytes of everything that was deleted or given up. */
export async function purgeFiles(start: JobStart<PurgeFilesInput>): Promise<void> {
  await runJob(start, async (fence) => {
    await purgeAll({ fence });
  });
}
