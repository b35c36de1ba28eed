import { sql } from 'kysely';
import { type Em, rows, run } from '../../platform/db/sql.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { removeObjects } from './objects-of-export.ts';

const INTERVAL_MS = 60_000;
/** Exports of one round. */
const PAGE = 100;

/**
 * Removes the bytes of exports that have expired, ended without a file, or whose user is gone. The row forgets its object only
 * when the storage has, so any number of programs may do it, and a crash repeats it.
 * @returns how many exports it went through
 */
export async function purgeExports(em: Em, storage: Storage): Promise<number> {
  const due = await rows<{ id: string }>(
    em,
    sql`select id from export where purge_at <= now() order by purge_at limit ${PAGE}`,
  );
  for (const { id } of due) {
    await removeObjects(storage, id);
    await run(em, sql`update export set object_key = null, purge_at = null where id = ${id} and purge_at <= now()`);
  }
  return due.length;
}

export function startExportPurge(options: { em(): Em; storage: Storage; logger: Logger }): Loop {
  return startLoop({
    name: 'export-purge',
    intervalMs: INTERVAL_MS,
    logger: options.logger,
    round: async () => (await purgeExports(options.em(), options.storage)) === PAGE,
  });
}
