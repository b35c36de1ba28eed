import { ActivityCancellationType } from '@temporalio/workflow';
import type { ImportActivities, ImportEventsInput } from '../../src/features/analytics/imports/imports.contract.ts';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import { type JobStart, PASS_MS } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';
import { untilDone } from '../platform/until-done.ts';

const { storeImport } = activitiesOn<ImportActivities>('bulk', {
  summary: 'store older events of a file',
  startToCloseTimeout: '6 hours',
  // A worker that died is noticed after this long.
  heartbeatTimeout: '10 seconds',
  // A page under way is let finish, so that the job's end is written after its last effect.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  ...activityRetry(RETRIES.event_import.store),
});

/** Stores older events from a file that the API checked. */
export async function importEvents(start: JobStart<ImportEventsInput>): Promise<void> {
  await runJob(start, async (fence, { events }) => {
    await untilDone(() => storeImport({ fence, events, passMs: PASS_MS }));
  });
}
