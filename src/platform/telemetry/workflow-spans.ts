import { createTraceState, type SpanContext } from '@opentelemetry/api';
import type {
  OpenTelemetrySinks,
  SerializableSpan,
  SerializableSpanContext,
} from '@temporalio/interceptors-opentelemetry-v2/lib/workflow/definitions.js';
import type { InjectedSinks } from '@temporalio/worker';
import { workflowSpanSink } from './telemetry.ts';

function restored({ traceState, ...span }: SerializableSpanContext): SpanContext {
  return traceState === undefined ? span : { ...span, traceState: createTraceState(traceState) };
}

/** Spans leave the workflow sandbox as plain data; here they join those of the process. */
function forward(
  spans: SerializableSpan[],
  run: { workflowId: string; runId: string; workflowType: string; taskQueue: string },
): void {
  const sink = workflowSpanSink();
  if (sink === null) return;
  for (const { spanContext, parentSpanContext, attributes, ...span } of spans) {
    const own = restored(spanContext);
    sink.processor.onEnd({
      ...span,
      // Names as on the spans of the client and the activities; the whole description of the run would be hundreds of fields.
      attributes: {
        ...attributes,
        temporalWorkflowId: run.workflowId,
        run_id: run.runId,
        workflow_type: run.workflowType,
        task_queue: run.taskQueue,
      },
      spanContext: () => own,
      ...(parentSpanContext === undefined ? {} : { parentSpanContext: restored(parentSpanContext) }),
      resource: sink.resource,
    });
  }
}

/** What a worker injects for the interceptors inside the workflow bundle. */
export function workflowSpanSinks(): InjectedSinks<OpenTelemetrySinks> {
  return { exporter: { export: { fn: (info, spans) => forward(spans, info) } } };
}
