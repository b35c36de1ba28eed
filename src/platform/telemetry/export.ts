import { createRequire, syncBuiltinESMExports } from 'node:module';
import { hostname } from 'node:os';
import { DiagLogLevel, diag, type Span } from '@opentelemetry/api';
import { parseKeyPairsIntoRecord } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { ATTR_SERVICE_NAME, ATTR_URL_PATH, ATTR_URL_QUERY } from '@opentelemetry/semantic-conventions';
import type { Logger } from '../log/logger.ts';
import { REDACTED, redactPath } from '../log/redact.ts';
import { type CollectMetrics, ProcessMetricProducer } from './otlp-metrics.ts';
import type { SpanSink } from './span-sink.ts';

/** Probes come every few seconds and tell nothing. */
const UNTRACED_PATHS = new Set(['/livez', '/readyz']);

/** For the last export: programs are given about ten seconds to stop, most of it for their work. */
const SHUTDOWN_MS = 2_000;

/** @returns headers from the notation of OTEL_EXPORTER_OTLP_HEADERS, `name=value,name=value` */
function headersFrom(text: string | null): Record<string, string> {
  return text === null ? {} : parseKeyPairsIntoRecord(text);
}

/** The links in mails carry tokens and addresses. */
function hideSecrets(span: Span, request: object): void {
  if (!('url' in request)) return;
  const [path = '', query] = String(request.url).split('?', 2);
  if (query !== undefined) span.setAttribute(ATTR_URL_QUERY, REDACTED);
  if (redactPath(path) !== path) span.setAttribute(ATTR_URL_PATH, redactPath(path));
}

/** A collector that is away is worth a line; the SDK would keep silent about it. */
function reportTo(logger: Logger): void {
  const quiet = () => undefined;
  diag.setLogger(
    {
      error: (message) => logger.warn({ component: 'telemetry' }, message),
      warn: (message) => logger.warn({ component: 'telemetry' }, message),
      info: quiet,
      debug: quiet,
      verbose: quiet,
    },
    DiagLogLevel.WARN,
  );
}

/** Traces and metrics of this process, sent to an OTLP endpoint over HTTP. */
export function startExport(
  endpoint: string,
  headers: string | null,
  serviceName: string,
  logger: Logger,
): { sink: SpanSink; exportMetrics(collect: CollectMetrics): void; shutdown(): Promise<void> } {
  reportTo(logger);
  const base = endpoint.replace(/\/$/, '');
  const target = (signal: string) => ({ url: `${base}/v1/${signal}`, headers: headersFrom(headers) });
  const processor = new BatchSpanProcessor(new OTLPTraceExporter(target('traces')));
  const resource = resourceFromAttributes({
    [ATTR_SERVICE_NAME]: serviceName,
    'host.name': hostname(),
    'process.pid': process.pid,
  });
  const sdk = new NodeSDK({
    resource,
    resourceDetectors: [envDetector],
    serviceName,
    spanProcessors: [processor],
    // Requests and statements are counted by us: the instrumentations would count them once more.
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: (request) => UNTRACED_PATHS.has(request.url ?? ''),
        requireParentforOutgoingSpans: true,
        requestHook: hideSecrets,
      }),
      // Queries of background loops would each be a trace of their own.
      new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
    ],
  });
  sdk.start();
  patchBeforeImport();
  const producer = new ProcessMetricProducer(resource);
  const exporter = new OTLPMetricExporter(target('metrics'));
  const meters = new MeterProvider({
    resource,
    readers: [new PeriodicExportingMetricReader({ exporter, metricProducers: [producer] })],
  });
  return {
    sink: { processor, resource },
    exportMetrics: (collect) => producer.from(collect),
    shutdown: () => flushWithin(SHUTDOWN_MS, () => Promise.all([sdk.shutdown(), meters.shutdown()])),
  };
}

/** A collector that is away must not hold up the end of the program; what it misses is lost, and said. */
async function flushWithin(milliseconds: number, flush: () => Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), milliseconds);
  try {
    if ((await Promise.race([flush(), late])) === 'late') diag.warn('exporting the last spans took too long');
  } catch (error) {
    diag.warn(`the last spans could not be exported: ${error}`);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The instrumentations act when `require` loads a module. Programs import instead; loading both modules here, once, patches
 * the very objects that an import then gets, without a loader hook in front of every import.
 */
function patchBeforeImport(): void {
  const require = createRequire(import.meta.url);
  require('node:http');
  require('node:https');
  require('pg');
  syncBuiltinESMExports();
}
