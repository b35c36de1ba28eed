import { sql } from 'kysely';
import { type Em, run } from '../../platform/db/sql.ts';
import type { JobType, SettledJob } from '../../platform/jobs/job-type.ts';
import {
  PROCESS_FILES,
  PROCESS_JOB,
  type ProcessFilesInput,
  PURGE_FILES,
  PURGE_JOB,
  type PurgeFilesInput,
} from './files.contract.ts';

/** Fails the files that the ended job did not process. Their owner still has the originals. */
async function settle(tx: Em, job: SettledJob): Promise<void> {
  const code = job.status === 'cancelled' ? 'processing_cancelled' : 'processing_failed';
  const message = job.error?.message ?? 'The processing was cancelled';
  await run(
    tx,
    sql`update file set status = 'failed', error_code = ${code}, error_message = ${message}
        where job_id = ${job.id} and status = 'processing'`,
  );
}

async function requeue(tx: Em, jobId: string): Promise<void> {
  await run(
    tx,
    sql`update file set status = 'processing', error_code = null, error_message = null, process_attempts = 0
        where job_id = ${jobId} and status = 'failed' and error_code in ('processing_cancelled', 'processing_failed')`,
  );
}

/** Processes all files of one upload. */
export const processJobType: JobType<ProcessFilesInput> = {
  type: PROCESS_JOB,
  workflow: PROCESS_FILES,
  taskQueue: 'bulk',
  onSettled: settle,
  onRequeued: requeue,
};

/** Removes the bytes of deleted files. */
export const purgeJobType: JobType<PurgeFilesInput> = {
  type: PURGE_JOB,
  workflow: PURGE_FILES,
  taskQueue: 'bulk',
  outlivesRequester: true,
};
