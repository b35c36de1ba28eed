import pg from 'pg';
import type { Em } from '../../src/platform/db/sql.ts';
import { through } from './intercept.ts';

/** A fault of the database that a test injects. The test asserts that it was: `expect(fault.injected).toBe(…)`. */
export interface Fault {
  /** Entity managers with the fault. */
  em(): Em;
  /** How many statements have failed by it. */
  readonly injected: number;
}

export interface FaultOptions {
  /** Which statements may fail. */
  matching: RegExp;
  /** Asked for each statement that matches, with how many have failed by then. */
  when(injected: number): boolean;
  /** Made for each failure; without it the connection is lost. */
  error?: () => Error;
}

/** What Postgres says with this SQLSTATE. */
export function postgresError(code: string): Error {
  return Object.assign(new pg.DatabaseError(`injected ${code}`, 0, 'error'), { severity: 'ERROR', code });
}

/** Has statements fail before they reach the database. */
export function failingStatements(em: () => Em, { matching, when, error }: FaultOptions): Fault {
  let injected = 0;
  return {
    em: () =>
      through(em(), async (query, execute) => {
        // The text comes first: a condition that counts must count nothing but what could fail.
        if (matching.test(query.sql) && when(injected)) {
          injected += 1;
          throw error?.() ?? new Error('Connection terminated unexpectedly');
        }
        return await execute(query);
      }),
    get injected() {
      return injected;
    },
  };
}
