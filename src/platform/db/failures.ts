import { types } from 'node:util';
import pg from 'pg';
import { NETWORK_ERRORS } from '../network-errors.ts';

/**
 * What an error of the database says.
 * - `unavailable`: it is away, starting, stopping or full
 * - `busy`: it could not finish this in time; the same may succeed at once
 * - `unstorable`: a text holds a character that it cannot store
 * - `value`: it was given a value that its types cannot hold
 * - `refused`: it was given something that its constraints refuse
 * - `other`: anything else it reports: a changed password, a lost statement, a defect of its own
 */
export type DatabaseFailure = 'unavailable' | 'busy' | 'unstorable' | 'value' | 'refused' | 'other';

const SYSTEM_ERRORS = new Set<string>([
  ...NETWORK_ERRORS,
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

/** Classes of SQLSTATEs that speak of the values of a statement: data; cardinality and constraints. */
const VALUE = /^22...$/;
const REFUSED = /^(21|23)...$/;

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

function failureOf({ code, message, syscall }: Failure): DatabaseFailure | null {
  const name = typeof code === 'string' ? code : '';
  const unreachable = SYSTEM_ERRORS.has(name) && (name !== 'ENOENT' || syscall === 'connect');
  if (unreachable || SQL_STATES.has(name) || /^(08|53)...$/.test(name) || MESSAGES.test(message)) return 'unavailable';
  if (BUSY.has(name)) return 'busy';
  if (UNSTORABLE.has(name)) return 'unstorable';
  return null;
}

function ofClass(state: string): DatabaseFailure {
  if (VALUE.test(state)) return 'value';
  return REFUSED.test(state) ? 'refused' : 'other';
}

/**
 * What an error says about the database; null when it does not come from there. Only for answers and delays: whether an effect
 * is recorded must never depend on it, since no list of codes is complete (`record-until-written.ts`).
 */
export function databaseFailure(error: unknown): DatabaseFailure | null {
  let other: DatabaseFailure | null = null;
  for (const failure of chain(error)) {
    const known = failureOf(failure);
    if (known !== null) return known;
    if (failure instanceof pg.DatabaseError) other ??= ofClass(failure.code ?? '');
  }
  return other;
}

/** Whether the same statement may succeed in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  const failure = databaseFailure(error);
  return failure === 'unavailable' || failure === 'busy';
}

/** Whether an error speaks of the database and not of what it was given: no one's data is to blame for it. */
export function isDatabaseAtFault(error: unknown): boolean {
  const failure = databaseFailure(error);
  return failure !== null && failure !== 'unstorable' && failure !== 'value' && failure !== 'refused';
}
