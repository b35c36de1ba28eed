import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import { IS_DEAD_LETTER } from '../../platform/jobs/dead-letters.ts';

/** Dead letters of one kind: jobs of a type that failed of a cause, and no person has acknowledged. */
export interface DeadLetters {
  type: string;
  cause: string;
  /** Failed in `[from, to)`. */
  from: Date | undefined;
  to: Date | undefined;
}

function which({ type, cause, from, to }: DeadLetters): RawBuilder<unknown> {
  const where = [IS_DEAD_LETTER, sql`type = ${type}`, sql`error_code = ${cause}`];
  if (from !== undefined) where.push(sql`finished_at >= ${from}`);
  if (to !== undefined) where.push(sql`finished_at < ${to}`);
  return sql.join(where, sql` and `);
}

export async function countDeadLettersOf(em: Em, letters: DeadLetters): Promise<number> {
  const found = await row<{ count: number }>(em, sql`select count(*)::int as count from job where ${which(letters)}`);
  return found?.count ?? 0;
}

/** Takes those that failed first, leaving out what another transaction holds. @returns their ids, in that order */
export async function holdDeadLetters(tx: Em, letters: DeadLetters, limit: number): Promise<string[]> {
  const held = await rows<{ id: string }>(
    tx,
    sql`select id from job where ${which(letters)} order by finished_at, id limit ${limit} for update skip locked`,
  );
  return held.map(({ id }) => id);
}

/** Those of the ids that are jobs. */
export async function findKnown(em: Em, ids: readonly string[]): Promise<Set<string>> {
  const known = await rows<{ id: string }>(em, sql`select id from job where id = any(${[...ids]}::uuid[])`);
  return new Set(known.map(({ id }) => id));
}

/** Of jobs that can be tried again. */
export async function countRetryable(em: Em, ids: readonly string[]): Promise<number> {
  const found = await row<{ count: number }>(
    em,
    sql`select count(*)::int as count from job where id = any(${[...ids]}::uuid[]) and status in ('failed', 'cancelled')`,
  );
  return found?.count ?? 0;
}
