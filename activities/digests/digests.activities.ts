import { CancelledFailure, type Context } from '@temporalio/activity';
import type { DigestActivities, FillDigestsInput } from '../../src/features/digests/digests.contract.ts';
import type { DigestFill, DigestPage } from '../../src/features/digests/fill-digests.service.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';
import { passLimit } from '../../src/platform/temporal/pass-limit.ts';

export interface DigestActivityDeps {
  em(): Em;
  fill: DigestFill;
}

/** After a crash, and in the next pass, it begins again: a reader who has a row is no longer found. */
async function fillAll(
  { em, fill }: DigestActivityDeps,
  context: Context,
  input: FillDigestsInput,
): Promise<boolean | 'more'> {
  const isUp = passLimit(input);
  const { fence, dueAt } = input;
  const hours = await fill.begin(em(), fence, context.info.attempt, new Date(dueAt));
  if (hours === null) return false;
  const read = async (after: DigestPage['next']) => await fill.read(em(), hours, after);
  const write = async (page: DigestPage) => await fill.write(em(), fence, page);
  let page: DigestPage | null = await read(null);
  while (page !== null) {
    if (context.cancellationSignal.aborted) throw new CancelledFailure('stopped between two pages');
    // While a page is written the next is read. What fails ends the attempt once the other is done.
    const [written, next]: [PromiseSettledResult<boolean>, PromiseSettledResult<DigestPage | null>] =
      await Promise.allSettled([write(page), page.next && read(page.next)]);
    if (written.status === 'rejected') throw written.reason;
    if (next.status === 'rejected') throw next.reason;
    if (!written.value) return false;
    page = next.value;
    context.heartbeat();
    if (page !== null && isUp()) return 'more';
  }
  return await fill.finish(em(), fence);
}

export function createDigestActivities(deps: DigestActivityDeps) {
  return {
    async fillDigests(input: FillDigestsInput): Promise<boolean | 'more'> {
      return await withHeartbeat((context) => fillAll(deps, context, input));
    },
  } satisfies DigestActivities;
}
