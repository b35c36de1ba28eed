import { ApplicationFailure, Context } from '@temporalio/activity';
import {
  ERASURE_ERRORS,
  type EraseInput,
  type ErasureActivities,
} from '../../src/features/accounts/erasure/erasure.contract.ts';
import { beginErasure, erasePage, finishErasure } from '../../src/features/accounts/erasure/erasure.ledger.ts';
import { RETRIES, retryDelayMs } from '../../src/features/jobs/retries.domain.ts';
import { type Em, run } from '../../src/platform/db/sql.ts';
import type { EraseStep } from '../../src/platform/erasure/erase-step.ts';
import { recordFailedAttempt } from '../../src/platform/jobs/fence.ts';
import type { Logger } from '../../src/platform/log/logger.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';
import { passLimit } from '../../src/platform/temporal/pass-limit.ts';

/** Things in one transaction: a page takes well under a second, and a stop waits for one at most. */
const PAGE = 500;

export interface ErasureActivityDeps {
  em(): Em;
  /** In the order in which they run. */
  steps: readonly EraseStep[];
  logger: Logger;
}

export function createErasureActivities({ em, steps, logger }: ErasureActivityDeps) {
  /** All pages of a step, or those until the time of the pass is up. `lost` when the job is not this run's any more. */
  async function eraseAll(
    context: Context,
    { fence }: EraseInput,
    userId: string,
    step: EraseStep,
    isUp: () => boolean,
  ): Promise<'done' | 'more' | 'lost'> {
    for (;;) {
      context.cancellationSignal.throwIfAborted();
      const touched = await erasePage(em(), fence, userId, step, PAGE);
      context.heartbeat();
      if (touched === null) return 'lost';
      if (touched === 0) return 'done';
      if (isUp()) return 'more';
    }
  }

  /** Shows in the job which step fails. What the database said may repeat what it holds, so only the log has it. */
  async function fail({ fence }: EraseInput, step: EraseStep, cause: unknown): Promise<never> {
    const { attempt } = Context.current().info;
    const error = { code: ERASURE_ERRORS.step, message: `the step ${step.name} failed` };
    logger.error({ err: cause, job_id: fence.jobId, step: step.name, attempt }, 'a step of an account deletion failed');
    await run(
      em(),
      recordFailedAttempt(fence, { attempt, error, retryInMs: retryDelayMs(RETRIES.account_deletion.erase, attempt) }),
    );
    throw ApplicationFailure.create({ type: error.code, message: error.message });
  }

  return {
    async eraseOnce(input: EraseInput): Promise<{ finished: boolean; more?: boolean }> {
      return await withHeartbeat(async (context) => {
        const isUp = passLimit(input);
        const erasure = await beginErasure(em(), input.fence, context.info.attempt, input.graceMs);
        if (!erasure) return { finished: true };
        for (const step of steps) {
          const erased = await eraseAll(context, input, erasure.userId, step, isUp).catch((error: unknown) => {
            if (context.cancellationSignal.aborted) throw error;
            return fail(input, step, error);
          });
          if (erased === 'lost') return { finished: true };
          if (erased === 'more') return { finished: false, more: true };
        }
        if (!erasure.ripe) return { finished: false };
        return { finished: await finishErasure(em(), input.fence, erasure.userId, steps) };
      });
    },
  } satisfies ErasureActivities;
}
