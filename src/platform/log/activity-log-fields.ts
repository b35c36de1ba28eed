import type { Context } from '@temporalio/activity';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import { withLogFields } from './log-fields.ts';
import { jobIdOf } from './temporal-logger.ts';

/** Every line logged while an activity runs names its job, run and attempt. */
export class ActivityLogFields implements ActivityInboundCallsInterceptor {
  readonly #activity: Context;

  constructor(activity: Context) {
    this.#activity = activity;
  }

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const { workflowExecution, activityType, attempt } = this.#activity.info;
    const workflowId = workflowExecution?.workflowId;
    const jobId = jobIdOf(workflowId);
    return await withLogFields(
      {
        activity: activityType,
        attempt,
        ...(workflowId === undefined ? {} : { workflow_id: workflowId }),
        ...(jobId === undefined ? {} : { job_id: jobId }),
      },
      () => next(input),
    );
  }
}
