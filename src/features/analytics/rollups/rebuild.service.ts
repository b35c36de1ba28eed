import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import { invalidRequest, type Problem, problem } from '../../../platform/http/problem.ts';
import type { Enqueue } from '../../../platform/jobs/enqueue.ts';
import type { JobRow } from '../../../platform/jobs/job-row.ts';
import { findGoneDay } from '../archive/archive.queries.ts';
import { EVENTS_GONE, type RebuildInput } from './rollups.contract.ts';
import { rebuildJobType } from './rollups.jobs.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 400;

/** Requests a job that computes the figures of UTC days from scratch. 400 for a wrong range, 409 where events are gone. */
export async function requestRebuild(
  em: Em,
  enqueue: Enqueue,
  principal: Principal,
  { from, to }: RebuildInput,
): Promise<JobRow | Problem> {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (!(days >= 1 && days <= MAX_DAYS)) {
    return invalidRequest([
      { field: 'body.to', code: 'invalid_period', message: `From \`from\` on, ${MAX_DAYS} days at most` },
    ]);
  }
  if (Date.parse(to) > Date.now() + DAY_MS) {
    return invalidRequest([{ field: 'body.to', code: 'in_future', message: 'A day that has begun' }]);
  }
  const gone = await findGoneDay(em, from, to);
  if (gone !== null) {
    return problem(409, EVENTS_GONE, `The events of ${gone} are not kept any more, so its figures stay as they are.`);
  }
  return await transact(em, (tx) =>
    enqueue(tx, {
      type: rebuildJobType,
      input: { from, to },
      summary: `figures of ${from} to ${to} from scratch`,
      requestedBy: principal.userId,
      priority: 'low',
    }),
  );
}
