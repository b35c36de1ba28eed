import { context, ROOT_CONTEXT, type SpanContext, trace } from '@opentelemetry/api';

/** W3C Trace Context, version 00: `00-<trace id>-<parent span id>-<flags>`. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

function format(span: SpanContext): string {
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/** Where the work at hand stands in its trace, as text that a row can keep; null outside of any trace. */
export function currentTraceparent(): string | null {
  const span = trace.getActiveSpan()?.spanContext();
  return span !== undefined && trace.isSpanContextValid(span) ? format(span) : null;
}

/** The trace that the work at hand belongs to; null outside of any. */
export function currentTraceId(): string | null {
  const span = trace.getActiveSpan()?.spanContext();
  return span !== undefined && trace.isSpanContextValid(span) ? span.traceId : null;
}

/** @returns the span a `traceparent` names, or undefined when there is none or it is malformed */
export function parseTraceparent(traceparent: string | null | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return trace.isSpanContextValid(span) ? span : undefined;
}

/** Runs `fn` as a part of the trace that was kept: how a workflow started minutes later still joins its request. */
export function withTraceparent<T>(traceparent: string | null | undefined, fn: () => T): T {
  const span = parseTraceparent(traceparent);
  return span === undefined ? fn() : context.with(trace.setSpanContext(ROOT_CONTEXT, span), fn);
}
