import { databaseProblem } from '../../platform/http/postgres-errors.ts';

/** Whether an error says that Postgres is away or busy, and nothing about what was asked of it. */
export function isDatabaseAway(error: unknown): boolean {
  return databaseProblem(error)?.status === 503;
}
