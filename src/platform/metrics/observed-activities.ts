import { SimplePlugin } from '@temporalio/plugin';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import { currentTraceId } from '../telemetry/trace-context.ts';
import type { MetricsRegistry } from './registry.ts';
import type { SlowList } from './slow-list.ts';

/** Counts activities by type and outcome, and remembers the slowest. Give it to every worker, after the plugin of traces. */
export function observedActivities(registry: MetricsRegistry, slowest: SlowList): SimplePlugin {
  const durations = registry.durations('vibe_activity_duration_seconds', 'Duration of an attempt of an activity', [
    'activity',
    'outcome',
  ]);
  return new SimplePlugin({
    name: 'metrics',
    workerInterceptors: {
      activity: [
        ({ info: { activityType } }) => ({
          inbound: {
            async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>) {
              const startedAt = performance.now();
              const traceId = currentTraceId();
              let failed = true;
              try {
                const result = await next(input);
                failed = false;
                return result;
              } finally {
                const ms = performance.now() - startedAt;
                durations.record(ms, activityType, failed ? 'failed' : 'completed');
                slowest.offer({ what: activityType, ms, traceId, failed });
              }
            },
          },
        }),
      ],
    },
  });
}
