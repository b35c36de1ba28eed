import { sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import type { JobStatus } from '../../../platform/jobs/jobs.contract.ts';
import { sha256 } from '../../../platform/secrets.ts';
import type { DeletionStatus } from './erasure.contract.ts';

export interface ReceiptRow {
  id: string;
  status: DeletionStatus;
  counts: Record<string, number>;
  requested_at: Date;
  completed_at: Date | null;
}

export interface DeletionRow extends ReceiptRow {
  user_id: string;
  requested_by: string | null;
  job_id: string;
  /** Null when the job has been cleaned away. */
  job_status: JobStatus | null;
}

const RECEIPT = sql`d.id, d.status, d.counts, d.requested_at, d.completed_at`;

/** Looked up by its hash: how long that takes tells nothing about any other token. */
export async function findReceipt(em: Em, token: string): Promise<ReceiptRow | undefined> {
  return await row(em, sql`select ${RECEIPT} from account_deletion d where d.token_hash = ${sha256(token)}`);
}

/** Newest first, below `before`. */
export async function listDeletions(
  em: Em,
  open: boolean | undefined,
  limit: number,
  before: string | null,
): Promise<DeletionRow[]> {
  const conditions = [sql`true`];
  if (before !== null) conditions.push(sql`d.id < ${before}`);
  if (open !== undefined) conditions.push(open ? sql`d.completed_at is null` : sql`d.completed_at is not null`);
  return await rows(
    em,
    sql`select ${RECEIPT}, d.user_id, d.requested_by, d.job_id, j.status as job_status
        from account_deletion d left join job j on j.id = d.job_id
        where ${sql.join(conditions, sql` and `)} order by d.id desc limit ${limit}`,
  );
}
