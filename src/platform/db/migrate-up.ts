import { setTimeout as sleep } from 'node:timers/promises';
import { databaseFailure } from './failures.ts';
import type { Orm } from './orm.ts';

/** Between two tries others get the lock, and what they held goes on. Together some five minutes. */
const TRIES = 100;
const WAIT_MS = 1_000;

export interface MigrateOptions {
  /** Told before each further try, with what was in the way. */
  onWait(error: Error): void;
  waitMs?: number;
}

/**
 * Applies the migrations that are missing, each by itself. One that does not get its lock within the `lock_timeout` of the
 * connection lets everybody else through and is tried again.
 * @returns how many it applied
 * @throws what a migration throws; those before it are applied
 */
export async function migrateUp(orm: Orm, { onWait, waitMs = WAIT_MS }: MigrateOptions): Promise<number> {
  const before = (await orm.migrator.getExecuted()).length;
  for (let tries = 1; ; tries += 1) {
    try {
      await orm.migrator.up();
      return (await orm.migrator.getExecuted()).length - before;
    } catch (error) {
      if (databaseFailure(error) !== 'busy' || tries >= TRIES) throw error;
      onWait(error as Error);
      await sleep(waitMs);
    }
  }
}
