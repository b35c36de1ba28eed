import { types } from 'node:util';
import { invalidRequest, type Problem, problem } from './problem.ts';

/** Seconds after which a client may ask again: a restart of Postgres takes about that long. */
const RETRY_AFTER_SECONDS = '2';

const SYSTEM_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT', // a Unix socket that is gone
]);

/** SQLSTATEs of a server that is starting, stopping, full, or a standby; classes 08 and 53 are matched by prefix. */
const SQL_STATES = new Set(['57P01', '57P02', '57P03', '57P05', '25006']);

/** Errors of `pg` and its pool that carry no code. */
const MESSAGES =
  /^(timeout exceeded when trying to connect|timeout expired|Connection terminated|Client has encountered a connection error|Client was closed|Cannot use a pool after|Query read timeout|.*connection timeout)/;

/** Text that Postgres cannot hold: NUL in `text`, a lone surrogate in `jsonb`. */
const UNSTORABLE = new Set(['22021', '22P05']);

/**
 * Cancelled by statement time-out, lock time-out, deadlock, serialisation failure, or a plan from before a migration: the
 * same request may succeed later.
 */
const BUSY = new Set(['57014', '55P03', '40P01', '40001', '0A000']);

interface Failure {
  message: string;
  code?: unknown;
  syscall?: unknown;
  cause?: unknown;
  /** Of an AggregateError: one for each address that was tried. */
  errors?: unknown;
}

function* chain(error: unknown): Generator<Failure> {
  let current: unknown = error;
  // A wrapped error is at most a few levels deep; the bound guards against a cycle.
  for (let depth = 0; depth < 6 && types.isNativeError(current); depth += 1) {
    const failure: Failure = current;
    yield failure;
    current = failure.cause ?? (Array.isArray(failure.errors) ? failure.errors[0] : undefined);
  }
}

/**
 * The Problem for an error that comes from Postgres being away, busy, or unable to hold what the caller sent; null for all
 * other errors, which are surprises.
 */
export function databaseProblem(error: unknown): Problem | null {
  for (const { code, message, syscall } of chain(error)) {
    const name = typeof code === 'string' ? code : '';
    const unreachable = SYSTEM_ERRORS.has(name) && (name !== 'ENOENT' || syscall === 'connect');
    if (unreachable || SQL_STATES.has(name) || /^(08|53)...$/.test(name) || MESSAGES.test(message)) {
      return problem(503, 'database_unavailable', 'The database does not answer. Try again soon.', {
        headers: { 'Retry-After': RETRY_AFTER_SECONDS },
      });
    }
    if (BUSY.has(name)) {
      return problem(503, 'database_busy', 'The database could not finish this in time. Try again soon.', {
        headers: { 'Retry-After': RETRY_AFTER_SECONDS },
      });
    }
    if (UNSTORABLE.has(name)) {
      return invalidRequest([
        { field: 'body', code: 'unstorable_text', message: 'The text holds a character that cannot be stored' },
      ]);
    }
  }
  return null;
}
