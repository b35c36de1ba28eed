import { type RawBuilder, sql } from 'kysely';
import { withoutId } from '../erasure/without-id.ts';

/** The job has ended, and its row is nobody's to write but by a retry. Of the table under the name `job`. */
export const HAS_ENDED = sql`job.status in ('succeeded', 'failed', 'cancelled')`;

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
