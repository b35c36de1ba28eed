import type { JobFence } from '../../../platform/jobs/jobs.contract.ts';
import { bulkMailRetry } from '../../jobs/retries.domain.ts';
import type { EmailRetry } from '../email.contract.ts';

/**
 * What workflows and activities agree on about mail in bulk: a batch is the mails of one job in the ledger, sent in pages by
 * one activity. Pure: types and constants only.
 */

/** Limits of the sending of one mail of a batch, in milliseconds: `deadlineMs` < `leaseMs`. They travel with the job. */
export interface BatchTiming {
  deadlineMs: number;
  leaseMs: number;
}

/** Part of the input of every workflow that sends a batch. */
export interface BatchSettings {
  timing: BatchTiming;
  /** Of one mail of the batch. */
  retry: EmailRetry;
}

/** For batches of releases that did not carry it. */
export const BATCH_DEFAULTS: BatchSettings = {
  timing: { deadlineMs: 30_000, leaseMs: 40_000 },
  retry: bulkMailRetry(5_000),
};

export interface DeliverBatchInput extends BatchSettings {
  fence: JobFence;
  /** Milliseconds after which no further pages are claimed; a pass of a workflow that gives none goes on to the end. */
  passMs?: number;
}

/**
 * Why a pass over the batch ended.
 * - `done`: no mail is left to send; the job has succeeded
 * - `waiting`: what is left may be tried again in `waitMs`: refused for now, or perhaps still being sent by another attempt. 0
 *   when the time of the pass is up
 * - `paused`: someone paused it
 * - `lost`: the job belongs to another run, or has ended
 */
export type BatchPass = { state: 'done' | 'paused' | 'lost' } | { state: 'waiting'; waitMs: number };

export interface BatchActivities {
  /** Sends what can be sent now of the batch of a job. */
  deliverBatch(input: DeliverBatchInput): Promise<BatchPass>;
}

/** Signal to the run of a batch: it was resumed, or mails that had failed are to be tried again. A hint; the rows decide. */
export const BATCH_CHANGED = 'batchChanged';
