import { CancelledFailure, type Context } from '@temporalio/activity';
import type { DigestActivities, FillDigestsInput } from '../../src/features/digests/digests.contract.ts';
import type { DigestFill } from '../../src/features/digests/fill.service.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';

export interface DigestActivityDeps {
  em(): Em;
  fill: DigestFill;
}

/** After a crash it begins again: whoever has a row is no longer found. */
async function fillAll({ em, fill }: DigestActivityDeps, context: Context, input: FillDigestsInput): Promise<boolean> {
  const { fence, dueAt } = input;
  const hours = await fill.begin(em(), fence, context.info.attempt, new Date(dueAt));
  if (hours === null) return false;
  let page: Awaited<ReturnType<DigestFill['fillPage']>> = null;
  do {
    if (context.cancellationSignal.aborted) throw new CancelledFailure('stopped between two pages');
    page = await fill.fillPage(em(), fence, hours, page);
    if (page === 'lost') return false;
  } while (page !== null);
  return await fill.finish(em(), fence);
}

export function createDigestActivities(deps: DigestActivityDeps) {
  return {
    async fillDigests(input: FillDigestsInput): Promise<boolean> {
      return await withHeartbeat((context) => fillAll(deps, context, input));
    },
  } satisfies DigestActivities;
}
