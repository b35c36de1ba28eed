import { ApplicationFailure, sleep } from '@temporalio/workflow';
import {
  ERASURE_ERRORS,
  type EraseAccountInput,
  type ErasureActivities,
} from '../../src/features/accounts/erasure/erasure.contract.ts';
import { MAX_PASSES, STEP_RETRY, waitAfterPass } from '../../src/features/accounts/erasure/erasure.domain.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { runJob } from '../platform/run-job.ts';

const { eraseOnce } = activitiesOn<ErasureActivities>('jobs', {
  summary: 'erase page by page',
  // Millions of rows in pages of hundreds; what an attempt has done stays done.
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '10 seconds',
  retry: {
    initialInterval: STEP_RETRY.initialIntervalMs,
    backoffCoefficient: STEP_RETRY.backoff,
    maximumInterval: STEP_RETRY.maximumIntervalMs,
    maximumAttempts: STEP_RETRY.maximumAttempts,
  },
});

/** Erases a closed account: all steps at once, and again until nothing of the person is under way any more. */
export async function eraseAccount(start: JobStart<EraseAccountInput>): Promise<void> {
  await runJob(start, async (fence, { graceMs }) => {
    for (let pass = 1; pass <= MAX_PASSES; pass += 1) {
      const { finished } = await eraseOnce({ fence, graceMs });
      if (finished) return;
      await sleep(waitAfterPass(pass, graceMs), { summary: 'until what is under way has ended' });
    }
    throw ApplicationFailure.nonRetryable('some work of the user did not end within days', ERASURE_ERRORS.incomplete);
  });
}
