import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { PropagatingTracerProvider } from '../../src/platform/telemetry/propagating-tracer.ts';

/** Tracing as a program has it that exports nothing. Returns what takes it away again. */
export function carryTraces(): () => void {
  const manager = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(manager);
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(new PropagatingTracerProvider());
  return () => {
    manager.disable();
    context.disable();
    propagation.disable();
    trace.disable();
  };
}
