import type { JobPriority } from '../../platform/jobs/jobs.contract.ts';

/**
 * The one table of retries: how often and how fast each step of each type of job is tried again, and why. Workflows take their
 * policies from it, and `GET /api/jobs/types` shows it. Pure.
 */

/** How a step is repeated that failed: `min(initial · coefficient^(attempt − 1), maximum)` after each attempt. */
export interface RetryPolicy {
  initialIntervalMs: number;
  coefficient: number;
  maximumIntervalMs: number;
  /** In all, the first one included; `null`: as many as it takes. */
  maximumAttempts: number | null;
  /** Milliseconds for all attempts and the waits between them; `null`: as long as it takes. */
  deadlineMs: number | null;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** For steps that fail with the database only, which comes back: soon after it does, without knocking often meanwhile. */
const DATABASE: RetryPolicy = {
  initialIntervalMs: SECOND_MS,
  coefficient: 2,
  maximumIntervalMs: 30 * SECOND_MS,
  maximumAttempts: null,
  deadlineMs: null,
};

/** A pass over a batch goes on a second after its worker died, however often that happens: what a mail becomes is in its row. */
const PASS: RetryPolicy = { ...DATABASE, coefficient: 1, maximumIntervalMs: SECOND_MS };

export const RETRIES = {
  campaign: { fill: DATABASE, pass: PASS },
  digest: {
    // After that no digest is due any more that was due when the run began.
    fill: { ...DATABASE, deadlineMs: 6 * HOUR_MS },
    pass: PASS,
  },
  // A step fails when Postgres is away, or by a defect; 8 hours are enough for the first and not too long for the second.
  account_deletion: { erase: { ...DATABASE, maximumIntervalMs: 5 * MINUTE_MS, maximumAttempts: 100 } },
  // A database that is away for minutes is waited for. After that the job fails, and the worker asks for the next one.
  notification: { deliver: { ...DATABASE, maximumAttempts: 20 } },
  // An alert that no one was told of for a day is news no longer.
  price_alerts: { tell: { ...DATABASE, deadlineMs: DAY_MS } },
  // What is left after a day is taken by the job of the next correction.
  call_correction: { correct: { ...DATABASE, deadlineMs: DAY_MS } },
  // An attempt may be hours of reading, so it is not repeated at once; what fails for a day is asked for again.
  export: {
    write: {
      initialIntervalMs: 5 * SECOND_MS,
      coefficient: 2,
      maximumIntervalMs: 5 * MINUTE_MS,
      maximumAttempts: null,
      deadlineMs: DAY_MS,
    },
  },
  // By then other periods have done its work.
  analytics_rollup: { pass: { ...DATABASE, maximumIntervalMs: 10 * SECOND_MS, deadlineMs: 30 * MINUTE_MS } },
  analytics_rebuild: { rebuild: { ...DATABASE, maximumIntervalMs: 10 * SECOND_MS, deadlineMs: DAY_MS } },
  // An attempt begins with reading what is done already; a storage or a database that is away for a day is waited for.
  event_import: { store: { ...DATABASE, maximumIntervalMs: MINUTE_MS, deadlineMs: DAY_MS } },
  // A report of yesterday is of no use tomorrow; what fails is looked at again by the next run too.
  report: { make: { ...DATABASE, maximumIntervalMs: 5 * MINUTE_MS, deadlineMs: 12 * HOUR_MS } },
  // A lock that was not had, or a database that is away. What is still wrong after an hour is for a person, and the next night.
  maintenance: {
    maintain: {
      initialIntervalMs: MINUTE_MS,
      coefficient: 3,
      maximumIntervalMs: 30 * MINUTE_MS,
      maximumAttempts: 5,
      deadlineMs: DAY_MS,
    },
  },
  // A storage or a scanner that is away for a day is waited for; then the files fail, and a person may try again.
  file_processing: { process: { ...DATABASE, deadlineMs: DAY_MS } },
  file_purge: { purge: { ...DATABASE, deadlineMs: DAY_MS } },
} as const satisfies Record<string, Record<string, RetryPolicy>>;

/** Of all mails, also of those that were enqueued by an earlier release: a wait is twice the one before. */
export const MAIL_COEFFICIENT = 2;

/**
 * How long a mail waits at most between attempts, and how many it gets. A mail server that is away is most often back within
 * minutes, or within a day when its disk is full or its certificate ran out; so every mail outlives a day of outage, and none
 * knocks more often than needed.
 */
const MAIL_LIMITS: Readonly<Record<JobPriority, { maximumIntervalMs: number; maximumAttempts: number }>> = {
  // Someone sits in front of a password reset: found within 5 minutes of the server's return. 295 attempts ≈ 24 h.
  critical: { maximumIntervalMs: 5 * MINUTE_MS, maximumAttempts: 295 },
  high: { maximumIntervalMs: 5 * MINUTE_MS, maximumAttempts: 295 },
  // No one waits for it by the minute: half as many knocks. 152 attempts ≈ 24 h.
  normal: { maximumIntervalMs: 10 * MINUTE_MS, maximumAttempts: 152 },
  low: { maximumIntervalMs: 10 * MINUTE_MS, maximumAttempts: 152 },
};

/** The policy of a mail of its own. @param initialMs wait after the first attempt that failed, `SMTP_RETRY_INITIAL_MS` */
export function mailRetry(priority: JobPriority, initialMs: number): RetryPolicy & { maximumAttempts: number } {
  const { maximumIntervalMs, maximumAttempts } = MAIL_LIMITS[priority];
  return {
    initialIntervalMs: initialMs,
    coefficient: MAIL_COEFFICIENT,
    maximumIntervalMs: Math.max(maximumIntervalMs, initialMs),
    maximumAttempts,
    deadlineMs: null,
  };
}

/** No one waits for a mail of a batch by the minute, and servers that ask for patience mean minutes: 1 min at first. */
const BULK_FACTOR = 12;

/** The policy of one mail of a batch. 1, 2, 4 … 128 minutes, then every 3 hours: 22 hours in all. @param initialMs as of a mail of its own */
export function bulkMailRetry(initialMs: number): RetryPolicy & { maximumAttempts: number } {
  const initialIntervalMs = BULK_FACTOR * initialMs;
  return {
    initialIntervalMs,
    coefficient: MAIL_COEFFICIENT,
    maximumIntervalMs: Math.max(3 * HOUR_MS, initialIntervalMs),
    maximumAttempts: 15,
    deadlineMs: null,
  };
}

export interface RetryStep extends RetryPolicy {
  /** What is repeated, `deliver` for example. */
  step: string;
}

/** The whole table: by type of job, the steps of its run in the order in which they come. @param initialMs of a mail of its own */
export function retryTable(initialMs: number): ReadonlyMap<string, readonly RetryStep[]> {
  const named = (steps: Readonly<Record<string, RetryPolicy>>) =>
    Object.entries(steps).map(([step, policy]): RetryStep => ({ step, ...policy }));
  const mail = { mail: bulkMailRetry(initialMs) };
  return new Map(
    Object.entries({
      ...RETRIES,
      email: { 'deliver, urgent': mailRetry('high', initialMs), deliver: mailRetry('normal', initialMs) },
      campaign: { ...RETRIES.campaign, ...mail },
      digest: { ...RETRIES.digest, ...mail },
    }).map(([type, steps]) => [type, named(steps)]),
  );
}

/** Milliseconds from the failure of `attempt` (from 1) to the next one, as Temporal computes them; `null` after the last. */
export function retryDelayMs(policy: Omit<RetryPolicy, 'deadlineMs'>, attempt: number): number | null {
  const { initialIntervalMs, coefficient, maximumIntervalMs, maximumAttempts } = policy;
  if (maximumAttempts !== null && attempt >= maximumAttempts) return null;
  return Math.min(initialIntervalMs * coefficient ** (attempt - 1), maximumIntervalMs);
}

/** A policy as the options of an activity. */
export function activityRetry(policy: RetryPolicy) {
  return {
    retry: {
      initialInterval: policy.initialIntervalMs,
      backoffCoefficient: policy.coefficient,
      maximumInterval: policy.maximumIntervalMs,
      ...(policy.maximumAttempts === null ? {} : { maximumAttempts: policy.maximumAttempts }),
    },
    ...(policy.deadlineMs === null ? {} : { scheduleToCloseTimeout: policy.deadlineMs }),
  };
}
