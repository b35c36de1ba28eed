import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import type { Enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import type { FileKind } from '../files.contract.ts';
import { purgeSoon } from '../files.service.ts';

/**
 * Files that the system makes for a user. As for uploads, each object has its row before its first byte. They do not count against
 * the quota.
 */

/** After this time an object of a dead process is given up. */
const LEASE = sql`interval '10 minutes'`;
/** How often a writing process renews its lease: well within the lease. */
export const KEEP_LEASE_EVERY_MS = 60_000;
/** Within this time a process that still writes has noticed that its job has ended. */
const LEAVE_SECONDS = 60;

export interface MadeFile {
  id: string;
  ownerId: string;
  kind: Exclude<FileKind, 'upload'>;
  name: string;
  contentType: string;
  size: number;
  /** In hex. */
  sha256: string;
  /** Key of its object, as given to {@link reserveMade}. */
  key: string;
  jobId: string;
  keepHours: number;
  /** Only the owner can download it, signed in: there are no links to it. */
  signInOnly: boolean;
}

/** Records the object that is about to be written. */
export async function reserveMade(em: Em, object: { fileId: string; ownerId: string; key: string }): Promise<void> {
  await run(
    em,
    sql`insert into stored_object (key, file_id, owner_id, variant, version, bytes, content_type, sha256, state, lease_until)
        values (${object.key}, ${object.fileId}, ${object.ownerId}, 'original', 1, 0, 'application/octet-stream', '', 'writing',
          now() + ${LEASE})`,
  );
}

/** Renews the lease: the object is still being written. */
export async function keepLease(em: Em, key: string): Promise<void> {
  await run(em, sql`update stored_object set lease_until = now() + ${LEASE} where key = ${key} and state = 'writing'`);
}

/**
 * Makes a written object a file, in the transaction that ends its job.
 * @returns until when the file is kept
 * @throws when the lease of the object has ended
 */
export async function publishMade(tx: Em, file: MadeFile): Promise<Date> {
  const hash = sql`decode(${file.sha256}, 'hex')`;
  const published = await row<{ expiresAt: Date }>(
    tx,
    sql`with object as (
          update stored_object set state = 'live', lease_until = null, bytes = ${file.size}, sha256 = ${hash},
            content_type = ${file.contentType}
          where key = ${file.key} and state = 'writing' returning file_id)
        insert into file (id, owner_id, kind, name, content_type, size, sha256, status, scan, job_id, ready_at, expires_at,
          sign_in_only)
        select ${file.id}, ${file.ownerId}, ${file.kind}, ${file.name}, ${file.contentType}, ${file.size}, ${hash}, 'ready', 'skipped',
          ${file.jobId}, now(), now() + make_interval(hours => ${file.keepHours}::int),
          ${file.signInOnly}
        from object where file_id = ${file.id} returning expires_at as "expiresAt"`,
  );
  if (published === undefined) throw new Error(`the object ${file.key} was given up`);
  return published.expiresAt;
}

/** Removes an unpublished object, and its row. */
export async function dropMade(em: Em, storage: Storage, key: string): Promise<void> {
  await storage.delete(key);
  await run(em, sql`delete from stored_object where key = ${key} and state <> 'live'`);
}

/** Removes all objects of an unpublished file below `prefix`, finished or not, which dead attempts have left. */
export async function dropAllMade(
  em: Em,
  storage: Storage,
  { fileId, prefix, signal }: { fileId: string; prefix: string; signal: AbortSignal },
): Promise<void> {
  await abortUploads(storage, prefix, signal);
  for (let cursor: string | undefined; ; ) {
    const objects = await storage.list(prefix, { cursor, signal });
    const [failed] = await storage.deleteMany(
      objects.items.map(({ key }) => key),
      { signal },
    );
    if (failed) throw new Error(`the storage keeps ${failed.key}: ${failed.reason}`);
    if (objects.next === null) break;
    cursor = objects.next;
  }
  await run(em, sql`delete from stored_object where file_id = ${fileId} and state <> 'live'`);
}

/** Frees what unfinished uploads below a prefix hold. */
export async function abortUploads(storage: Storage, prefix: string, signal?: AbortSignal): Promise<void> {
  for (let cursor: string | undefined; ; ) {
    const unfinished = await storage.listIncomplete(prefix, { cursor, signal });
    for (const upload of unfinished.items) await storage.abortIncomplete(upload, { signal });
    if (unfinished.next === null) return;
    cursor = unfinished.next;
  }
}

/** The job of a file ended without it: gives up the objects of its attempts, once none writes any longer. */
export async function giveUpMade(tx: Em, enqueue: Enqueue, fileId: string): Promise<void> {
  const left = await rows(
    tx,
    sql`update stored_object set state = 'garbage', lease_until = null, garbage_at = now() + make_interval(secs => ${LEAVE_SECONDS})
        where file_id = ${fileId} and state = 'writing' returning key`,
  );
  if (left.length > 0) await purgeSoon(tx, enqueue, LEAVE_SECONDS);
}
