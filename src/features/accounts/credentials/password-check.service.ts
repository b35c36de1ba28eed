import type { Em } from '../../../platform/db/sql.ts';
import { limitedAddress } from '../../../platform/http/client-address.ts';
import { isProblem, type Problem, problem } from '../../../platform/http/problem.ts';
import { attemptKey, clearAttempts, reserveInTurn, returnAttempt } from './attempts.service.ts';
import { ACCOUNT_LOCKOUT, ADDRESS_LOCKOUT } from './lockout.domain.ts';

import type { Passwords } from './passwords.ts';

function tooManyAttempts(seconds: number): Problem {
  return problem(429, 'too_many_attempts', 'Too many attempts. Wait before you try again.', {
    headers: { 'Retry-After': String(seconds) },
  });
}

interface Attempt {
  /** Normalised; counted whether or not there is such an account. */
  email: string;
  ip: string;
  /** Null when there is no account: the answer and its time are those of a wrong password. */
  passwordHash: string | null;
  password: string;
}

/**
 * Checks a password against guessing: counted by account and by network before it is looked at, forgotten when right.
 * `em` must not be in a transaction, or a refused attempt would not stay counted.
 * @returns whether it is right; 429 `too_many_attempts` with `Retry-After`; 503 `busy`
 */
export async function checkPassword(em: Em, passwords: Passwords, attempt: Attempt): Promise<boolean | Problem> {
  const account = attemptKey('account', attempt.email);
  const address = attemptKey('address', limitedAddress(attempt.ip));
  const wait =
    (await reserveInTurn(em, address, ADDRESS_LOCKOUT)) || (await reserveInTurn(em, account, ACCOUNT_LOCKOUT));
  if (wait > 0) return tooManyAttempts(wait);
  const right = await passwords.verify(attempt.passwordHash, attempt.password);
  if (isProblem(right)) await returnAttempt(em, account, ACCOUNT_LOCKOUT);
  else if (right) await clearAttempts(em, account);
  if (right !== false) await returnAttempt(em, address, ADDRESS_LOCKOUT);
  return right;
}

/** The same for every change that needs the password again. */
export const WRONG_PASSWORD = problem(403, 'wrong_password', 'The current password is wrong.');

/** What must hold before a person changes or deletes their account: at the keyboard, knowing the password. Outside any transaction. */
export async function confirmPassword(
  em: Em,
  passwords: Passwords,
  user: { email: string; password_hash: string },
  given: { password: string; ip: string },
): Promise<Problem | null> {
  const right = await checkPassword(em, passwords, { email: user.email, passwordHash: user.password_hash, ...given });
  if (isProblem(right)) return right;
  return right ? null : WRONG_PASSWORD;
}

/** Lifts the wait of an account whose owner has proven to hold the mailbox. */
export async function forgiveAccount(em: Em, email: string): Promise<void> {
  await clearAttempts(em, attemptKey('account', email));
}
