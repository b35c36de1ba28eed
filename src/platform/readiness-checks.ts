import type { Client } from '@temporalio/client';
import type { Orm } from './db/orm.ts';
import { requireUnicode } from './db/text-support.ts';
import type { ReadinessCheck } from './http/readiness.ts';
import type { Storage } from './storage/storage.ts';

/** Nothing is served without Postgres, nor by one that cannot hold all texts. */
export function databaseReadiness(orm: Orm): ReadinessCheck {
  return {
    name: 'postgres',
    check: () => requireUnicode(orm.em.fork()),
  };
}

const TEMPORAL_DEADLINE_MS = 1_500;

/** Work is accepted while Temporal is away, so its absence is shown and does not take the API out of service. */
export function temporalReadiness(client: Client): ReadinessCheck {
  return {
    name: 'temporal',
    required: false,
    check: async () => {
      await client.withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, () => client.workflowService.getSystemInfo({}));
    },
  };
}

/** Only files need it: its absence is shown and does not take the API out of service. */
export function storageReadiness(storage: Storage): ReadinessCheck {
  return { name: 'storage', required: false, check: (signal) => storage.probe({ signal }) };
}

/** A worker that does not poll takes no work, whatever answers. */
export function pollingReadiness(isPolling: () => boolean): ReadinessCheck {
  return {
    name: 'task-queues',
    check: () => (isPolling() ? Promise.resolve() : Promise.reject(new Error('the task queues are not polled'))),
  };
}

/** The same check, shown and not required, and made at most so often: what it said last is said again meanwhile. */
export function shownReadiness({ name, check }: ReadinessCheck, everyMs = 0): ReadinessCheck {
  let last: { at: number; outcome: Promise<void> } | null = null;
  return {
    name,
    required: false,
    check: (signal) => {
      if (last === null || performance.now() - last.at >= everyMs) {
        last = { at: performance.now(), outcome: check(signal) };
      }
      return last.outcome;
    },
  };
}
