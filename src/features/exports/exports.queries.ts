import { sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import type { JobStatus } from '../../platform/jobs/jobs.contract.ts';
import type { ExportSpec } from './exports.contract.ts';

export interface ExportRow {
  id: string;
  requested_by: string;
  spec: ExportSpec;
  created_at: Date;
  taken_at: Date | null;
  row_count: number | null;
  file_name: string | null;
  content_type: string | null;
  /** Bytes, as text: 64 bits. */
  bytes: string | null;
  sha256: string | null;
  expires_at: Date | null;
  /** Status of the job; null once the job was purged. */
  status: JobStatus | null;
  /** Version of the file; null when the file is gone, by the clock of the database. */
  file_version: number | null;
}

const COLUMNS = sql`e.*, j.status, f.version as file_version`;
const FROM = sql`export e left join job j on j.id = e.id
  left join file f on f.id = e.id and f.kind = 'export' and f.deleted_at is null and f.expires_at > now()`;

export async function findExport(em: Em, id: string): Promise<ExportRow | undefined> {
  return await row(em, sql`select ${COLUMNS} from ${FROM} where e.id = ${id}`);
}

/** Exports of a user, newest first, below `before`. */
export async function listExports(
  em: Em,
  userId: string,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<ExportRow[]> {
  const below = before === undefined ? sql`true` : sql`e.id < ${before}`;
  return await rows(
    em,
    sql`select ${COLUMNS} from ${FROM}
        where e.requested_by = ${userId} and ${below} order by e.id desc limit ${limit}`,
  );
}

/** How many exports of a user have not ended. */
export async function countOpen(em: Em, userId: string): Promise<number> {
  const found = await row<{ open: number }>(
    em,
    sql`select count(*)::int as open from job
        where requested_by = ${userId} and type = 'export' and status in ('queued', 'running')`,
  );
  return found?.open ?? 0;
}
