/** How many attempts are free and how the wait grows after them. */
export interface LockoutPolicy {
  /** The attempt with this number, and each one after it, starts a wait. */
  threshold: number;
  baseSeconds: number;
  maxSeconds: number;
  /** After so many seconds without an attempt the count starts again. */
  forgetAfterSeconds: number;
}

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** Guesses at one account: 5 are free, then 1 min, 2 min … 1 h. At best 35 guesses a day, each of which is visible. */
export const ACCOUNT_LOCKOUT: LockoutPolicy = {
  threshold: 5,
  baseSeconds: MINUTE,
  maxSeconds: HOUR,
  forgetAfterSeconds: DAY,
};

/** Guesses from one network address at any accounts: more are free, since an office shares one. */
export const ADDRESS_LOCKOUT: LockoutPolicy = {
  threshold: 50,
  baseSeconds: MINUTE,
  maxSeconds: HOUR,
  forgetAfterSeconds: HOUR,
};

/** Mails that strangers can cause to one address (resets, "you already have an account"). */
export const MAIL_LOCKOUT: LockoutPolicy = {
  threshold: 4,
  baseSeconds: 5 * MINUTE,
  maxSeconds: 6 * HOUR,
  forgetAfterSeconds: DAY,
};

/** Seconds that the given attempt (counted from 1) makes the next one wait: `base × 2^(attempt − threshold)`, capped. */
export function lockoutSeconds(attempt: number, policy: LockoutPolicy): number {
  if (attempt < policy.threshold) return 0;
  return Math.min(policy.maxSeconds, policy.baseSeconds * 2 ** (attempt - policy.threshold));
}

/** The waits of attempt 1, 2, 3 … up to the first that has the maximum; later attempts wait as long as that one. */
export function lockoutTable(policy: LockoutPolicy): number[] {
  const table: number[] = [];
  do table.push(lockoutSeconds(table.length + 1, policy));
  while (table.at(-1) !== policy.maxSeconds);
  return table;
}
