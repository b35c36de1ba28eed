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

/**
 * Guesses at one account from one network, by one device, or in one session: 5 are free, then 1 min, 2 min … 1 h. At best 35
 * guesses a day, each of which is visible.
 */
export const ACCOUNT_LOCKOUT: LockoutPolicy = {
  threshold: 5,
  baseSeconds: MINUTE,
  maxSeconds: HOUR,
  forgetAfterSeconds: DAY,
};

/**
 * Guesses at one account from everywhere. Devices and networks from which its owner has logged in are not held up by it, so an
 * attacker with many addresses shuts out no one but themselves.
 */
export const EVERYWHERE_LOCKOUT: LockoutPolicy = {
  threshold: 100,
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

/** Mails that one network can cause to one address, and all strangers together to an address that is not proven. */
export const MAIL_LOCKOUT: LockoutPolicy = {
  threshold: 4,
  baseSeconds: 5 * MINUTE,
  maxSeconds: 6 * HOUR,
  forgetAfterSeconds: DAY,
};

/**
 * Resets that all networks together can cause to one address. A token works for 30 minutes, so a user who waits for one has a mail
 * that works, however many others asked.
 */
export const RESET_LOCKOUT: LockoutPolicy = {
  threshold: 12,
  baseSeconds: 5 * MINUTE,
  maxSeconds: 20 * MINUTE,
  forgetAfterSeconds: DAY,
};

/** Mails to addresses that are not proven, which one caller (a user, or a network) can cause by any route. */
export const CALLER_LOCKOUT: LockoutPolicy = {
  threshold: 30,
  baseSeconds: MINUTE,
  maxSeconds: HOUR,
  forgetAfterSeconds: DAY,
};

/** One notice a day that an account is locked. */
export const NOTICE_LOCKOUT: LockoutPolicy = {
  threshold: 1,
  baseSeconds: DAY,
  maxSeconds: DAY,
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
