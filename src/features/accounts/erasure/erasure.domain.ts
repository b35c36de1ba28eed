const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A mail under way takes a day at most. 80 passes are three days, after which a person has to look. */
export const MAX_PASSES = 80;

/**
 * Milliseconds from a pass (from 1) that left something to the next: the grace at first, which is most often all there is to
 * wait for, then doubling up to an hour.
 */
export function waitAfterPass(pass: number, graceMs: number): number {
  return Math.min(Math.max(graceMs, 1_000) * 2 ** (pass - 1), HOUR_MS);
}
