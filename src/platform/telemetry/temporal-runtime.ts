import type { RuntimeOptions } from '@temporalio/worker';
import type { Config } from '../config.ts';
import type { Logger } from '../log/logger.ts';
import { temporalLogger } from '../log/temporal-logger.ts';

/**
 * For `Runtime.install`, before any worker or native connection: the SDK logs through our logger, its native core too; the
 * SDK's own metrics go to the OTLP endpoint, if there is one; signals are left to the program.
 */
export function temporalRuntimeOptions(config: Pick<Config, 'telemetry'>, logger: Logger): RuntimeOptions {
  const endpoint = config.telemetry.otlpEndpoint?.replace(/\/$/, '');
  return {
    logger: temporalLogger(logger),
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(endpoint === undefined ? {} : { metrics: { otel: { url: `${endpoint}/v1/metrics`, http: true } } }),
    },
  };
}
