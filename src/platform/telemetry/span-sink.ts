import type { Resource } from '@opentelemetry/resources';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** What turns finished spans into exported ones, for spans that were not made by this process's own tracer. */
export interface SpanSink {
  processor: SpanProcessor;
  resource: Resource;
}
