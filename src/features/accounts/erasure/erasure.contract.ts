import type { JobFence, JobWorkflow, PassLimit } from '../../../platform/jobs/jobs.contract.ts';

/** What the API, the workflow and the activity agree on about deleting accounts. Pure: types and constants only. */

export const ERASURE_JOB = 'account_deletion';
/** Name of the workflow, exported under it. */
export const ERASE_ACCOUNT: JobWorkflow<EraseAccountInput> = 'eraseAccount';

export const DELETION_STATUSES = ['queued', 'running', 'completed'] as const;
export type DeletionStatus = (typeof DELETION_STATUSES)[number];

/** Input of the workflow. Whose account it is stands in the receipt, found by the id of the job: history names no one. */
export interface EraseAccountInput {
  /**
   * Milliseconds after the request until nothing of the person can be written any more: requests under way and other
   * instances' memory of their sessions are over. Steps look once more after that.
   */
  graceMs: number;
}

/** For deletions of releases that did not carry it: longer than any of theirs. */
export const ERASE_DEFAULTS: EraseAccountInput = { graceMs: 60_000 };

export interface EraseInput extends EraseAccountInput, PassLimit {
  fence: JobFence;
}

export interface ErasureActivities {
  /**
   * Runs all steps once, page by page. `finished` when nothing of the person is left and the receipt is complete, or when the
   * job is not this run's any more. `more` when only the time of the pass was up, so that it wants to be called again at once; else
   * something has to end first, and it wants to be called again later.
   */
  eraseOnce(input: EraseInput): Promise<{ finished: boolean; more?: boolean }>;
}

/** Types of the failures; they are the job's error codes too. */
export const ERASURE_ERRORS = {
  /** A step threw: retried. */
  step: 'erase_step_failed',
  /** Something of the person did not end within days. Not retried but by a person. */
  incomplete: 'erasure_incomplete',
} as const;
