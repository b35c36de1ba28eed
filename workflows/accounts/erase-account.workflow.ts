import { ApplicationFailure, sleep, workflowInfo } from '@temporalio/workflow';
import {
  ERASE_DEFAULTS,
  ERASURE_ERRORS,
  type EraseAccountInput,
  type ErasureActivities,
} from '../../src/features/accounts/erasure/erasure.contract.ts';
import { MAX_PASSES, waitAfterPass } from '../../src/features/accounts/erasure/erasure.domain.ts';
import { activityRetry, RETRIES } from '../../src/features/jobs/retries.domain.ts';
import { type JobStart, PASS_MS } from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from '../platform/activities-on.ts';
import { RunAgain, runJob } from '../platform/run-job.ts';

const { eraseOnce } = activitiesOn<ErasureActivities>('jobs', {
  summary: 'erase page by page',
  // A pass ends long before that by itself, see PASS_MS; runs of earlier releases set none. What an attempt has done stays done.
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '10 seconds',
  ...activityRetry(RETRIES.account_deletion.erase),
});

/** Erases a closed account: all steps at once, and again until nothing of the person is under way any more. */
export async function eraseAccount(start: JobStart<EraseAccountInput>): Promise<void> {
  await runJob(
    start,
    async (fence, { graceMs }) => {
      for (let pass = 1; pass <= MAX_PASSES; ) {
        const { finished, more } = await eraseOnce({ fence, graceMs, passMs: PASS_MS });
        if (finished) return;
        if (more) {
          if (workflowInfo().continueAsNewSuggested) throw new RunAgain();
          continue;
        }
        await sleep(waitAfterPass(pass, graceMs), { summary: 'until what is under way has ended' });
        pass += 1;
      }
      throw ApplicationFailure.nonRetryable('some work of the user did not end within days', ERASURE_ERRORS.incomplete);
    },
    ERASE_DEFAULTS,
  );
}
