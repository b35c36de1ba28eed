import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { beginRun, reportProgress, succeedRun } from '../../../platform/jobs/fence.ts';
import type { JobFence } from '../../../platform/jobs/jobs.contract.ts';
import { dayName } from '../../../platform/time/day-name.domain.ts';
import { refreshBaseRates } from '../credibility/base-rates.queries.ts';
import { refreshCredibility } from '../credibility/credibility.service.ts';
import { takeStock } from '../figures/stock.queries.ts';
import { countDirtyDay } from './dirty-days.ts';
import { rebuildDay } from './rebuild-day.service.ts';
import { passOnce } from './rollup-pass.service.ts';
import type { RebuildInput, RollUpInput } from './rollups.contract.ts';

/** Milliseconds between two passes when nothing is left to do. */
const PAUSE_MS = 2_000;
const DAY_MS = 86_400_000;

export interface RunControl {
  attempt: number;
  /** Waits. Resolves to whether the run should stop. */
  pause(ms: number): Promise<boolean>;
  /** Tells that the run gets on. */
  progressed(): void;
}

async function begin(em: Em, fence: JobFence, attempt: number): Promise<boolean> {
  return (await row(em, sql`${beginRun(fence, attempt)}`)) !== undefined;
}

/**
 * Runs passes until a time.
 * @param benchmark symbol that calls are measured against
 * @returns false when it was stopped before its time
 */
export async function passUntil(
  em: () => Em,
  { fence, until }: RollUpInput & { fence: JobFence },
  { attempt, pause, progressed }: RunControl,
  benchmark: string,
): Promise<boolean> {
  if (!(await begin(em(), fence, attempt))) return true;
  await takeStock(em());
  await refreshBaseRates(em(), benchmark);
  await refreshCredibility(em);
  let [passes, events] = [0, 0];
  while (Date.now() < Date.parse(until)) {
    const pass = await passOnce(em());
    const repaired = await countDirtyDay(em(), undefined, progressed);
    passes += 1;
    events += pass.events;
    if (await pause(pass.more || repaired ? 0 : PAUSE_MS)) return false;
  }
  await row(em(), sql`${succeedRun(fence, { passes, events })}`);
  return true;
}

/** The events of a day were dropped while the job waited. The days before it are computed, the others stay as they are. */
export class EventsGone extends Error {
  override readonly name = 'EventsGone';
}

/** Days that an earlier attempt of the run has computed. */
async function daysDone(em: Em, { jobId }: JobFence): Promise<number> {
  return (await row<{ done: number }>(em, sql`select progress_done as done from job where id = ${jobId}`))?.done ?? 0;
}

/**
 * Computes days again, from where an earlier attempt ended.
 * @returns false when it was stopped before the last day
 * @throws EventsGone
 */
export async function rebuildDays(
  em: () => Em,
  { fence, from, to }: RebuildInput & { fence: JobFence },
  { attempt, pause, progressed }: RunControl,
): Promise<boolean> {
  if (!(await begin(em(), fence, attempt))) return true;
  const total = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  for (let done = attempt === 1 ? 0 : await daysDone(em(), fence); done < total; done += 1) {
    const day = dayName(Date.parse(from) + done * DAY_MS);
    if ((await rebuildDay(em(), day, { onPart: progressed })) === null)
      throw new EventsGone(`the events of ${day} are not kept any more, its figures stay as they are`);
    if (!(await reportProgress(em(), fence, { done: done + 1, total }))) return true;
    if (await pause(0)) return false;
  }
  const counted = await row<{ events: number }>(
    em(),
    sql`select coalesce(sum(events), 0)::float8 as events from event_day where day between ${from}::date and ${to}::date`,
  );
  await row(em(), sql`${succeedRun(fence, { days: total, events: counted?.events ?? 0 })}`);
  return true;
}
