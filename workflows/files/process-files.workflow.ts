import { ActivityCancellationType } from '@temporalio/workflow';
import type { FileActivities, ProcessFilesInput } from '../../src/features/files/files.contract.ts';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';

const { processFiles: processAll } = activitiesOn<FileActivities>('media', {
  summary: 'look at the files and make their variants',
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  ...activityRetry(RETRIES.file_processing.process),
});

/** Processes the files of one upload. What is wrong with a file is a result of that file. */
export async function processFiles(start: JobStart<ProcessFilesInput>): Promise<void> {
  await runJob(start, async (fence) => {
    await processAll({ fence });
  });
}
