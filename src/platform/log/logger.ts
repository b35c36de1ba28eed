import { trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino';
import type { Config } from '../config.ts';
import { currentLogFields } from './log-fields.ts';
import { redact, redactText } from './redact.ts';

export type { Logger } from 'pino';
export { withLogFields } from './log-fields.ts';

export interface LoggerOptions {
  /** Which program speaks: `api`, `worker`, … */
  service: string;
  /** Where lines go; standard output by default. */
  destination?: DestinationStream;
}

/** The fields of the work at hand: trace and span from OpenTelemetry, the rest from {@link withLogFields}. */
function contextFields(): object {
  const fields = currentLogFields();
  const span = trace.getActiveSpan()?.spanContext();
  if (span === undefined) return fields === undefined ? {} : { ...fields };
  return { ...fields, trace_id: span.traceId, span_id: span.spanId };
}

/** Errors carry what their makers put on them, such as the options of a connection. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { raw: _raw, message, stack, ...rest } = stdSerializers.err(error);
  return { ...redact(rest), message, stack };
}

/** pino formats the fields of a line, but not those that a child is made with. Children inherit this. */
function withRedactedChildren(logger: Logger): Logger {
  const { child } = logger;
  function redactedChild(this: Logger, bindings: Record<string, unknown>, ...rest: unknown[]): Logger {
    return Reflect.apply(child, this, [redact(bindings), ...rest]);
  }
  return Object.assign(logger, { child: redactedChild });
}

/**
 * A logger of JSON lines. Context is added and secrets are taken out at the time of the call, so a line below the level costs
 * nothing but the check.
 */
export function createLogger(config: Config['log'], options: LoggerOptions): Logger {
  const settings = {
    level: config.level,
    base: { service: options.service, pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: redact },
    serializers: { err: serializeError, error: serializeError },
    mixin: contextFields,
    hooks: { streamWrite: redactText },
  };
  return withRedactedChildren(options.destination === undefined ? pino(settings) : pino(settings, options.destination));
}
