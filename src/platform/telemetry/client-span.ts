import { type Attributes, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/**
 * Makes a call of another system a span of the work at hand; outside of any trace it is only made. What the call throws is not kept in
 * the span: it may name people.
 * @param attributes must name no one
 */
export async function inClientSpan<T>(name: string, attributes: Attributes, call: () => Promise<T>): Promise<T> {
  if (trace.getActiveSpan() === undefined) return await call();
  return await trace.getTracer('clients').startActiveSpan(name, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    try {
      return await call();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
