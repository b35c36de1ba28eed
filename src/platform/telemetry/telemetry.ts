import { basename } from 'node:path';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { Config } from '../config.ts';
import { createLogger } from '../log/logger.ts';
import { joinIncomingTraces } from './incoming-trace.ts';
import type { CollectMetrics } from './otlp-metrics.ts';
import { PropagatingTracerProvider } from './propagating-tracer.ts';
import type { SpanSink } from './span-sink.ts';

interface Running {
  /** Takes the spans that workflows made in their sandbox; null when nothing is exported. */
  sink: SpanSink | null;
  /** Exports these metrics from now on, where anything is exported. */
  exportMetrics(collect: CollectMetrics): void;
  shutdown(): Promise<void>;
}

let running: Running | null = null;

/** `vibe-api` and `vibe-worker`, unless OTEL_SERVICE_NAME says otherwise. */
function serviceName(config: Config): string {
  return config.telemetry.serviceName ?? `vibe-${basename(process.argv[1] ?? 'program', '.ts')}`;
}

/** Trace ids exist, pass through and appear in logs; no span is ever built. */
function startPropagation(): Running {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(new PropagatingTracerProvider());
  joinIncomingTraces();
  return { sink: null, exportMetrics: () => undefined, shutdown: async () => undefined };
}

/**
 * Sets up tracing and metrics for the whole process, once. With an OTLP endpoint everything is exported there; without one
 * only the context is carried, at the price of two random ids a request.
 */
export async function startTelemetry(config: Config): Promise<void> {
  if (running !== null) return;
  if (config.telemetry.otlpEndpoint === null) {
    running = startPropagation();
    return;
  }
  // Loaded only here: the SDK and its exporters cost a quarter of a second and 40 MB.
  const { startExport } = await import('./export.ts');
  const { otlpEndpoint, otlpHeaders } = config.telemetry;
  const service = serviceName(config);
  running = startExport(otlpEndpoint, otlpHeaders, service, createLogger(config.log, { service }));
}

/** Where workflow spans go, or null when nothing is exported. */
export function workflowSpanSink(): SpanSink | null {
  return running?.sink ?? null;
}

/** Exports the metrics of the process, when anything is exported. */
export function exportMetrics(collect: CollectMetrics): void {
  running?.exportMetrics(collect);
}

/** Exports what is still buffered. Call it last, after all work has stopped. */
export async function shutdownTelemetry(): Promise<void> {
  await running?.shutdown();
}
