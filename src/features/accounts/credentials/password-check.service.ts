import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import { limitedAddress } from '../../../platform/http/client-address.ts';
import { isProblem, type Problem, problem } from '../../../platform/http/problem.ts';
import { attemptKey, clearAttempts, clearAttemptsAt, reserveInTurn, returnAttempt } from './attempts.service.ts';
import { ACCOUNT_LOCKOUT, ADDRESS_LOCKOUT, EVERYWHERE_LOCKOUT, type LockoutPolicy } from './lockout.domain.ts';
import type { Passwords } from './passwords.ts';

export function tooManyAttempts(seconds: number): Problem {
  return problem(429, 'too_many_attempts', 'Too many attempts. Wait before you try again.', {
    headers: { 'Retry-After': String(seconds) },
  });
}

interface Counter {
  key: string;
  policy: LockoutPolicy;
  /** Whether a right password takes all attempts back, or only its own. */
  owned: boolean;
}

interface Reservation {
  counters: readonly Counter[];
  wait: number;
  locks: boolean;
}

async function reserve(em: Em, counters: readonly Counter[]): Promise<Reservation> {
  const held: Counter[] = [];
  let locks = false;
  for (const counter of counters) {
    const reserved = await reserveInTurn(em, counter.key, counter.policy);
    if (reserved.wait > 0) {
      // What is refused was no guess: it must not use up what others of the network or at the account may try.
      for (const { key, policy } of held) await returnAttempt(em, key, policy);
      return { counters: held, wait: reserved.wait, locks: false };
    }
    locks ||= reserved.locks;
    held.push(counter);
  }
  return { counters: held, wait: 0, locks };
}

async function settle(em: Em, counters: readonly Counter[], right: boolean | Problem): Promise<void> {
  for (const { key, policy, owned } of counters) {
    if (right === true && owned) await clearAttempts(em, key);
    else if (right !== false) await returnAttempt(em, key, policy);
  }
}

/** Whether the account's owner has logged in from this network before. Takes as long without an account. */
export async function isKnownNetwork(em: Em, userId: string | null, network: string): Promise<boolean> {
  const seen = await rows<{ address: string }>(
    em,
    sql`select distinct address from user_session where user_id = ${userId}::uuid and address is not null limit 200`,
  );
  return seen.some(({ address }) => limitedAddress(address) === network);
}

export interface LogInAttempt {
  /** Normalised; counted whether or not there is such an account. */
  email: string;
  ip: string;
  /** Null when there is no account: the answer and its time are those of a wrong password. */
  userId: string | null;
  passwordHash: string | null;
  password: string;
  /** Id of a device from which the account's owner has logged in before; null for other devices. */
  deviceId: string | null;
}

export interface LogInVerdict {
  right: boolean | Problem;
  /** The attempt was wrong, and the next ones must wait. */
  locked: boolean;
}

/**
 * Checks the password of a log-in against guessing. A device that has logged in before is counted by itself, so that guesses of others
 * do not hold it up; all others by network, by account and network, and by account. Counted before the password is looked at.
 * `em` must not be in a transaction, or a refused attempt would not stay counted.
 * @returns whether it is right; 429 `too_many_attempts` with `Retry-After`; 503 `busy`
 */
export async function checkLogIn(em: Em, passwords: Passwords, attempt: LogInAttempt): Promise<LogInVerdict> {
  const reservation = await reserveLogIn(em, attempt);
  if (reservation.wait > 0) return { right: tooManyAttempts(reservation.wait), locked: false };
  const right = await passwords.verify(attempt.passwordHash, attempt.password);
  await settle(em, reservation.counters, right);
  return { right, locked: right === false && reservation.locks };
}

async function reserveLogIn(em: Em, { email, ip, userId, deviceId }: LogInAttempt): Promise<Reservation> {
  if (deviceId !== null) {
    const known = await reserve(em, [{ key: attemptKey('device', deviceId), policy: ACCOUNT_LOCKOUT, owned: true }]);
    if (known.wait === 0) return known;
  }
  const network = limitedAddress(ip);
  const counters: Counter[] = [
    { key: attemptKey('address', network), policy: ADDRESS_LOCKOUT, owned: false },
    { key: attemptKey('account', email, network), policy: ACCOUNT_LOCKOUT, owned: true },
  ];
  if (!(await isKnownNetwork(em, userId, network))) {
    counters.push({ key: attemptKey('account', email), policy: EVERYWHERE_LOCKOUT, owned: false });
  }
  return await reserve(em, counters);
}

/** The same for every change that needs the password again. */
export const WRONG_PASSWORD = problem(403, 'wrong_password', 'The current password is wrong.');

/**
 * What must hold before a person changes or deletes their account: at the keyboard, knowing the password. Counted by session, so that
 * guesses at the log-in do not hold the owner up. Outside any transaction.
 */
export async function confirmPassword(
  em: Em,
  passwords: Passwords,
  user: { password_hash: string },
  given: { password: string; sessionId: string },
): Promise<Problem | null> {
  const counter = { key: attemptKey('session', given.sessionId), policy: ACCOUNT_LOCKOUT, owned: true };
  const reservation = await reserve(em, [counter]);
  if (reservation.wait > 0) return tooManyAttempts(reservation.wait);
  const right = await passwords.verify(user.password_hash, given.password);
  await settle(em, reservation.counters, right);
  if (isProblem(right)) return right;
  return right ? null : WRONG_PASSWORD;
}

/** Lifts the waits of an account whose owner has proven to hold the mailbox. */
export async function forgiveAccount(em: Em, email: string): Promise<void> {
  await clearAttemptsAt(em, 'account', email);
}
