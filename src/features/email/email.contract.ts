import type { JobFence, JobPriority, JobWorkflow } from '../../platform/jobs/jobs.contract.ts';
import { mailRetry } from '../jobs/retries.domain.ts';
import type { TemplateName } from './templates/template-names.contract.ts';

/** What the API, the workflow and the activities agree on about transactional mail. Pure: types and constants only. */

export const EMAIL_JOB = 'email';
/** Name of the workflow, exported under it. */
export const SEND_EMAIL: JobWorkflow<SendEmailInput> = 'sendEmail';

/**
 * - `deferred`: the server refuses it for now; tried again when its batch passes next
 * - `suppressed`: not sent, since the address or the person wants none
 * - `skipped`: not sent, since there was nothing to say, or it had become stale
 */
export const EMAIL_STATUSES = [
  'queued',
  'sending',
  'deferred',
  'sent',
  'failed',
  'cancelled',
  'suppressed',
  'skipped',
] as const;
export type EmailStatus = (typeof EMAIL_STATUSES)[number];

/** How often and how fast a mail is tried again that the server did not refuse for good. */
export interface EmailRetry {
  initialIntervalMs: number;
  maximumIntervalMs: number;
  maximumAttempts: number;
}

/**
 * Limits of one attempt, in milliseconds: `deadlineMs` < `leaseMs` < `attemptTimeoutMs`. They travel with the job, so that
 * API and workers of different configuration still agree about each mail.
 */
export interface EmailTiming {
  /** The whole effect: from the claim of the row to the answer of the server. */
  deadlineMs: number;
  /** For how long no other attempt may send the same mail. */
  leaseMs: number;
  /** When Temporal gives the attempt up and schedules the next. */
  attemptTimeoutMs: number;
}

/** Input of the workflow. The mail itself is in the ledger, found by the id of the job. */
export interface SendEmailInput {
  template: TemplateName;
  priority: JobPriority;
  retry: EmailRetry;
  timing: EmailTiming;
}

/** For mails of releases that did not carry it. */
export const SEND_EMAIL_DEFAULTS: Partial<SendEmailInput> = {
  retry: mailRetry('normal', 5_000),
  timing: { deadlineMs: 30_000, leaseMs: 40_000, attemptTimeoutMs: 60_000 },
};

export interface DeliverEmailInput {
  fence: JobFence;
  retry: EmailRetry;
  timing: EmailTiming;
}

export interface EmailActivities {
  /** One attempt to send the mail of a job: claims its ledger row, renders, sends, and records what became of it. */
  deliverEmail(input: DeliverEmailInput): Promise<void>;
}

/** Types of the failures that `deliverEmail` reports; they are the job's error codes too. */
export const EMAIL_ERRORS = {
  /** 5xx: the server refuses this mail for good. Not retried. */
  rejected: 'smtp_rejected',
  /** 4xx: the server refuses it for now. */
  deferred: 'smtp_deferred',
  /** No connection, no greeting, no log-in, or lost before the end of the message. */
  unreachable: 'smtp_unreachable',
  /** The whole message was handed over and no answer came. */
  uncertain: 'smtp_uncertain',
  /** An earlier attempt may still be sending. */
  leased: 'email_leased',
  /** The mail cannot be rendered from what was stored. Not retried. */
  unrenderable: 'email_unrenderable',
  /** Not sent: its address is suppressed, or its user refuses such mail by now. Not retried. */
  suppressed: 'email_suppressed',
  /** A cancel was requested before it was sent. */
  cancelling: 'email_cancelling',
} as const;
