import { hostname } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { NativeConnection, Worker, type WorkerPlugin, type WorkflowBundleOption } from '@temporalio/worker';
import type { Config } from '../config.ts';
import {
  QUEUES_OF_EVERY_WORKER,
  SLOTS,
  TASK_QUEUES,
  type TaskQueue,
  taskQueueName,
  WORKFLOW_QUEUES,
} from '../jobs/task-queues.contract.ts';
import { temporalConnection } from './connection-options.ts';

/** Else a beat is held back until 0.8 of its time limit are over, and one that is late a moment then ends the attempt. */
const MAX_HEARTBEAT_THROTTLE_MS = 1_000;
/** A task for a worker that died is offered to the others this soon; the default of 10 s is long for work that has stopped. */
const STICKY_TIMEOUT_MS = 5_000;
/**
 * Workflows kept in memory between their tasks, in each of the two workers that run workflows. One costs about half a megabyte in its
 * isolate and in the core. One that is not kept replays its history, which is short; those that are under way at once are fewer.
 */
const MAX_CACHED_WORKFLOWS = 100;

/**
 * MiB of objects that were just made, in the isolate of each of those two workers; it takes up to three times as many. With 4, garbage
 * cost 0.8 ms of processor time a workflow; with 16 a worker held 451 MiB after 6,000 mails, and it may hold 450.
 */
const YOUNG_OF_WORKFLOWS_MB = 8;

export interface WorkersOptions {
  config: Pick<Config, 'temporal' | 'worker'>;
  bundle: WorkflowBundleOption;
  activities: object;
  plugins: WorkerPlugin[];
}

export interface Workers {
  /** Resolves when all have stopped; rejects when one fails. */
  done: Promise<void>;
  /** Lets activities under way finish within the grace period, then cancels them; resolves when all have stopped. */
  stop(): Promise<void>;
  running(): boolean;
}

function configuredQueues(names: readonly string[]): TaskQueue[] {
  const unknown = names.filter((name) => !(TASK_QUEUES as readonly string[]).includes(name));
  if (unknown.length > 0) throw new Error(`WORKER_TASK_QUEUES: unknown task queue ${unknown.join(', ')}`);
  return [...new Set([...names, ...QUEUES_OF_EVERY_WORKER])] as TaskQueue[];
}

const runsWorkflows = (queue: TaskQueue) => (WORKFLOW_QUEUES as readonly TaskQueue[]).includes(queue);

/** Connects to Temporal and runs one worker for each task queue that it serves. @throws when the server cannot be reached */
export async function runWorkers(options: WorkersOptions): Promise<Workers> {
  const { config } = options;
  const { connectionOptions, namespace } = temporalConnection(config.temporal);
  const connection = await NativeConnection.connect(connectionOptions);
  // Read when an isolate is made: the program's own keeps what it was started with.
  setFlagsFromString(`--max-semi-space-size=${YOUNG_OF_WORKFLOWS_MB}`);
  const workers = await Promise.all(
    configuredQueues(config.worker.taskQueues).map((queue) =>
      Worker.create({
        connection,
        namespace,
        taskQueue: taskQueueName(config.temporal.taskQueuePrefix, queue),
        identity: `worker-${queue}@${hostname()}:${process.pid}`,
        activities: options.activities,
        plugins: options.plugins,
        ...(runsWorkflows(queue)
          ? {
              workflowBundle: options.bundle,
              maxCachedWorkflows: MAX_CACHED_WORKFLOWS,
              stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT_MS,
            }
          : {}),
        maxConcurrentActivityTaskExecutions: SLOTS[queue],
        maxHeartbeatThrottleInterval: MAX_HEARTBEAT_THROTTLE_MS,
        shutdownGraceTime: config.worker.shutdownGraceMs,
        shutdownForceTime: config.worker.shutdownGraceMs + 2_000,
      }),
    ),
  );
  const stopAll = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  // One that fails takes the others along: the supervisor starts the program again as a whole.
  const runs = workers.map((worker) => worker.run().finally(stopAll));
  const done = Promise.all(runs).then(() => connection.close());
  return {
    done,
    stop: async () => {
      stopAll();
      await done;
    },
    running: () => workers.every((worker) => worker.getState() === 'RUNNING'),
  };
}
