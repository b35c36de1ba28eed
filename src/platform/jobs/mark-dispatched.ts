import { sql } from 'kysely';
import { type Em, run } from '../db/sql.ts';
import type { JobError } from './jobs.contract.ts';

/** Shown in a job whose start is tried again. The log of the workers says why. */
export const START_PUT_OFF: JobError = {
  code: 'start_put_off',
  message: 'The workflow could not be started yet. The start is tried again.',
};

/** Notes that the server has these runs, in one statement. Rows that a run has already touched need nothing. */
export async function markDispatched(em: Em, started: readonly { id: string; generation: number }[]): Promise<void> {
  await run(
    em,
    sql`update job set dispatched_at = now(), progressed_at = now(), updated_at = now(), next_attempt_at = null,
          error_code = nullif(error_code, ${START_PUT_OFF.code}), error_message = nullif(error_message, ${START_PUT_OFF.message})
        from unnest(${started.map((job) => job.id)}::uuid[], ${started.map((job) => job.generation)}::int[])
          as started (id, generation)
        where job.id = started.id and job.generation = started.generation and job.dispatched_at is null`,
  );
}
