import { CancelledFailure, type Context } from '@temporalio/activity';
import type { DigestActivities, FillDigestsInput } from '../../src/features/digests/digests.contract.ts';
import type { DigestFill, DigestPage } from '../../src/features/digests/fill.service.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';

export interface DigestActivityDeps {
  em(): Em;
  fill: DigestFill;
}

/** Pages that are written at the same time, while the next is read: the database writes each with one of its processes. */
const WRITERS = 2;

/** After a crash it begins again: whoever has a row is no longer found. */
async function fillAll({ em, fill }: DigestActivityDeps, context: Context, input: FillDigestsInput): Promise<boolean> {
  const { fence, dueAt } = input;
  const hours = await fill.begin(em(), fence, context.info.attempt, new Date(dueAt));
  if (hours === null) return false;
  const read = async (after: DigestPage['next']) => await fill.read(em(), hours, after);
  let next: Promise<DigestPage | null> = read(null);
  const take = async (): Promise<DigestPage | null> => {
    const page = next;
    next = page.then((taken) => (taken?.next ? read(taken.next) : null));
    next.catch(() => undefined); // whoever takes it is told
    return await page;
  };
  let mine = true;
  async function write(): Promise<void> {
    for (let page = await take(); page !== null && mine; page = await take()) {
      if (context.cancellationSignal.aborted) throw new CancelledFailure('stopped between two pages');
      if (!(await fill.write(em(), fence, page))) mine = false;
    }
  }
  // One that fails lets the others end, so that nothing is written behind the end of the attempt.
  const writers = await Promise.allSettled(Array.from({ length: WRITERS }, write));
  for (const writer of writers) if (writer.status === 'rejected') throw writer.reason;
  return mine && (await fill.finish(em(), fence));
}

export function createDigestActivities(deps: DigestActivityDeps) {
  return {
    async fillDigests(input: FillDigestsInput): Promise<boolean> {
      return await withHeartbeat((context) => fillAll(deps, context, input));
    },
  } satisfies DigestActivities;
}
