import type { Client } from '@temporalio/client';
import type { Config } from '../../../platform/config.ts';
import {
  TASK_QUEUES,
  type TaskQueue,
  taskQueueName,
  WORKFLOW_QUEUES,
} from '../../../platform/jobs/task-queues.contract.ts';
import type { Point } from '../../../platform/metrics/registry.ts';

/** Milliseconds for all calls together. */
const DEADLINE_MS = 3_000;
/** The numbers of Temporal. */
const KINDS = { workflow: 1, activity: 2 } as const;
type Kind = keyof typeof KINDS;

export interface TaskQueueFigures {
  queue: TaskQueue;
  kind: Kind;
  backlog: number;
  /** Seconds that the oldest task has waited. */
  age: number;
  pollers: number;
}

const kindsOf = (queue: TaskQueue): Kind[] =>
  (WORKFLOW_QUEUES as readonly TaskQueue[]).includes(queue) ? ['workflow', 'activity'] : ['activity'];

/**
 * How many tasks wait on each queue, and how many workers poll it.
 * @throws while Temporal does not answer
 */
export async function readTaskQueues(client: Client, temporal: Config['temporal']): Promise<TaskQueueFigures[]> {
  const asked = TASK_QUEUES.flatMap((queue) => kindsOf(queue).map((kind) => ({ queue, kind })));
  return await client.withDeadline(Date.now() + DEADLINE_MS, () =>
    Promise.all(
      asked.map(async ({ queue, kind }) => {
        const { stats, pollers } = await client.workflowService.describeTaskQueue({
          namespace: temporal.namespace,
          taskQueue: { name: taskQueueName(temporal.taskQueuePrefix, queue) },
          taskQueueType: KINDS[kind],
          reportStats: true,
        });
        return {
          queue,
          kind,
          backlog: Number(stats?.approximateBacklogCount ?? 0),
          age: Number(stats?.approximateBacklogAge?.seconds ?? 0),
          pollers: pollers?.length ?? 0,
        };
      }),
    ),
  );
}

/** The queues as metrics. While Temporal does not answer, the only metric is that it is down. */
export function taskQueuePoints(queues: readonly TaskQueueFigures[] | null): Record<string, readonly Point[]> {
  const of = (value: (queue: TaskQueueFigures) => number): Point[] =>
    (queues ?? []).map((each) => ({ labels: { queue: each.queue, kind: each.kind }, value: value(each) }));
  return {
    vibe_temporal_up: [{ labels: {}, value: queues === null ? 0 : 1 }],
    vibe_task_queue_backlog: of(({ backlog }) => backlog),
    vibe_task_queue_backlog_age_seconds: of(({ age }) => age),
    vibe_task_queue_pollers: of(({ pollers }) => pollers),
  };
}
