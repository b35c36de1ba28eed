import type { JobType } from '../../../platform/jobs/job-type.ts';
import { CALL_CORRECTION_JOB, CORRECT_CALLS, type CorrectCallsInput } from './correct-calls.contract.ts';

/** Computing the outcomes of calls again whose prices were corrected or deleted. */
export const callCorrectionJobType: JobType<CorrectCallsInput> = {
  type: CALL_CORRECTION_JOB,
  workflow: CORRECT_CALLS,
  taskQueue: 'bulk',
};
