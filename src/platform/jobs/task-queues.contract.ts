/** The queues of the workers: what runs side by side and what never waits for each other. Pure: types and constants only. */

/**
 * Each queue has slots of its own (`SLOTS`), so short work never waits behind long work.
 * - `interactive`: a user waits for it; seconds
 * - `jobs`: the other short activities: the end of a job, notifications, erasures, the filling of a batch
 * - `bulk`: passes over a batch, minutes each
 * - `media`: work that needs CPU and memory: images, documents
 * - `exports`: files written for users
 * - `critical`: what must run whatever else is under way
 */
export const TASK_QUEUES = ['interactive', 'jobs', 'bulk', 'media', 'exports', 'critical'] as const;
export type TaskQueue = (typeof TASK_QUEUES)[number];

/**
 * Where workflows run. The other queues run activities only: a worker needs no sandbox for them, and what a workflow does
 * there is named by the workflow (`activitiesOn`). Runs of released workflows wait on both, so neither name may change.
 */
export const WORKFLOW_QUEUES = ['interactive', 'bulk'] as const;
export type WorkflowQueue = (typeof WORKFLOW_QUEUES)[number];

/** Every worker serves these, whatever `WORKER_TASK_QUEUES` says: no job can end without them. */
export const QUEUES_OF_EVERY_WORKER = ['jobs', 'critical'] as const satisfies readonly TaskQueue[];

/** Activities at once in one worker process, by queue. Those of `media` and `exports` are bounded by memory. */
export const SLOTS: Readonly<Record<TaskQueue, number>> = {
  interactive: 100,
  jobs: 20,
  bulk: 20,
  media: 4,
  exports: 3,
  critical: 2,
};

/** A queue's name on the server; the prefix keeps installations and test files that share a namespace apart. */
export function taskQueueName(prefix: string, queue: TaskQueue): string {
  return prefix === '' ? queue : `${prefix}-${queue}`;
}

/**
 * The name of another queue of the same installation. A name that is none of ours is left as it is: the SDK invents one for
 * replays.
 * @param name of a queue on the server, as {@link taskQueueName} makes it
 */
export function siblingQueueName(name: string, queue: TaskQueue): string {
  const own = TASK_QUEUES.find((candidate) => name === candidate || name.endsWith(`-${candidate}`));
  return own === undefined ? name : `${name.slice(0, name.length - own.length)}${queue}`;
}
