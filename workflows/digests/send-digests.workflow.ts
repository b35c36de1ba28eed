import { ActivityCancellationType } from '@temporalio/workflow';
import type { DigestActivities, SendDigestsInput } from '../../src/features/digests/digests.contract.ts';
import { BATCH_DEFAULTS } from '../../src/features/email/batch/batch.contract.ts';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import { type JobStart, PASS_MS } from '../../src/platform/jobs/jobs.contract.ts';
import { deliverBatchUntilDone } from '../email/batch-passes.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';
import { untilDone } from '../platform/until-done.ts';

const { fillDigests } = activitiesOn<DigestActivities>('jobs', {
  summary: 'write the digests that are due into the ledger',
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 seconds',
  // A page under way is let finish, so that the job's end is written after its last effect.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  ...activityRetry(RETRIES.digest.fill),
});

/** Sends the weekly digests of all whose hour has come: writes them into the ledger, then sends them as a batch. */
export async function sendDigests(start: JobStart<SendDigestsInput>): Promise<void> {
  await runJob(
    start,
    async (fence, { dueAt, timing, retry }) => {
      const filled = await untilDone(() => fillDigests({ fence, dueAt, passMs: PASS_MS }));
      if (filled) await deliverBatchUntilDone(fence, { timing, retry });
    },
    BATCH_DEFAULTS,
  );
}
