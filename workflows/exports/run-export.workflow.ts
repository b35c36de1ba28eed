import { ActivityCancellationType, sleep } from '@temporalio/workflow';
import {
  type ExportActivities,
  type ExportQueue,
  type RunExportInput,
} from '../../src/features/exports/exports.contract.ts';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { RunAgain, runJob } from '../platform/run-job.ts';

const writerOn = (queue: ExportQueue) =>
  activitiesOn<ExportActivities>(queue, {
    summary: 'write and publish the file',
    startToCloseTimeout: '130 minutes',
    heartbeatTimeout: '10 seconds',
    // The statement in the database has ended before the job does.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    ...activityRetry(RETRIES.export.write),
  });

/** Waits in line for so many turns before a new run goes on, since each adds to the history. */
const TURNS = 200;

/** Writes an export, once fewer exports of its user are under way than may be. */
export async function runExport(start: JobStart<RunExportInput>): Promise<void> {
  await runJob(start, async (fence, { queue }) => {
    const { writeExport } = writerOn(queue);
    for (let turn = 1; turn <= TURNS; turn += 1) {
      const { waitMs } = await writeExport({ fence });
      if (waitMs === null) return;
      await sleep(waitMs, { summary: 'until other exports of the user have ended' });
    }
    throw new RunAgain();
  });
}
