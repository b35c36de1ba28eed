import type { TaskQueue } from './jobs.contract.ts';

/** A queue's name on the server; the prefix keeps installations and test files that share a namespace apart. */
export function taskQueueName(prefix: string, queue: TaskQueue): string {
  return prefix === '' ? queue : `${prefix}-${queue}`;
}
