import { CancelledFailure, type Context } from '@temporalio/activity';
import type { CallActivities, CorrectMarkedInput } from '../../src/features/community/calls/correct-calls.contract.ts';
import { beginCorrecting, correctPage } from '../../src/features/community/calls/correct-calls.service.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import type { PassEnd } from '../../src/platform/jobs/jobs.contract.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';
import { passLimit } from '../../src/platform/temporal/pass-limit.ts';

/** Where it goes on after a crash is in the rows: a page is computed and unmarked in one transaction. */
async function correct(em: () => Em, context: Context, input: CorrectMarkedInput): Promise<PassEnd> {
  const isUp = passLimit(input);
  const { fence } = input;
  const total = await beginCorrecting(em(), fence, context.info.attempt);
  if (total === null) return 'done';
  for (let done = 0; ; ) {
    if (context.cancellationSignal.aborted) throw new CancelledFailure('stopped between two pages');
    const progress = { fence, done, total };
    const page = await transact(em(), (tx) => correctPage(tx, progress));
    if (!page?.more) return 'done';
    done += page.looked;
    context.heartbeat({ done });
    if (isUp()) return 'more';
  }
}

export function createCallActivities({ em }: { em(): Em }) {
  return {
    correctMarked: (input) => withHeartbeat((context) => correct(em, context, input)),
  } satisfies CallActivities;
}
