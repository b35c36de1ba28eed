import { type RawBuilder, sql } from 'kysely';
import { type Em, rows } from '../db/sql.ts';
import { withoutId } from '../erasure/without-id.ts';
import { cancelJob } from './commands.ts';
import type { JobTypes } from './job-type.ts';

/** The job has ended, and its row is no one's to write but by a retry. Of the table under the name `job`. */
export const HAS_ENDED = sql`job.status in ('succeeded', 'failed', 'cancelled')`;

/** No one has asked yet for it to stop. */
export const CAN_BE_CANCELLED = sql`job.status in ('queued', 'running') and job.cancel_requested_at is null`;

/** Each takes four statements: a page of hundreds would hold its locks for seconds. */
const CANCELLED_AT_ONCE = 100;

/**
 * Cancels some of the open jobs that `which` selects, those of which the wish is already known excepted.
 * @returns how many; 0 when there is none left
 */
export async function cancelJobs(tx: Em, types: JobTypes, which: RawBuilder<unknown>, limit: number): Promise<number> {
  // Locked, so that none ends between being found and being cancelled.
  const open = await rows<{ id: string }>(
    tx,
    sql`select id from job where ${which} and ${CAN_BE_CANCELLED} order by id
        limit ${Math.min(limit, CANCELLED_AT_ONCE)} for update`,
  );
  for (const { id } of open) await cancelJob(tx, types, id);
  return open.length;
}

const without = (column: string, userId: string) => withoutId(sql`${sql.ref(`job.${column}`)}::text`, userId);

/** What a feature knows to hold more of a person than their id, as SQL. */
export interface JobTexts {
  summary: RawBuilder<unknown>;
  result: RawBuilder<unknown>;
  errorMessage: RawBuilder<unknown>;
}

/** Assignments that take a person out of the row of an ended job; status, times and counts stay. */
export function withoutPerson(userId: string, texts?: JobTexts): RawBuilder<unknown> {
  return sql`input = ${without('input', userId)}::jsonb,
    result = ${texts?.result ?? sql`${without('result', userId)}::jsonb`},
    summary = ${texts?.summary ?? without('summary', userId)},
    error_message = ${texts?.errorMessage ?? without('error_message', userId)},
    period_key = case when strpos(job.period_key, ${userId}) = 0 then job.period_key end`;
}
