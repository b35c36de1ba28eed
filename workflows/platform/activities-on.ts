import { type ActivityInterfaceFor, type ActivityOptions, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { siblingQueueName, type TaskQueue } from '../../src/platform/jobs/task-queues.contract.ts';

type Activity = (...args: unknown[]) => Promise<unknown>;

/**
 * `proxyActivities` for activities that take slots of `queue`, whichever queue their workflow runs on. May stand at the top of
 * a module: the queue's name on the server is known only once a workflow calls. Replays compare no queues, so a released
 * workflow may move its activities.
 */
export function activitiesOn<Activities>(
  queue: TaskQueue,
  options: Omit<ActivityOptions, 'taskQueue'>,
): ActivityInterfaceFor<Activities> {
  const call =
    (name: string): Activity =>
    async (...args) => {
      const taskQueue = siblingQueueName(workflowInfo().taskQueue, queue);
      const activity = proxyActivities<Record<string, Activity>>({ ...options, taskQueue })[name] as Activity;
      return await activity(...args);
    };
  return new Proxy({}, { get: (_target, name) => call(String(name)) }) as ActivityInterfaceFor<Activities>;
}
