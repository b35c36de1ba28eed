import {
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  isCancellation,
  sleep,
  TemporalFailure,
  TimeoutFailure,
  workflowInfo,
} from '@temporalio/workflow';
import {
  type JobActivities,
  type JobError,
  type JobFence,
  type JobStart,
  withDefaults,
} from '../../src/platform/jobs/jobs.contract.ts';
import { activitiesOn } from './activities-on.ts';

/** Retried for ever: a job must not stay open because Postgres was away when its run ended. */
const { finishJob } = activitiesOn<JobActivities>('jobs', {
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
  summary: 'write the end of the job',
});

/** The innermost cause says what happened; the failures around it only say where. */
function toJobError(failure: unknown): JobError {
  let cause = failure;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  if (cause instanceof ApplicationFailure) return { code: cause.type ?? 'error', message: cause.message };
  if (cause instanceof TimeoutFailure) return { code: 'timeout', message: cause.message };
  return { code: 'error', message: cause instanceof Error ? cause.message : String(cause) };
}

/** Thrown by the work of a job whose history has grown long: a new run goes on from the rows, under the same fence. */
export class RunAgain extends Error {
  override readonly name = 'RunAgain';
}

/**
 * The frame of every job's workflow: waits for its hour on a durable timer, does the work under the job's fence, and writes
 * the end of a run that was cancelled or failed. Success is written by the work itself, together with its effect.
 * @param defaults of what inputs of earlier releases may lack
 */
export async function runJob<Input extends object>(
  start: JobStart<Input>,
  work: (fence: JobFence, input: Input) => Promise<void>,
  defaults: Partial<Input> = {},
): Promise<void> {
  const fence: JobFence = {
    jobId: start.jobId,
    generation: start.generation,
    chainId: workflowInfo().firstExecutionRunId,
  };
  try {
    const wait = start.runAt === null ? 0 : Date.parse(start.runAt) - Date.now();
    if (wait > 0) await sleep(wait, { summary: `until ${start.runAt}` });
    await work(fence, withDefaults(start.input, defaults));
  } catch (failure) {
    if (failure instanceof RunAgain) return await continueAsNew(start);
    // Anything else is a defect: the SDK holds the run, which goes on when a release with the fix replays it.
    if (!(failure instanceof TemporalFailure)) throw failure;
    const cancelled = isCancellation(failure);
    await CancellationScope.nonCancellable(() =>
      finishJob({
        fence,
        status: cancelled ? 'cancelled' : 'failed',
        error: cancelled ? null : toJobError(failure),
      }),
    );
    throw failure;
  }
}
