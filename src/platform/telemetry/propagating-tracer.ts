import { randomFillSync } from 'node:crypto';
import {
  type Context,
  context,
  type Span,
  type SpanOptions,
  TraceFlags,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';

/** Random bytes are drawn in blocks: one call to the system for 170 traces. */
const block = Buffer.allocUnsafe(4_080);
let used = block.length;

function randomHex(bytes: number): string {
  if (used + bytes > block.length) {
    randomFillSync(block);
    used = 0;
  }
  used += bytes;
  return block.toString('hex', used - bytes, used);
}

/**
 * Tracing without spans. Under a parent the parent's own context is handed on; without one a trace begins, marked as not
 * sampled. Whatever is set on the result is dropped.
 */
class PropagatingTracer implements Tracer {
  startSpan(_name: string, options?: SpanOptions, parent: Context = context.active()): Span {
    const current = options?.root ? undefined : trace.getSpanContext(parent);
    if (current !== undefined && trace.isSpanContextValid(current)) return trace.wrapSpanContext(current);
    return trace.wrapSpanContext({ traceId: randomHex(16), spanId: randomHex(8), traceFlags: TraceFlags.NONE });
  }

  startActiveSpan<F extends (span: Span) => unknown>(
    name: string,
    ...rest: [F] | [SpanOptions, F] | [SpanOptions, Context, F]
  ): ReturnType<F> {
    const fn = rest.at(-1) as F;
    const options = rest.length > 1 ? (rest[0] as SpanOptions) : undefined;
    const parent = rest.length > 2 ? (rest[1] as Context) : context.active();
    const span = this.startSpan(name, options, parent);
    return context.with(trace.setSpan(parent, span), () => fn(span)) as ReturnType<F>;
  }
}

export class PropagatingTracerProvider implements TracerProvider {
  readonly #tracer = new PropagatingTracer();

  getTracer(): Tracer {
    return this.#tracer;
  }
}
