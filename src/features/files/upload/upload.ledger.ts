import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '../../../platform/db/ids.ts';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import type { AcceptedFile } from './spool.ts';

/**
 * Rows of an upload in progress. Room is reserved and each object has its row before its first byte is sent, so whatever a crash
 * leaves is found by its lease.
 */

/** Longer than storing the files of one request takes, with all attempts. */
const LEASE = sql`interval '10 minutes'`;

export interface ReservedFile {
  id: string;
  key: string;
  file: AcceptedFile;
}

export type Reservation = ReservedFile | { existing: string } | { twinOf: number } | { refused: 'quota_exceeded' };

/** Keys are made of the file's id and never used twice. They contain no user and no name. */
export function objectKey(fileId: string, version: number, variant: string): string {
  return `files/${fileId}/${version}/${variant}-${randomBytes(8).toString('hex')}`;
}

/**
 * Locks the row of what a user stores until the transaction ends.
 * @returns bytes left; negative when more is stored than allowed
 */
async function lockRoom(tx: Em, userId: string, quotaBytes: number): Promise<number> {
  await run(tx, sql`insert into user_storage (user_id) values (${userId}) on conflict do nothing`);
  const storage = await row<{ free: string }>(
    tx,
    sql`select coalesce(quota_bytes, ${quotaBytes}) - used_bytes - reserved_bytes as free
        from user_storage where user_id = ${userId} for update`,
  );
  return Number(storage?.free ?? 0);
}

/** Files of the user with the same bytes, by hash in hex. Files whose processing failed are left out. */
async function findSame(tx: Em, userId: string, hashes: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; sha256: string }>(
    tx,
    sql`select distinct on (sha256) id, encode(sha256, 'hex') as sha256 from file
        where owner_id = ${userId} and kind = 'upload' and deleted_at is null and status <> 'failed'
          and sha256 = any(select decode(hash, 'hex') from unnest(${[...hashes]}::text[]) as hash)
        order by sha256, id`,
  );
  return new Map(found.map((file) => [file.sha256, file.id]));
}

/**
 * Decides on each file in turn, and reserves room for those to be stored.
 * @returns one entry for each file, in their order; `twinOf` is the place of a file with the same bytes
 */
export async function reserve(
  tx: Em,
  userId: string,
  files: readonly AcceptedFile[],
  quotaBytes: number,
): Promise<Reservation[]> {
  let free = await lockRoom(tx, userId, quotaBytes);
  const same = await findSame(
    tx,
    userId,
    files.map((file) => file.sha256),
  );
  const places = new Map<string, number>();
  const reservations = files.map((file, place): Reservation => {
    const existing = same.get(file.sha256);
    if (existing !== undefined) return { existing };
    const twinOf = places.get(file.sha256);
    if (twinOf !== undefined) return { twinOf };
    if (file.size > free) return { refused: 'quota_exceeded' };
    free -= file.size;
    places.set(file.sha256, place);
    const id = newId();
    return { id, key: objectKey(id, 1, 'original'), file };
  });
  const reserved = reservations.filter((entry) => 'key' in entry);
  await run(
    tx,
    sql`with object as (
          insert into stored_object (key, file_id, owner_id, variant, version, bytes, content_type, sha256, state, lease_until)
          select key, file_id, ${userId}, 'original', 1, bytes, content_type, decode(sha256, 'hex'), 'writing', now() + ${LEASE}
          from unnest(${reserved.map(({ key }) => key)}::text[], ${reserved.map(({ id }) => id)}::uuid[],
            ${reserved.map(({ file }) => file.size)}::bigint[], ${reserved.map(({ file }) => file.contentType)}::text[],
            ${reserved.map(({ file }) => file.sha256)}::text[]) as new (key, file_id, bytes, content_type, sha256)
          returning bytes)
        update user_storage set reserved_bytes = reserved_bytes + (select coalesce(sum(bytes), 0) from object)
        where user_id = ${userId}`,
  );
  return reservations;
}

/** Returns the room of objects that will not be stored, and leaves any bytes of them to the purge. */
export async function abandon(tx: Em, keys: readonly string[]): Promise<void> {
  await run(
    tx,
    sql`with given_up as (
          update stored_object set state = 'garbage', lease_until = null, garbage_at = now()
          where key = any(${[...keys]}::text[]) and state = 'writing' returning owner_id, bytes, variant),
        freed as (select owner_id, sum(bytes) as bytes from given_up where variant = 'original' group by owner_id)
        update user_storage set reserved_bytes = reserved_bytes - freed.bytes from freed where user_id = freed.owner_id`,
  );
}

/**
 * Makes stored objects files. If another request has stored the same bytes meanwhile, its file stays and ours is given up.
 * @returns the ids by place, of the new file or of the existing one; null when a lease ended before its object was whole
 */
export async function commit(
  tx: Em,
  userId: string,
  reserved: readonly ReservedFile[],
  options: { jobId: string; scan: 'pending' | 'skipped' },
): Promise<{ id: string; isNew: boolean }[] | null> {
  await lockRoom(tx, userId, 0);
  const same = await findSame(
    tx,
    userId,
    reserved.map(({ file }) => file.sha256),
  );
  const results = reserved.map(({ id, file }) => ({ id: same.get(file.sha256) ?? id, isNew: !same.has(file.sha256) }));
  const fresh = reserved.filter((_, place) => results[place]?.isNew);
  await abandon(
    tx,
    reserved.filter((_, place) => !results[place]?.isNew).map(({ key }) => key),
  );
  const live = await rows(
    tx,
    sql`update stored_object set state = 'live', lease_until = null
        where key = any(${fresh.map(({ key }) => key)}::text[]) and state = 'writing' returning key`,
  );
  if (live.length !== fresh.length) return null;
  await run(
    tx,
    sql`with new as (
          insert into file (id, owner_id, kind, name, content_type, size, sha256, scan, job_id)
          select id, ${userId}, 'upload', name, content_type, size, decode(sha256, 'hex'), ${options.scan}, ${options.jobId}
          from unnest(${fresh.map(({ id }) => id)}::uuid[], ${fresh.map(({ file }) => file.name)}::text[],
            ${fresh.map(({ file }) => file.contentType)}::text[], ${fresh.map(({ file }) => file.size)}::bigint[],
            ${fresh.map(({ file }) => file.sha256)}::text[]) as given (id, name, content_type, size, sha256)
          returning size)
        update user_storage set used_bytes = used_bytes + added.bytes, reserved_bytes = reserved_bytes - added.bytes,
          file_count = file_count + added.files
        from (select coalesce(sum(size), 0) as bytes, count(*)::int as files from new) as added where user_id = ${userId}`,
  );
  return results;
}
