import { sql } from 'kysely';
import { type Em, run } from '../db/sql.ts';

/** Notes that the server has these runs, in one statement. Rows that a run has already touched need nothing. */
export async function markDispatched(em: Em, started: readonly { id: string; generation: number }[]): Promise<void> {
  await run(
    em,
    sql`update job set dispatched_at = now(), updated_at = now()
        from unnest(${started.map((job) => job.id)}::uuid[], ${started.map((job) => job.generation)}::int[])
          as started (id, generation)
        where job.id = started.id and job.generation = started.generation and job.dispatched_at is null`,
  );
}
