import { argon2id, hash, verify } from 'argon2';
import { type Problem, problem } from '../../../platform/http/problem.ts';
import { newSecret } from '../../../platform/secrets.ts';
import { Semaphore } from '../../../platform/semaphore.ts';
import { isCommonPassword } from './common-passwords.ts';

export const PASSWORD_MIN_LENGTH = 10;
export const PASSWORD_MAX_LENGTH = 200;

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane; about 40 ms of a core. */
const COST = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes at once: more would only queue in libuv's four threads, which files and DNS need too. */
const CONCURRENCY = 2;
/** Hashes that may wait, about four seconds' worth; more callers are told to come back. */
const MAX_WAITING = 200;

const BUSY = problem(503, 'busy', 'Too many people are signing in right now. Try again in a few seconds.', {
  headers: { 'Retry-After': '5' },
});

/**
 * The form that is hashed: OpaqueString of RFC 8265. One keyboard sends é as one character, another as two; both mean the
 * same password.
 */
function opaqueString(password: string): string {
  return password.replace(/\p{Zs}/gu, ' ').normalize('NFC');
}

/** Password hashing, slow on purpose and therefore rationed. */
export class Passwords {
  readonly #turns = new Semaphore(CONCURRENCY);
  /** Hash of a password no one has: verifying against it takes as long as against a real one. */
  readonly #decoy: Promise<string> = hash(newSecret(), COST);

  async #rationed<T>(work: () => Promise<T>): Promise<T | Problem> {
    return this.#turns.waiting < MAX_WAITING ? await this.#turns.take(work) : BUSY;
  }

  /** argon2id in PHC format, or 503 `busy`. */
  async hash(password: string): Promise<string | Problem> {
    return await this.#rationed(() => hash(opaqueString(password), COST));
  }

  /** Whether the password is right, in the same time whether there is a hash (an account) or not; or 503 `busy`. */
  async verify(passwordHash: string | null, password: string): Promise<boolean | Problem> {
    const against = passwordHash ?? (await this.#decoy);
    const normalized = opaqueString(password);
    // Older hashes are of the password as it was sent, so that form is tried too, with an account and without.
    const matches = await this.#rationed(
      async () => (await verify(against, normalized)) || (normalized !== password && (await verify(against, password))),
    );
    return passwordHash === null && matches === true ? false : matches;
  }
}

/** Refuses what is guessed first: a common password, the address itself, or the part of it before the @. */
export function passwordProblem(password: string, email: string, field: string): Problem | null {
  const guess = password.trim().toLowerCase();
  if (isCommonPassword(password)) {
    return problem(400, 'invalid_request', 'This password is too common.', {
      errors: [{ field, code: 'password_is_common', message: 'Is among the passwords that are guessed first' }],
    });
  }
  if (guess !== email && guess !== email.slice(0, email.lastIndexOf('@'))) return null;
  return problem(400, 'invalid_request', 'The password must not be the e-mail address.', {
    errors: [{ field, code: 'password_is_email', message: 'Must not be the e-mail address or its first part' }],
  });
}
