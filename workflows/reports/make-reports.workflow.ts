import { ActivityCancellationType, ApplicationFailure, sleep } from '@temporalio/workflow';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import {
  type MakeReportsInput,
  REPORT_ERRORS,
  type ReportActivities,
} from '../../src/features/reports/reports.contract.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';

const { makeReports: make } = activitiesOn<ReportActivities>('bulk', {
  summary: 'write, store and mail reports',
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '10 seconds',
  // A report under way is stored or not by the time the job ends.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  ...activityRetry(RETRIES.report.make),
});

/** Looks for final figures, 5 s apart: half an hour, after which rollups stand still and a person should look. */
const LOOKS = 360;

/** Makes a report, or all that are due, once the figures of their periods are final. */
export async function makeReports(start: JobStart<MakeReportsInput>): Promise<void> {
  await runJob(start, async (fence, { dueAt }) => {
    for (let look = 0; look < LOOKS; look += 1) {
      const { waitMs } = await make({ fence, dueAt });
      if (waitMs === null) return;
      await sleep(waitMs);
    }
    throw ApplicationFailure.nonRetryable('the figures of the period did not become final', REPORT_ERRORS.notFinal);
  });
}
