import { ActivityCancellationType, sleep } from '@temporalio/workflow';
import {
  EXPORT_RETRY,
  type ExportActivities,
  type ExportQueue,
  type RunExportInput,
} from '../../src/features/exports/exports.contract.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { RunAgain, runJob } from '../platform/run-job.ts';

const writerOn = (queue: ExportQueue) =>
  activitiesOn<ExportActivities>(queue, {
    summary: 'write and publish the file',
    scheduleToCloseTimeout: EXPORT_RETRY.deadlineMs,
    startToCloseTimeout: '130 minutes',
    heartbeatTimeout: '10 seconds',
    // The statement in the database has ended before the job does.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: {
      initialInterval: EXPORT_RETRY.initialIntervalMs,
      backoffCoefficient: EXPORT_RETRY.backoff,
      maximumInterval: EXPORT_RETRY.maximumIntervalMs,
    },
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
