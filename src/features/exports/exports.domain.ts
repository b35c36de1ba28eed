/** Exports of one user that are written at the same time; the others wait for them. */
export const RUNNING_PER_USER = 2;

/** Exports of one user that have not ended, by role. */
export const MAX_OPEN = { user: 10, moderator: 10, admin: 1_000 } as const;

const WAIT_MS = 3_000;
const LONGEST_WAIT_MS = 300_000;

/**
 * Milliseconds after which an export that waits for others of its user asks again: the more come before it, the later, so
 * that a long line asks about as often as a short one.
 */
export function lineWaitMs(ahead: number): number {
  return Math.min(WAIT_MS * (1 + ahead), LONGEST_WAIT_MS);
}
