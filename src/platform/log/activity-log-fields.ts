import { type SpanContext, trace } from '@opentelemetry/api';
import type { Context } from '@temporalio/activity';
import type {
  ActivityExecuteInput,
  ActivityInboundCallsInterceptor,
  ActivityOutboundCallsInterceptor,
  Next,
} from '@temporalio/worker';
import { withLogFields } from './log-fields.ts';
import { jobIdOf } from './temporal-logger.ts';

/**
 * Every line logged while an activity runs names its job, run, attempt and trace; so do the SDK's lines about its end, which it
 * writes when the activity's own context is gone.
 */
export class ActivityLogFields implements ActivityInboundCallsInterceptor, ActivityOutboundCallsInterceptor {
  readonly #activity: Context;
  #span: SpanContext | undefined;

  constructor(activity: Context) {
    this.#activity = activity;
  }

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const { workflowExecution, activityType, attempt } = this.#activity.info;
    const workflowId = workflowExecution?.workflowId;
    const jobId = jobIdOf(workflowId);
    this.#span = trace.getActiveSpan()?.spanContext();
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

  getLogAttributes(
    input: Record<string, unknown>,
    next: Next<ActivityOutboundCallsInterceptor, 'getLogAttributes'>,
  ): Record<string, unknown> {
    const span = this.#span;
    return next(span === undefined ? input : { ...input, trace_id: span.traceId, span_id: span.spanId });
  }
}
