import { fileURLToPath } from 'node:url';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry-v2/lib/client/index.js';
import { OpenTelemetryActivityInboundInterceptor } from '@temporalio/interceptors-opentelemetry-v2/lib/worker/index.js';
import { SimplePlugin } from '@temporalio/plugin';
import type { ReplayWorkerOptions, WorkerOptions } from '@temporalio/worker';
import { ActivityLogFields } from '../log/activity-log-fields.ts';
import { workflowSpanSinks } from './workflow-spans.ts';

/** The part that runs inside the sandbox; the bundler takes it in by its path. */
const WORKFLOW_MODULE = fileURLToPath(new URL('../../../workflows/platform/tracing.ts', import.meta.url));

/**
 * Client and activities are traced by the SDK's interceptors for OpenTelemetry 2, workflows by our own: theirs evaluates the
 * OpenTelemetry SDK in the sandbox of every workflow, which was measured at 6 ms of CPU each, half of what a workflow costs.
 *
 * Carries the trace from the client through the workflow into its activities, and gives the lines an activity logs their job
 * and run. Give it to the client, to the bundler (a bundle without it drops the trace) and to every worker, replaying ones too.
 */
class TemporalTracing extends SimplePlugin {
  constructor() {
    const client = new OpenTelemetryWorkflowClientInterceptor();
    super({
      name: 'tracing',
      clientInterceptors: { workflow: [client] },
      workerInterceptors: {
        client: { workflow: [client] },
        workflowModules: [WORKFLOW_MODULE],
        activity: [
          (activity) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(activity) }),
          (activity) => {
            const fields = new ActivityLogFields(activity);
            return { inbound: fields, outbound: fields };
          },
        ],
      },
    });
  }

  override configureWorker(options: WorkerOptions): WorkerOptions {
    return super.configureWorker({ ...options, sinks: { ...options.sinks, ...workflowSpanSinks() } });
  }

  override configureReplayWorker(options: ReplayWorkerOptions): ReplayWorkerOptions {
    return super.configureReplayWorker({ ...options, sinks: { ...options.sinks, ...workflowSpanSinks() } });
  }
}

/** One plugin for `Client`, `bundleWorkflowCode` and `Worker`. Make it after telemetry has started. */
export function temporalTracing(): SimplePlugin {
  return new TemporalTracing();
}
