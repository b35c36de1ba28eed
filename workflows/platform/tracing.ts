import {
  ContinueAsNew,
  defaultPayloadConverter,
  getRandomStream,
  type Headers,
  proxySinks,
  type WorkflowInterceptors,
  workflowInfo,
} from '@temporalio/workflow';
import { TRACE_HEADER, type TracingSinks } from '../../src/platform/telemetry/workflow-span.contract.ts';

/**
 * Carries the trace of the one who started a workflow into its activities, and makes one span of the run. It speaks the header of
 * the SDK's OpenTelemetry interceptors, but loads no OpenTelemetry: that would be evaluated again for every workflow.
 */
interface Trace {
  traceId: string;
  parentSpanId: string;
  /** The run's own span when sampled, else the parent's: there is none of its own then. */
  spanId: string;
  sampled: boolean;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const SAMPLED = 1;

/** Of a stream of its own, so that tracing does not move the random numbers that a workflow draws. */
function newSpanId(): string {
  const bytes = getRandomStream('tracing').fill(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function joined(headers: Headers): Trace | undefined {
  const payload = headers[TRACE_HEADER];
  if (payload === undefined) return undefined;
  const { traceparent } = defaultPayloadConverter.fromPayload<{ traceparent?: string }>(payload);
  const [, traceId, parentSpanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || parentSpanId === undefined || flags === undefined) return undefined;
  const sampled = (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED;
  return { traceId, parentSpanId, spanId: sampled ? newSpanId() : parentSpanId, sampled };
}

/** One set for each run: the factory is called in every workflow. */
export function interceptors(): WorkflowInterceptors {
  let trace: Trace | undefined;

  function carried<Input extends { headers: Headers }>(input: Input): Input {
    if (trace === undefined) return input;
    const traceparent = `00-${trace.traceId}-${trace.spanId}-${trace.sampled ? '01' : '00'}`;
    return {
      ...input,
      headers: { ...input.headers, [TRACE_HEADER]: defaultPayloadConverter.toPayload({ traceparent }) },
    };
  }

  async function inSpan<T>(own: Trace, run: () => Promise<T>): Promise<T> {
    const startedAt = Date.now();
    let error: string | null = null;
    try {
      return await run();
    } catch (failure) {
      if (!(failure instanceof ContinueAsNew)) error = failure instanceof Error ? failure.message : String(failure);
      throw failure;
    } finally {
      const { traceId, spanId, parentSpanId } = own;
      const name = `RunWorkflow:${workflowInfo().workflowType}`;
      proxySinks<TracingSinks>().tracing.export({
        name,
        traceId,
        spanId,
        parentSpanId,
        startedAt,
        endedAt: Date.now(),
        error,
      });
    }
  }

  return {
    inbound: [
      {
        execute: (input, next) => {
          trace = joined(input.headers);
          return trace?.sampled ? inSpan(trace, () => next(input)) : next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(carried(input)),
        scheduleLocalActivity: (input, next) => next(carried(input)),
        startChildWorkflowExecution: (input, next) => next(carried(input)),
        signalWorkflow: (input, next) => next(carried(input)),
        continueAsNew: (input, next) => next(carried(input)),
        getLogAttributes: (input, next) =>
          next(trace === undefined ? input : { ...input, trace_id: trace.traceId, span_id: trace.spanId }),
      },
    ],
  };
}
