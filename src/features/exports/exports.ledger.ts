import { sql } from 'kysely';
import { lockName } from '../../platform/db/advisory-lock.ts';
import { type Em, row, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import { beginRun, succeedRun } from '../../platform/jobs/fence.ts';
import type { JobFence } from '../../platform/jobs/jobs.contract.ts';
import { publishMade } from '../files/made/made-files.service.ts';
import type { ExportSpec } from './exports.contract.ts';
import { lineWaitMs, RUNNING_PER_USER } from './exports.domain.ts';

/** An export that this run writes. */
export interface BegunExport {
  id: string;
  requestedBy: string;
  spec: ExportSpec;
}

/** `wait`: the user has enough exports in progress. `over`: the job has ended, or another run has it. */
export type Beginning = { begun: BegunExport } | { waitMs: number } | 'over';

/**
 * How many exports of the user are being written, and how many come before this one. Critical exports wait in a line of their own.
 */
async function lineOf(tx: Em, exportId: string): Promise<{ running: number; ahead: number }> {
  const line = await row<{ running: number; ahead: number }>(
    tx,
    sql`select count(*) filter (where other.status = 'running')::int as running,
          count(*) filter (where other.status = 'queued' and other.id < job.id
            and coalesce(other.run_at <= now(), true))::int as ahead
        from job join job other on other.requested_by = job.requested_by and other.type = 'export'
          and other.status in ('queued', 'running') and other.id <> job.id
          and (other.priority = 'critical') = (job.priority = 'critical')
        where job.id = ${exportId}`,
  );
  return line ?? { running: 0, ahead: 0 };
}

/** Takes the job for this run, unless its user has {@link RUNNING_PER_USER} others in progress. */
export async function beginExport(em: Em, fence: JobFence, attempt: number): Promise<Beginning> {
  return await transact(em, async (tx): Promise<Beginning> => {
    const found = await row<BegunExport>(
      tx,
      sql`select id, requested_by as "requestedBy", spec from export where id = ${fence.jobId}`,
    );
    if (!found) return 'over';
    // Of two runs that start at once, the second one counts the first.
    await lockName(tx, `exports:${found.requestedBy}`);
    const { running, ahead } = await lineOf(tx, found.id);
    if (running >= RUNNING_PER_USER) return { waitMs: lineWaitMs(ahead) };
    return (await row(tx, beginRun(fence, attempt))) ? { begun: found } : 'over';
  });
}

export interface Publication {
  takenAt: Date;
  rows: number;
  /** Texts that were cut to the longest that the format allows. */
  cutCells: number;
  /** Characters that no font of the file has. */
  substitutes: number;
  key: string;
  fileName: string;
  contentType: string;
  bytes: number;
  sha256: string;
}

/**
 * Ends the job and publishes its file in one transaction, so that users see both or neither.
 * @returns until when the file is kept; undefined when the fence does not hold
 */
export async function publishExport(
  tx: Em,
  fence: JobFence,
  { requestedBy, spec: { keepHours, signInOnly = false } }: BegunExport,
  file: Publication,
): Promise<Date | undefined> {
  const { rows, cutCells, substitutes, bytes, fileName, contentType, sha256, key } = file;
  const { jobId } = fence;
  const result = {
    rows,
    cutCells,
    substitutes,
    bytes,
    fileName,
    sha256,
    export: `/api/jobs/export/${jobId}`,
    fileId: jobId,
  };
  if (!(await row(tx, succeedRun(fence, result)))) return undefined;
  const expiresAt = await publishMade(tx, {
    id: jobId,
    ownerId: requestedBy,
    kind: 'export',
    name: fileName,
    contentType,
    size: bytes,
    sha256,
    key,
    jobId,
    keepHours,
    signInOnly,
  });
  await run(
    tx,
    sql`update export set taken_at = ${file.takenAt}, row_count = ${rows}, file_name = ${fileName},
          content_type = ${contentType}, bytes = ${bytes}, sha256 = ${sha256}, expires_at = ${expiresAt}
        where id = ${jobId}`,
  );
  return expiresAt;
}
