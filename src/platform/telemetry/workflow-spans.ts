import {
  type Attributes,
  type HrTime,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
} from '@opentelemetry/api';
import { millisToHrTime } from '@opentelemetry/core';
import type { InjectedSinks } from '@temporalio/worker';
import type { WorkflowInfo } from '@temporalio/workflow';
import { workflowSpanSink } from './telemetry.ts';
import type { TracingSinks, WorkflowSpan } from './workflow-span.contract.ts';

const SCOPE = { name: 'workflow' };

/** Named as on the spans of the client and the activities. */
function attributesOf(run: WorkflowInfo): Attributes {
  return {
    temporalWorkflowId: run.workflowId,
    run_id: run.runId,
    workflow_type: run.workflowType,
    task_queue: run.taskQueue,
    attempt: run.attempt,
  };
}

/** Spans leave the workflow sandbox as plain data; here they join those of the process. */
function forward(run: WorkflowInfo, span: WorkflowSpan): void {
  const sink = workflowSpanSink();
  if (sink === null) return;
  const context = (spanId: string): SpanContext => ({
    traceId: span.traceId,
    spanId,
    traceFlags: TraceFlags.SAMPLED,
  });
  const own = context(span.spanId);
  const startTime: HrTime = millisToHrTime(span.startedAt);
  sink.processor.onEnd({
    name: span.name,
    kind: SpanKind.INTERNAL,
    spanContext: () => own,
    parentSpanContext: { ...context(span.parentSpanId), isRemote: true },
    startTime,
    endTime: millisToHrTime(span.endedAt),
    duration: millisToHrTime(span.endedAt - span.startedAt),
    status: span.error === null ? { code: SpanStatusCode.OK } : { code: SpanStatusCode.ERROR, message: span.error },
    attributes: attributesOf(run),
    links: [],
    events: [],
    ended: true,
    resource: sink.resource,
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  });
}

/** What a worker injects for the interceptors inside the workflow bundle. */
export function workflowSpanSinks(): InjectedSinks<TracingSinks> {
  return { tracing: { export: { fn: forward } } };
}
