import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { beginRun, holds, reportProgress } from '../../../platform/jobs/fence.ts';
import type { JobFence } from '../../../platform/jobs/jobs.contract.ts';
import type { EventRow } from '../events/event-queue.ts';
import type { ImportRejection } from './imports.contract.ts';

/** The progress of an import, and the result of its job. */
export interface ImportResult {
  stored: number;
  duplicates: number;
  rejected: Partial<Record<ImportRejection, number>>;
}

export interface BegunImport {
  /** The user of events whose lines name none. */
  sender: string;
  /** Number of the last finished line. */
  line: number;
  result: ImportResult;
}

/**
 * Takes the job for this run.
 * @returns the progress so far; null when the job is not this run's
 */
export async function beginImport(em: Em, fence: JobFence, attempt: number): Promise<BegunImport | null> {
  const found = await row<{ sender: string; result: (ImportResult & { line: number }) | null }>(
    em,
    sql`with run as (${beginRun(fence, attempt)})
        select run.requested_by as sender, (select result from job where job.id = run.id) as result from run`,
  );
  if (!found) return null;
  const { line = 0, ...result } = found.result ?? { stored: 0, duplicates: 0, rejected: {} };
  return { sender: found.sender, line, result };
}

/**
 * Records the progress, in the transaction that made it.
 * @returns false when the job is no longer this run's
 */
export async function noteImport(
  tx: Em,
  fence: JobFence,
  { line, result }: BegunImport,
  total: number,
): Promise<boolean> {
  const done = result.stored + result.duplicates + Object.values(result.rejected).reduce((sum, n) => sum + n, 0);
  await run(tx, sql`update job set result = ${JSON.stringify({ line, ...result })}::jsonb where ${holds(fence)}`);
  return await reportProgress(tx, fence, { done, total });
}

/**
 * The instants between which events may be imported: the days that are kept, until now.
 * @param days for which events are kept
 */
export async function importWindow(em: Em, days: number): Promise<{ from: number; to: number }> {
  const found = await row<{ from: number; to: number }>(
    em,
    sql`select extract(epoch from ((now() at time zone 'UTC')::date - ${days}::int)::timestamp at time zone 'UTC')::float8 * 1000 as "from",
          extract(epoch from now())::float8 * 1000 as "to"`,
  );
  if (!found) throw new Error('The window returned no row');
  return found;
}

/**
 * Stores events that do not exist yet. Their transaction id is 0, so passes skip them. The same transaction requests that their
 * days are counted again.
 * @returns how many are new
 */
export async function insertImported(tx: Em, events: readonly (EventRow & { at: number })[]): Promise<number> {
  const sorted = events.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const of = <Value>(valueOf: (event: EventRow & { at: number }) => Value) => sorted.map(valueOf);
  return await run(
    tx,
    sql`insert into event (id, name, user_id, occurred_at, properties, source, machine, txid)
        select id, name, user_id, to_timestamp(at / 1000), properties::jsonb, source, machine, 0
        from unnest(${of(({ id }) => id)}::uuid[], ${of(({ name }) => name)}::text[], ${of(({ userId }) => userId)}::uuid[],
          ${of(({ at }) => at)}::float8[], ${of(({ properties }) => properties)}::text[], ${of(({ source }) => source)}::text[],
          ${of(({ machine }) => machine)}::boolean[]) as sent (id, name, user_id, at, properties, source, machine)
        on conflict (id) do nothing`,
  );
}
