import type { JobType } from '../../../platform/jobs/job-type.ts';
import { ERASE_ACCOUNT, ERASURE_JOB } from './erasure.contract.ts';

/** The deletion of one account, as a job. */
export const erasureJobType: JobType = {
  type: ERASURE_JOB,
  workflow: ERASE_ACCOUNT,
  taskQueue: 'bulk',
  outlivesRequester: true,
};
