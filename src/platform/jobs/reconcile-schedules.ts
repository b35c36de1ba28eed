import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type ScheduleUpdateOptions,
} from '@temporalio/client';
import type { Config } from '../config.ts';
import { lockName } from '../db/advisory-lock.ts';
import type { Em } from '../db/sql.ts';
import { transact } from '../db/transaction.ts';
import type { Logger } from '../log/logger.ts';
import { type Loop, startUntilDone } from '../loop.ts';
import type { ScheduledJob } from './scheduled-job.ts';
import { ENQUEUE_SCHEDULED, type EnqueueScheduledInput } from './schedules.contract.ts';
import { taskQueueName } from './task-queues.contract.ts';

/** Milliseconds that all calls of one reconciliation may take together; the lock is held meanwhile. */
const DEADLINE_MS = 5_000;
const RETRY_MS = 5_000;

export interface ReconcileOptions {
  em(): Em;
  client: Client;
  config: Pick<Config, 'temporal'>;
  schedules: readonly ScheduledJob<object>[];
  logger: Logger;
  /** Gives up what is under way. */
  signal?: AbortSignal;
}

/** The mark of our schedules in their memo: which installation of a namespace they belong to. */
const INSTALLATION = 'vibeInstallation';

/** Prefixed like task queues, so that installations that share a namespace keep apart. */
function scheduleId(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}-${name}`;
}

function declared(schedule: ScheduledJob<object>, prefix: string) {
  const input: EnqueueScheduledInput = { schedule: schedule.name };
  return {
    spec: { intervals: [{ every: schedule.everyMs, ...(schedule.offsetMs ? { offset: schedule.offsetMs } : {}) }] },
    action: {
      type: 'startWorkflow',
      workflowType: ENQUEUE_SCHEDULED,
      workflowId: `schedule:${scheduleId(prefix, schedule.name)}`,
      // Not `bulk`, where an activity may have to wait for others that take hours.
      taskQueue: taskQueueName(prefix, 'interactive'),
      args: [input],
      // One that finds no worker for so long would insert a job that no one wants any more.
      workflowExecutionTimeout: schedule.catchupMs,
      staticSummary: schedule.note,
    },
    policies: {
      // A run only inserts a row. While one waits for the database, the next ones need not.
      overlap: ScheduleOverlapPolicy.SKIP,
      // Else the server makes up for all that it missed within a year.
      catchupWindow: schedule.catchupMs,
      pauseOnFailure: false,
    },
  } satisfies Omit<ScheduleUpdateOptions, 'state'>;
}

async function upsert(client: Client, schedule: ScheduledJob<object>, prefix: string): Promise<void> {
  const id = scheduleId(prefix, schedule.name);
  const wanted = declared(schedule, prefix);
  try {
    const state = { triggerImmediately: schedule.triggerImmediately ?? false };
    await client.schedule.create({ scheduleId: id, memo: { [INSTALLATION]: prefix }, ...wanted, state });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    // A pause, and the note that says why, are the operator's; all else is declared here.
    await client.schedule.getHandle(id).update(({ state, memo }) => {
      if (memo?.[INSTALLATION] !== prefix)
        throw new Error(`the schedule ${id} on the server belongs to another installation`);
      return { ...wanted, state };
    });
  }
}

async function removeUndeclared(client: Client, declaredIds: ReadonlySet<string>, prefix: string): Promise<string[]> {
  const removed: string[] = [];
  for await (const { scheduleId: id, memo } of client.schedule.list({ pageSize: 1_000 })) {
    if (memo?.[INSTALLATION] !== prefix || declaredIds.has(id)) continue;
    try {
      await client.schedule.getHandle(id).delete();
      removed.push(id);
    } catch (error) {
      // The list lags behind.
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    }
  }
  return removed;
}

/**
 * Makes the schedules on the server those that are declared: creates, writes again, deletes those of this installation that
 * are declared no longer. Any number of workers may call it at once.
 * @throws when the database or Temporal is away, or does not finish in time; calling it again is harmless
 */
export async function reconcileSchedules(options: ReconcileOptions): Promise<void> {
  const { em, client, config, schedules, logger, signal = new AbortController().signal } = options;
  const prefix = config.temporal.taskQueuePrefix;
  await transact(em(), async (tx) => {
    await lockName(tx, `schedules:${prefix}`);
    const reconcile = async () => {
      for (const schedule of schedules) await upsert(client, schedule, prefix);
      const ids = new Set(schedules.map(({ name }) => scheduleId(prefix, name)));
      const removed = await removeUndeclared(client, ids, prefix);
      logger.info({ schedules: [...ids], removed }, 'schedules are as declared');
    };
    await client.withAbortSignal(signal, () => client.withDeadline(Date.now() + DEADLINE_MS, reconcile));
  });
}

/** Reconciles once, however long Temporal is away; the worker starts meanwhile. */
export function startReconciling(options: ReconcileOptions): Loop {
  return startUntilDone({
    name: 'reconciling schedules',
    retryMs: RETRY_MS,
    logger: options.logger,
    attempt: (signal) => reconcileSchedules({ ...options, signal }),
  });
}
