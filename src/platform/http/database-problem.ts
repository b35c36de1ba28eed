import { databaseFailure } from '../db/failures.ts';
import { invalidRequest, type Problem, problem } from './problem.ts';

/** Seconds after which a client may ask again: a restart of Postgres takes about that long. */
const RETRY_AFTER_SECONDS = '2';

const again = (code: string, detail: string) =>
  problem(503, code, detail, { headers: { 'Retry-After': RETRY_AFTER_SECONDS } });

/**
 * The Problem for an error that comes from Postgres being away, busy, or unable to hold what the caller sent; null for all
 * other errors, which are surprises.
 */
export function databaseProblem(error: unknown): Problem | null {
  switch (databaseFailure(error)) {
    case 'unavailable':
      return again('database_unavailable', 'The database does not answer. Try again soon.');
    case 'busy':
      return again('database_busy', 'The database could not finish this in time. Try again soon.');
    case 'unstorable':
      return invalidRequest([
        { field: 'body', code: 'unstorable_text', message: 'The text holds a character that cannot be stored' },
      ]);
    case 'value':
      // The last resort: the schema of the route should have refused it and named the field.
      return problem(400, 'invalid_value', 'A value of the request is out of the range that can be stored.');
    case 'refused':
    case 'other':
    case null:
      return null;
  }
}
