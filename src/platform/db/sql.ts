import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { QueryResult, RawBuilder } from 'kysely';

/** The entity manager that services and activities are given. Its transaction, if any, is the one queries run in. */
export type Em = SqlEntityManager;

async function execute<T>(em: Em, query: RawBuilder<T>): Promise<QueryResult<T>> {
  return await query.execute(em.getKysely());
}

/** Runs one statement with bound parameters and returns all of its rows (columns keep their snake_case names). */
export async function rows<T>(em: Em, query: RawBuilder<unknown>): Promise<T[]> {
  return (await execute(em, query)).rows as T[];
}

/** Like {@link rows}, for a statement that gives one row at most. */
export async function row<T>(em: Em, query: RawBuilder<unknown>): Promise<T | undefined> {
  return (await execute(em, query)).rows[0] as T | undefined;
}

/** Runs a statement for its effect and returns how many rows it touched. */
export async function run(em: Em, query: RawBuilder<unknown>): Promise<number> {
  return Number((await execute(em, query)).numAffectedRows ?? 0n);
}
