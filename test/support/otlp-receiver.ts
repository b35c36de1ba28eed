import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { PATIENCE } from './patience.ts';

/** A span as it arrived. */
export interface ReceivedSpan {
  service: string;
  name: string;
  traceId: string;
  spanId: string;
  /** Empty for the first span of a trace. */
  parentSpanId: string;
  attributes: Record<string, unknown>;
  /** 0 unset, 1 ok, 2 error. */
  status: number;
}

/** An OTLP endpoint over HTTP with JSON bodies: what a collector is to the programs. */
export interface OtlpReceiver {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string;
  spans: ReceivedSpan[];
  /** Names of the metrics seen so far. */
  metrics: Set<string>;
  /** Headers of the requests, to see that the configured ones arrive. */
  headers: IncomingMessage['headers'][];
  /** Resolves with the spans when `enough` holds for them. @throws after `withinMs`, listing what came */
  until(enough: (spans: ReceivedSpan[]) => boolean, withinMs: number): Promise<ReceivedSpan[]>;
  close(): Promise<void>;
}

interface AnyValue {
  stringValue?: string;
  intValue?: number | string;
  doubleValue?: number;
  boolValue?: boolean;
}
interface KeyValue {
  key: string;
  value: AnyValue;
}
interface TracesRequest {
  resourceSpans?: {
    resource?: { attributes?: KeyValue[] };
    scopeSpans: {
      spans: {
        name: string;
        traceId: string;
        spanId: string;
        parentSpanId?: string;
        attributes?: KeyValue[];
        status?: { code?: number };
      }[];
    }[];
  }[];
}
interface MetricsRequest {
  resourceMetrics?: { scopeMetrics: { metrics: { name: string }[] }[] }[];
}

function attributesOf(pairs: KeyValue[] = []): Record<string, unknown> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]]));
}

function spansOf(request: TracesRequest): ReceivedSpan[] {
  return (request.resourceSpans ?? []).flatMap(({ resource, scopeSpans }) => {
    const service = String(attributesOf(resource?.attributes)['service.name']);
    return scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        service,
        name: span.name,
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId ?? '',
        attributes: attributesOf(span.attributes),
        status: span.status?.code ?? 0,
      })),
    );
  });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const bytes = await buffer(request);
  return JSON.parse((request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8'));
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const metrics = new Set<string>();
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    // The SDK's native metrics come as protobuf: taken, not read.
    if (!request.headers['content-type']?.includes('json')) return response.end();
    void bodyOf(request).then((body) => {
      if (request.url === '/v1/traces') spans.push(...spansOf(body as TracesRequest));
      if (request.url === '/v1/metrics') {
        for (const { scopeMetrics } of (body as MetricsRequest).resourceMetrics ?? []) {
          for (const scope of scopeMetrics) for (const metric of scope.metrics) metrics.add(metric.name);
        }
      }
      response.setHeader('content-type', 'application/json').end('{}');
    });
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    metrics,
    headers,
    until: async (enough, withinMs) => {
      const deadline = Date.now() + PATIENCE * withinMs;
      while (!enough(spans)) {
        if (Date.now() > deadline) {
          throw new Error(`these spans came:\n${spans.map((span) => `${span.service} ${span.name}`).join('\n')}`);
        }
        await delay(100);
      }
      return spans;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
