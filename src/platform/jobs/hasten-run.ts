import { type Client, isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { type JobRow, workflowIdOf } from './job-row.ts';

const DEADLINE_MS = 2_000;
/** gRPC: the activity is not pending any more. */
const NOT_FOUND = 5;

/**
 * - `hastened`: its failed step is tried again now
 * - `not_waiting`: no step of the run waits to be repeated
 * - `unreachable`: Temporal did not answer; nothing is known
 */
export type HastenOutcome = 'hastened' | 'not_waiting' | 'unreachable';

/** Has a run that sleeps until its next attempt make it now. Its attempts are counted from one again. */
export type HastenRun = (job: Pick<JobRow, 'id' | 'generation'>) => Promise<HastenOutcome>;

export function createHastenRun(client: Client, namespace: string): HastenRun {
  async function resetWaiting(workflowId: string): Promise<HastenOutcome> {
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    // Those under way have a worker; those that were never tried are waiting for one.
    const waiting = (raw.pendingActivities ?? []).filter(
      ({ activityId, lastFailure, state }) => activityId && lastFailure && state === SCHEDULED,
    );
    for (const { activityId } of waiting) {
      await client.workflowService.resetActivity({ namespace, execution: { workflowId }, id: activityId ?? '' });
    }
    return waiting.length > 0 ? 'hastened' : 'not_waiting';
  }

  return async (job) => {
    try {
      return await client.withDeadline(Date.now() + DEADLINE_MS, () => resetWaiting(workflowIdOf(job)));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'not_waiting';
      return isGrpcServiceError(error) && Number(error.code) === NOT_FOUND ? 'not_waiting' : 'unreachable';
    }
  };
}

/** Of `PendingActivityState`: waiting for a worker, or for its next attempt. */
const SCHEDULED = 1;
