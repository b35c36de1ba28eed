import type { JobFence, JobWorkflow, PassEnd, PassLimit } from '../../../platform/jobs/jobs.contract.ts';

/** What the API, the workflow and the activities agree on about calls whose prices were corrected. Pure: types and constants only. */

export const CALL_CORRECTION_JOB = 'call_correction';
/** Name of the workflow, exported under it. */
export const CORRECT_CALLS: JobWorkflow<CorrectCallsInput> = 'correctCalls';

/** Input of the workflow. The calls themselves are marked rows; a run takes those that others marked too. */
export interface CorrectCallsInput {
  /** How many the job was made for, for the display of progress. */
  calls: number;
}

export interface CorrectMarkedInput extends CorrectCallsInput, PassLimit {
  fence: JobFence;
}

export interface CallActivities {
  /** Computes marked calls again, page by page, and ends the job with the last page. */
  correctMarked(input: CorrectMarkedInput): Promise<PassEnd>;
}
