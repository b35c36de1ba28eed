import { type IncomingMessage, Server } from 'node:http';
import { context, propagation, ROOT_CONTEXT, type TextMapGetter, trace } from '@opentelemetry/api';

const headerGetter: TextMapGetter<IncomingMessage['headers']> = {
  keys: (headers) => Object.keys(headers),
  get: (headers, name) => headers[name],
};

/**
 * Every HTTP request is handled inside a trace: the caller's, by its `traceparent`, or a new one. The one place all servers
 * of a process pass through is `emit`, which is also where the OpenTelemetry instrumentation sits when spans are exported.
 */
export function joinIncomingTraces(): void {
  const emit = Server.prototype.emit;
  const tracer = trace.getTracer('http');
  Server.prototype.emit = function emitInTrace(this: Server, event: string | symbol, ...args: unknown[]): boolean {
    if (event !== 'request') return Reflect.apply(emit, this, [event, ...args]);
    const { headers } = args[0] as IncomingMessage;
    const caller = propagation.extract(ROOT_CONTEXT, headers, headerGetter);
    return context.with(trace.setSpan(caller, tracer.startSpan('request', undefined, caller)), () =>
      Reflect.apply(emit, this, [event, ...args]),
    );
  };
}
