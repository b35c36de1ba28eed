import { ActivityCancellationType } from '@temporalio/workflow';
import type { CallActivities, CorrectCallsInput } from '../../src/features/community/calls/correct-calls.contract.ts';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import { type JobStart, PASS_MS } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';
import { untilDone } from '../platform/until-done.ts';

const { correctMarked } = activitiesOn<CallActivities>('bulk', {
  summary: 'compute calls again by corrected prices',
  startToCloseTimeout: '1 hour',
  // A worker that died is noticed after this long.
  heartbeatTimeout: '10 seconds',
  // A page under way is let finish, so that the job's end is written after its last effect.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  ...activityRetry(RETRIES.call_correction.correct),
});

/** Computes the outcomes of calls again whose prices were corrected or deleted. */
export async function correctCalls(start: JobStart<CorrectCallsInput>): Promise<void> {
  await runJob(start, async (fence, { calls }) => {
    await untilDone(() => correctMarked({ fence, calls, passMs: PASS_MS }));
  });
}
