/** Exports of one user that are written at the same time. Further ones wait. */
export const RUNNING_PER_USER = 2;

/** Open exports of one user at most, by role. */
export const MAX_OPEN = { user: 10, moderator: 10, admin: 1_000 } as const;

const WAIT_MS = 3_000;
const LONGEST_WAIT_MS = 300_000;

/**
 * Milliseconds until an export that waits for others of its user tries again. The more exports come before it, the longer, so that
 * a long line makes about as many requests as a short one.
 */
export function lineWaitMs(ahead: number): number {
  return Math.min(WAIT_MS * (1 + ahead), LONGEST_WAIT_MS);
}
