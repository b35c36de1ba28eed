import type { JobType } from '../../../platform/jobs/job-type.ts';
import { ERASE_ACCOUNT, ERASURE_JOB, type EraseAccountInput } from './erasure.contract.ts';

/** The deletion of one account, as a job. */
export const erasureJobType: JobType<EraseAccountInput> = {
  type: ERASURE_JOB,
  workflow: ERASE_ACCOUNT,
  taskQueue: 'bulk',
  outlivesRequester: true,
};
