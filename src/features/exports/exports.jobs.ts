import type { Em } from '../../platform/db/sql.ts';
import type { JobType, SettledJob } from '../../platform/jobs/job-type.ts';
import { EXPORT_JOB, RUN_EXPORT, type RunExportInput } from './exports.contract.ts';
import { keepObjects, leaveObjects } from './exports.ledger.ts';

/** One export. What it is to hold is in the row `export` of the same id. */
export const exportJobType: JobType<RunExportInput> = {
  type: EXPORT_JOB,
  workflow: RUN_EXPORT,
  taskQueue: 'interactive',
  onSettled: (tx: Em, job: SettledJob) => leaveObjects(tx, job.id),
  onRequeued: keepObjects,
};
