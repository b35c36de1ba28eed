import type { JobFence, JobWorkflow, PassLimit } from '../../platform/jobs/jobs.contract.ts';
import type { BatchSettings } from '../email/batch/batch.contract.ts';

/** What the schedule, the workflow and the activities agree on about weekly digests. Pure: types and constants only. */

export const DIGEST_JOB = 'digest';
/** Name of the workflow, exported under it. */
export const SEND_DIGESTS: JobWorkflow<SendDigestsInput> = 'sendDigests';

/** Input of the workflow. */
export interface SendDigestsInput extends BatchSettings {
  /** ISO 8601: digests whose hour has come by then are sent. */
  dueAt: string;
}

export interface FillDigestsInput extends PassLimit {
  fence: JobFence;
  dueAt: string;
}

export interface DigestActivities {
  /**
   * Writes the digests that are due into the ledger, page by page.
   * @returns whether there are any; without, the job has ended or belongs to another run. `more` when the time of the pass was up
   */
  fillDigests(input: FillDigestsInput): Promise<boolean | 'more'>;
}
