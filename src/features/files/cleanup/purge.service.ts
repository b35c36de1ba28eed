import { sql } from 'kysely';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import { abortUploads } from '../made/made-files.service.ts';
import { abandon } from '../upload/upload.ledger.ts';

/** Keys of one call to the storage. */
const PAGE = 500;

/** Gives up what was being stored by processes that are gone. Returns how many objects. */
export async function releaseLeases(em: Em): Promise<number> {
  return await transact(em, async (tx) => {
    const expired = await rows<{ key: string }>(
      tx,
      sql`select key from stored_object where state = 'writing' and lease_until < now()
          order by lease_until limit ${PAGE} for update skip locked`,
    );
    await abandon(
      tx,
      expired.map(({ key }) => key),
    );
    return expired.length;
  });
}

/**
 * Removes the bytes of a page of garbage. A row goes only once the storage has confirmed; keys are never used twice, so a crash
 * in between only asks again.
 * @returns how many objects it looked at, and how many are gone
 */
export async function purgePage(
  em: Em,
  storage: Storage,
  signal: AbortSignal,
): Promise<{ found: number; purged: number }> {
  const garbage = await rows<{ key: string }>(
    em,
    sql`select key from stored_object where state = 'garbage' and garbage_at <= now() order by garbage_at limit ${PAGE}`,
  );
  const keys = garbage.map(({ key }) => key);
  if (keys.length === 0) return { found: 0, purged: 0 };
  // What was written as a stream may have been left in parts, which are no object.
  for (const key of keys) if (!key.startsWith('files/')) await abortUploads(storage, key, signal);
  const failed = new Set((await storage.deleteMany(keys, { signal })).map(({ key }) => key));
  const gone = keys.filter((key) => !failed.has(key));
  await run(em, sql`delete from stored_object where key = any(${gone}::text[]) and state = 'garbage'`);
  // One that is refused comes back later and later, and does not hold the others up.
  await run(
    em,
    sql`update stored_object set attempts = attempts + 1,
          garbage_at = now() + least(interval '1 day', interval '1 minute' * power(2, least(attempts, 20)))
        where key = any(${[...failed]}::text[]) and state = 'garbage'`,
  );
  return { found: keys.length, purged: gone.length };
}

/** Forgets deleted files whose bytes are gone. Returns how many. */
export async function forgetFiles(em: Em): Promise<number> {
  return await run(
    em,
    sql`delete from file where id in (
          select id from file f where deleted_at is not null
            and not exists (select from stored_object o where o.file_id = f.id) limit ${PAGE})`,
  );
}
