import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { beginRun, holds, succeedRun } from '../../../platform/jobs/fence.ts';
import type { JobFence } from '../../../platform/jobs/jobs.contract.ts';
import type { MadeVariant, MediaFault } from '../../../platform/media/media.contract.ts';
import type { ScanState } from '../files.contract.ts';

/** Processes that a file may kill before it is given up. */
const MAX_CRASHES = 3;
const LEASE = sql`interval '10 minutes'`;

export interface FileToProcess {
  id: string;
  ownerId: string;
  contentType: string;
  size: number;
  version: number;
  scan: ScanState;
  /** Null when its object is lost. */
  key: string | null;
}

/**
 * Takes the job for this run.
 * @returns false when the job is no longer this run's
 */
export async function beginProcessing(em: Em, fence: JobFence, attempt: number): Promise<boolean> {
  return (await row(em, beginRun(fence, attempt))) !== undefined;
}

/** The unfinished files of the job, oldest first. */
export async function findUnprocessed(em: Em, jobId: string): Promise<FileToProcess[]> {
  const found = await rows<Omit<FileToProcess, 'size'> & { size: string }>(
    em,
    sql`select f.id, f.owner_id as "ownerId", f.content_type as "contentType", f.size::text as size, f.version, f.scan, o.key
        from file f left join stored_object o on o.file_id = f.id and o.variant = 'original' and o.state = 'live'
        where f.job_id = ${jobId} and f.status = 'processing' and f.deleted_at is null order by f.id`,
  );
  return found.map((file) => ({ ...file, size: Number(file.size) }));
}

/**
 * Records, before a byte is decoded, that this process tries the file.
 * @returns `crashed` when the file has killed too many processes, `gone` when it was deleted meanwhile
 */
export async function claimFile(em: Em, fileId: string): Promise<'claimed' | 'crashed' | 'gone'> {
  const file = await row<{ attempts: number }>(
    em,
    sql`update file set process_attempts = process_attempts + 1
        where id = ${fileId} and status = 'processing' and deleted_at is null returning process_attempts as attempts`,
  );
  if (file === undefined) return 'gone';
  return file.attempts > MAX_CRASHES ? 'crashed' : 'claimed';
}

/** Takes the try back, since the file was not at fault. */
export async function releaseFile(em: Em, fileId: string): Promise<void> {
  await run(
    em,
    sql`update file set process_attempts = greatest(0, process_attempts - 1) where id = ${fileId} and status = 'processing'`,
  );
}

/** Records the verdict of the scanner, whatever becomes of the file. */
export async function recordScan(em: Em, fileId: string, scan: ScanState): Promise<void> {
  await run(em, sql`update file set scan = ${scan} where id = ${fileId}`);
}

export interface ReservedVariant extends MadeVariant {
  key: string;
}

/** Records the objects of variants before their first byte is sent. */
export async function reserveVariants(
  em: Em,
  file: FileToProcess,
  variants: readonly ReservedVariant[],
): Promise<void> {
  await run(
    em,
    sql`insert into stored_object (key, file_id, owner_id, variant, version, bytes, content_type, sha256, width, height, state, lease_until)
        select key, ${file.id}, ${file.ownerId}, variant, 1, bytes, 'image/webp', decode(sha256, 'hex'), width, height,
          'writing', now() + ${LEASE}
        from unnest(${variants.map(({ key }) => key)}::text[], ${variants.map(({ variant }) => variant)}::text[],
          ${variants.map(({ size }) => size)}::bigint[], ${variants.map(({ sha256 }) => sha256)}::text[],
          ${variants.map(({ width }) => width)}::int[], ${variants.map(({ height }) => height)}::int[])
          as made (key, variant, bytes, sha256, width, height)`,
  );
}

/** Condition for writing: the fence holds the job, and the file still waits in it. */
const CURRENT = (fence: JobFence, fileId: string) =>
  sql`file.id = ${fileId} and file.job_id = ${fence.jobId} and file.status = 'processing' and file.deleted_at is null
      and exists (select from job where ${holds(fence)})`;

/**
 * Makes the file ready and its variants live, and counts their bytes, all in the transaction of `tx`.
 * @returns false when the file was deleted or its job was lost
 */
export async function finishFile(
  tx: Em,
  fence: JobFence,
  file: FileToProcess,
  meta: Record<string, unknown>,
  variants: readonly ReservedVariant[],
): Promise<boolean> {
  const ready = await run(
    tx,
    sql`update file set status = 'ready', meta = ${JSON.stringify(meta)}::jsonb, ready_at = now(), error_code = null,
          error_message = null where ${CURRENT(fence, file.id)}`,
  );
  const state = ready === 1 ? sql`'live'` : sql`'garbage'`;
  const moved = await rows<{ bytes: string }>(
    tx,
    sql`update stored_object set state = ${state}, lease_until = null, garbage_at = ${ready === 1 ? null : sql`now()`}
        where key = any(${variants.map(({ key }) => key)}::text[]) and state = 'writing' returning bytes::text as bytes`,
  );
  if (ready === 1) {
    const bytes = moved.reduce((sum, object) => sum + Number(object.bytes), 0);
    await run(tx, sql`update user_storage set used_bytes = used_bytes + ${bytes} where user_id = ${file.ownerId}`);
    await countProgress(tx, fence);
  }
  return ready === 1;
}

/** Fails this file only. Its owner still has the original. */
export async function failFile(tx: Em, fence: JobFence, fileId: string, fault: MediaFault): Promise<void> {
  const failed = await run(
    tx,
    sql`update file set status = 'failed', error_code = ${fault.code}, error_message = ${fault.message.slice(0, 500)}
        where ${CURRENT(fence, fileId)}`,
  );
  if (failed === 1) await countProgress(tx, fence);
}

async function countProgress(tx: Em, fence: JobFence): Promise<void> {
  await run(
    tx,
    sql`update job set updated_at = now(), progress_done = counts.done, progress_total = counts.total
        from (select count(*) filter (where status <> 'processing')::int as done, count(*)::int as total
              from file where job_id = ${fence.jobId}) as counts where ${holds(fence)}`,
  );
}

/**
 * Ends the job once no file of it is left.
 * @returns false when one is left
 */
export async function finishProcessing(em: Em, fence: JobFence): Promise<boolean> {
  const left = await row<{ processing: number; ready: number; failed: number }>(
    em,
    sql`select count(*) filter (where status = 'processing' and deleted_at is null)::int as processing,
          count(*) filter (where status = 'ready')::int as ready, count(*) filter (where status = 'failed')::int as failed
        from file where job_id = ${fence.jobId}`,
  );
  if (left === undefined || left.processing > 0) return false;
  await run(em, succeedRun(fence, { ready: left.ready, failed: left.failed }));
  return true;
}
