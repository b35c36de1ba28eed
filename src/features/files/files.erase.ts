import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../platform/db/sql.ts';
import type { EraseStep } from '../../platform/erasure/erase-step.ts';
import { createEnqueue } from '../../platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../platform/jobs/launch.ts';
import { deleteFiles, purgeSoon } from './files.service.ts';

const enqueue = createEnqueue(LEFT_TO_DISPATCHER);

async function erase(tx: Em, userId: string, limit: number): Promise<number> {
  const files = await rows<{ id: string }>(
    tx,
    sql`select id from file where owner_id = ${userId} order by id limit ${limit} for update`,
  );
  if (files.length > 0) {
    const ids = files.map(({ id }) => id);
    await deleteFiles(tx, ids);
    await run(tx, sql`delete from file where id = any(${ids}::uuid[])`);
    await purgeSoon(tx, enqueue);
    return files.length;
  }
  // Only after the last object, since an unfinished upload still frees its room in this row.
  return await run(
    tx,
    sql`delete from user_storage s where user_id = ${userId}
          and not exists (select from stored_object o where o.owner_id = s.user_id and o.state = 'writing')`,
  );
}

/** The rows are gone at once. The deletion is complete only when the bytes are gone too. */
async function waits(tx: Em, userId: string): Promise<boolean> {
  return (await row(tx, sql`select from stored_object where owner_id = ${userId} limit 1`)) !== undefined;
}

export const eraseFiles: EraseStep = { name: 'files', erase, waits };
