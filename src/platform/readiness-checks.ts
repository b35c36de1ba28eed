import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import type { Orm } from './db/orm.ts';
import { row } from './db/sql.ts';
import type { ReadinessCheck } from './http/readiness.ts';
import type { Storage } from './storage/storage.ts';

/** Nothing is served without Postgres. */
export function databaseReadiness(orm: Orm): ReadinessCheck {
  return {
    name: 'postgres',
    check: async () => {
      await row(orm.em.fork(), sql`select 1`);
    },
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
