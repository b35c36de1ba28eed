import type { Em } from '../../platform/db/sql.ts';
import type { JobType, SettledJob } from '../../platform/jobs/job-type.ts';
import type { NoInput } from '../../platform/jobs/jobs.contract.ts';
import { EXPORT_JOB, RUN_EXPORT } from './exports.contract.ts';
import { keepObjects, leaveObjects } from './exports.ledger.ts';

/** One export. What it is to hold is in the row `export` of the same id. */
export const exportJobType: JobType<NoInput> = {
  type: EXPORT_JOB,
  workflow: RUN_EXPORT,
  taskQueue: 'bulk',
  onSettled: (tx: Em, job: SettledJob) => leaveObjects(tx, job.id),
  onRequeued: keepObjects,
};
