/** A span that a workflow made in its sandbox, as plain data on its way to the exporter of the process. */
export interface WorkflowSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId: string;
  /** Milliseconds since the epoch, in the workflow's time. */
  startedAt: number;
  endedAt: number;
  /** Why the run failed; null when it did not. */
  error: string | null;
}

/** The sink through which spans leave the sandbox. */
export type TracingSinks = {
  tracing: { export(span: WorkflowSpan): void };
};

/** The header in which the SDK's OpenTelemetry interceptors carry the context: a payload of `{ traceparent }`. */
export const TRACE_HEADER = '_tracer-data';
