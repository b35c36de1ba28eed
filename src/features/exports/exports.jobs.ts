import type { Em } from '../../platform/db/sql.ts';
import { createEnqueue } from '../../platform/jobs/enqueue.ts';
import type { JobType, SettledJob } from '../../platform/jobs/job-type.ts';
import { LEFT_TO_DISPATCHER } from '../../platform/jobs/launch.ts';
import { giveUpMade } from '../files/made/made-files.service.ts';
import { EXPORT_JOB, RUN_EXPORT, type RunExportInput } from './exports.contract.ts';

const enqueue = createEnqueue(LEFT_TO_DISPATCHER);

/** One export. What to export is in the row of `export` with the same id. */
export const exportJobType: JobType<RunExportInput> = {
  type: EXPORT_JOB,
  workflow: RUN_EXPORT,
  taskQueue: 'interactive',
  onSettled: (tx: Em, job: SettledJob) => giveUpMade(tx, enqueue, job.id),
};
