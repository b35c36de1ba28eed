const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A mail under way takes a day at most. 80 passes are three days, after which a person has to look. */
export const MAX_PASSES = 80;

/** A step fails when Postgres is away, or by a defect; 8 hours are enough for the first and not too long for the second. */
export const STEP_RETRY = {
  initialIntervalMs: 1_000,
  backoff: 2,
  maximumIntervalMs: 5 * MINUTE_MS,
  maximumAttempts: 100,
};

/**
 * Milliseconds from a pass (from 1) that left something to the next: the grace at first, which is most often all there is to
 * wait for, then doubling up to an hour.
 */
export function waitAfterPass(pass: number, graceMs: number): number {
  return Math.min(Math.max(graceMs, 1_000) * 2 ** (pass - 1), HOUR_MS);
}

/** Milliseconds from the failure of `attempt` (from 1) to the next, as Temporal computes them; `null` after the last. */
export function stepRetryMs(attempt: number): number | null {
  if (attempt >= STEP_RETRY.maximumAttempts) return null;
  return Math.min(STEP_RETRY.initialIntervalMs * STEP_RETRY.backoff ** (attempt - 1), STEP_RETRY.maximumIntervalMs);
}
