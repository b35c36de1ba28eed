import type { JobPriority } from '../../platform/jobs/jobs.contract.ts';
import type { EmailRetry } from './email.contract.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const RETRY_BACKOFF = 2;

/**
 * How long a mail waits at most between attempts, and how many it gets. The first interval comes from the configuration
 * (5 s) and doubles. A mail server that is away is most often back within minutes, or within a day when its disk is full or
 * its certificate ran out; so every mail outlives a day of outage, and none knocks more often than needed.
 */
const LIMITS: Readonly<Record<JobPriority, { maximumIntervalMs: number; maximumAttempts: number }>> = {
  // Somebody sits in front of a password reset: found within 5 minutes of the server's return. 295 attempts ≈ 24 h.
  critical: { maximumIntervalMs: 5 * MINUTE_MS, maximumAttempts: 295 },
  high: { maximumIntervalMs: 5 * MINUTE_MS, maximumAttempts: 295 },
  // Nobody waits for it by the minute: half as many knocks. 152 attempts ≈ 24 h.
  normal: { maximumIntervalMs: 10 * MINUTE_MS, maximumAttempts: 152 },
  low: { maximumIntervalMs: 10 * MINUTE_MS, maximumAttempts: 152 },
};

/** The retry policy of a mail. @param initialIntervalMs wait after the first attempt that failed */
export function retryOf(priority: JobPriority, initialIntervalMs: number): EmailRetry {
  const { maximumIntervalMs, maximumAttempts } = LIMITS[priority];
  return { initialIntervalMs, maximumIntervalMs: Math.max(maximumIntervalMs, initialIntervalMs), maximumAttempts };
}

/** Nobody waits for a mail of a batch by the minute, and servers that ask for patience mean minutes: 1 min at first. */
const BULK_FACTOR = 12;
const BULK_MAXIMUM_INTERVAL_MS = 3 * HOUR_MS;
/** 1, 2, 4 … 128 minutes, then every 3 hours: 22 hours in all. */
const BULK_ATTEMPTS = 15;

/** The retry policy of one mail of a batch. @param initialMs as of a mail of its own */
export function bulkRetryOf(initialMs: number): EmailRetry {
  const initialIntervalMs = BULK_FACTOR * initialMs;
  return {
    initialIntervalMs,
    maximumIntervalMs: Math.max(BULK_MAXIMUM_INTERVAL_MS, initialIntervalMs),
    maximumAttempts: BULK_ATTEMPTS,
  };
}

/**
 * Milliseconds from the failure of `attempt` (from 1) to the next one, as Temporal computes them:
 * `initial · 2^(attempt − 1)`, at most the maximum. `null` when that was the last one.
 */
export function retryDelayMs(retry: EmailRetry, attempt: number): number | null {
  if (attempt >= retry.maximumAttempts) return null;
  return Math.min(retry.initialIntervalMs * RETRY_BACKOFF ** (attempt - 1), retry.maximumIntervalMs);
}
