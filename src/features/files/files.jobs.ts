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

/** Files that a job will not look at any more have failed; their owner still has the original. */
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

/** All files of one upload. */
export const processJobType: JobType<ProcessFilesInput> = {
  type: PROCESS_JOB,
  workflow: PROCESS_FILES,
  taskQueue: 'bulk',
  onSettled: settle,
  onRequeued: requeue,
};

/** The bytes of what was deleted. */
export const purgeJobType: JobType<PurgeFilesInput> = {
  type: PURGE_JOB,
  workflow: PURGE_FILES,
  taskQueue: 'bulk',
  outlivesRequester: true,
};
