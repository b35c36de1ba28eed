import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import {
  currentTraceparent,
  parseTraceparent,
  withTraceparent,
} from '../../../src/platform/telemetry/trace-context.ts';
import { carryTraces } from '../../support/tracing.ts';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
let stopTracing: () => void;
beforeEach(() => {
  stopTracing = carryTraces();
});
afterEach(() => stopTracing());

const tracer = () => trace.getTracer('test');

test('the trace kept in a row is enough to join it later', async () => {
  const kept = tracer().startActiveSpan('request', () => currentTraceparent());
  expect(kept).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  expect(currentTraceparent()).toBeNull();
  await withTraceparent(kept, async () => {
    await Promise.resolve();
    expect(currentTraceparent()).toBe(kept);
    tracer().startActiveSpan('start workflow', () => expect(currentTraceparent()).toBe(kept));
  });
});

test('a kept trace replaces the one at hand', () => {
  tracer().startActiveSpan('dispatcher', () => {
    withTraceparent(TRACEPARENT, () => expect(currentTraceparent()).toBe(TRACEPARENT));
  });
});

test.each([
  null,
  undefined,
  '',
  'nonsense',
  '00-00000000000000000000000000000000-b7ad6b7169203331-01',
  '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01',
  '01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  `${TRACEPARENT}-more`,
])('the work runs all the same when %j was kept', (kept) => {
  expect(parseTraceparent(kept)).toBeUndefined();
  expect(withTraceparent(kept, () => currentTraceparent() ?? 'no trace')).toBe('no trace');
});

test('every root is a trace of its own, and no span is recorded', () => {
  const spans = Array.from({ length: 1_000 }, () => tracer().startSpan('root'));
  expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1_000);
  expect(new Set(spans.map((span) => span.spanContext().spanId)).size).toBe(1_000);
  for (const span of spans) {
    expect(trace.isSpanContextValid(span.spanContext())).toBe(true);
    expect(span.isRecording()).toBe(false);
  }
});

test("a caller's decision to sample passes through", () => {
  const caller = propagation.extract(ROOT_CONTEXT, { traceparent: TRACEPARENT });
  const carrier: Record<string, string> = {};
  tracer().startActiveSpan('child', { kind: SpanKind.CLIENT }, caller, (span) => {
    propagation.inject(trace.setSpan(caller, span), carrier);
  });
  expect(carrier.traceparent).toBe(TRACEPARENT);
  expect(tracer().startSpan('new', { root: true }, caller).spanContext().traceId).not.toBe(TRACEPARENT.split('-')[1]);
});
