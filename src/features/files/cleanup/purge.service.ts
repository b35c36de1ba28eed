import { sql } from 'kysely';
import { type Em, rows, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import { abortUploads } from '../made/made-files.service.ts';
import { abandon } from '../upload/upload.ledger.ts';

/** Keys of one call to the storage. */
const PAGE = 500;

/**
 * Gives up the objects that dead processes were storing.
 * @returns how many
 */
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
 * Removes the bytes of a page of garbage. A row is deleted only once the storage has confirmed. Keys are never used twice, so after
 * a crash in between the request is repeated without harm.
 * @returns how many objects it read, and how many are gone
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
  // An object written as a stream may have left unfinished parts, which are not objects.
  for (const key of keys) if (!key.startsWith('files/')) await abortUploads(storage, key, signal);
  const failed = new Set((await storage.deleteMany(keys, { signal })).map(({ key }) => key));
  const gone = keys.filter((key) => !failed.has(key));
  await run(em, sql`delete from stored_object where key = any(${gone}::text[]) and state = 'garbage'`);
  // A refused object is tried again later and later, and does not hold up the others.
  await run(
    em,
    sql`update stored_object set attempts = attempts + 1,
          garbage_at = now() + least(interval '1 day', interval '1 minute' * power(2, least(attempts, 20)))
        where key = any(${[...failed]}::text[]) and state = 'garbage'`,
  );
  return { found: keys.length, purged: gone.length };
}

/**
 * Deletes the rows of deleted files whose bytes are gone.
 * @returns how many
 */
export async function forgetFiles(em: Em): Promise<number> {
  return await run(
    em,
    sql`delete from file where id in (
          select id from file f where deleted_at is not null
            and not exists (select from stored_object o where o.file_id = f.id) limit ${PAGE})`,
  );
}
