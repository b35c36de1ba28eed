import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Em, row } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { makeMissingPartitions } from '../../../platform/events/partitions.ts';
import { succeedRun } from '../../../platform/jobs/fence.ts';
import type { JobFence, PassEnd } from '../../../platform/jobs/jobs.contract.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import { dayName } from '../../../platform/time/day-name.domain.ts';
import { findLivingUserIds } from '../../accounts/people/living-users.reads.ts';
import { findArchivedDays } from '../archive/archive.queries.ts';
import { idOfEvent } from '../events/event-id.ts';
import { EventNames } from '../events/event-names.ts';
import type { EventRow } from '../events/event-queue.ts';
import { countDirtyDay, markDirty } from '../rollups/dirty-days.ts';
import { type NumberedEvent, pagesOf } from './import-lines.ts';
import { type ImportRejection, importKey } from './imports.contract.ts';
import { type BegunImport, beginImport, importWindow, insertImported, noteImport } from './imports.queries.ts';

/** Events of one transaction. It takes a tenth of a second, and leaves little to repeat after a crash. */
const PAGE = 2_000;

export interface ImportRunDeps {
  em(): Em;
  /** A database session of the role that makes partitions. */
  keeper(): Em;
  storage: Storage;
  /** For how many days events are kept. */
  eventDays: number;
}

export interface ImportControl {
  attempt: number;
  /** Called between two pages. Reports progress, and throws when the run must stop. */
  next(): void;
  /** Whether the time of the pass is up. */
  isUp(): boolean;
}

/** The file is gone. Only a new import can bring its events. */
export class ImportFileGone extends Error {
  override readonly name = 'ImportFileGone';
}

/** UTC day of an instant, `2026-03-02`. */
const lastLine = (numbered: NumberedEvent[]) => (numbered.at(-1) as NumberedEvent).line;

type ImportRow = EventRow & { at: number };

/** A line without an id is identified by its place, so a repeated page stores the same events. */
function rowOf({ line, event }: NumberedEvent, sender: string, jobId: string): ImportRow {
  const { name, eventId, at, properties, machine, userId } = event;
  const id = idOfEvent(sender, eventId ?? `${jobId}:${line}`, at);
  return { id, name, userId, at, properties, source: 'server', machine };
}

/** Stores older events from a file, page by page. After a kill it goes on with the page that was not committed. */
export function createImportRun({ em, keeper, storage, eventDays }: ImportRunDeps) {
  const names = new EventNames();

  /** Why events are not stored, by their place in the page. */
  async function rejections(page: readonly NumberedEvent[]): Promise<Map<number, ImportRejection>> {
    const rejected = new Map<number, ImportRejection>();
    const window = await importWindow(em(), eventDays);
    const people = new Set(page.flatMap(({ event }) => event.userId ?? []));
    const living = people.size === 0 ? people : new Set(await findLivingUserIds(em(), [...people]));
    for (const [place, { event }] of page.entries()) {
      if (event.at < window.from) rejected.set(place, 'too_old');
      else if (event.at > window.to) rejected.set(place, 'in_future');
      else if (event.userId !== null && !living.has(event.userId)) rejected.set(place, 'unknown_user');
    }
    const days = new Set(page.flatMap(({ event }, place) => (rejected.has(place) ? [] : dayName(event.at))));
    const archived = new Set(await findArchivedDays(em(), [...days]));
    for (const [place, { event }] of page.entries()) {
      if (!rejected.has(place) && archived.has(dayName(event.at))) rejected.set(place, 'day_archived');
    }
    return rejected;
  }

  /**
   * Stores the valid events of a page, and requests that their days are counted again.
   * @returns the state after the page, or null when another run has taken over
   */
  async function storePage(fence: JobFence, state: BegunImport, page: NumberedEvent[], total: number) {
    const rejected = await rejections(page);
    const kept = page.filter((_, place) => !rejected.has(place)).map((one) => rowOf(one, state.sender, fence.jobId));
    await names.register(em(), new Set(kept.map(({ name }) => name)));
    const days = [...new Set(kept.map(({ at }) => dayName(at)))];
    await makeMissingPartitions(keeper(), days);
    const counts = { ...state.result.rejected };
    for (const code of rejected.values()) counts[code] = (counts[code] ?? 0) + 1;
    return await transact(em(), async (tx) => {
      await markDirty(tx, days);
      const stored = await insertImported(tx, kept);
      // From here on a partition cannot be dropped without these rows. One that was dropped before the insert has left its row.
      if ((await findArchivedDays(tx, days)).length > 0) throw new Error('a day was archived meanwhile');
      const result = {
        stored: state.result.stored + stored,
        duplicates: state.result.duplicates + kept.length - stored,
        rejected: counts,
      };
      const next = { sender: state.sender, line: lastLine(page), result };
      return (await noteImport(tx, fence, next, total)) ? next : null;
    });
  }

  async function open(jobId: string): Promise<Readable> {
    const found = await storage.get(importKey(jobId));
    if (found.outcome !== 'found') throw new ImportFileGone('the file of the import is not in the storage any more');
    return found.body;
  }

  /** @throws ImportFileGone */
  return async (input: { fence: JobFence; events: number }, control: ImportControl): Promise<PassEnd> => {
    const { fence, events } = input;
    let state = await beginImport(em(), fence, control.attempt);
    if (state === null) return 'done';
    const body = await open(fence.jobId);
    const unpacked = body.pipe(createGunzip());
    body.on('error', (error) => unpacked.destroy(error));
    try {
      for await (const page of pagesOf(unpacked, PAGE, state.line)) {
        control.next();
        const next = await storePage(fence, state, page, events);
        if (next === null) return 'done';
        state = next;
        if (control.isUp()) return 'more';
      }
    } finally {
      unpacked.destroy();
      body.destroy();
    }
    while (await countDirtyDay(em(), 0, () => control.next())) control.next();
    const { result } = state;
    const ended = await row(em(), succeedRun(fence, { ...result }));
    // If this fails, the nightly maintenance removes the file.
    if (ended) await storage.delete(importKey(fence.jobId));
    return 'done';
  };
}

export type ImportRun = ReturnType<typeof createImportRun>;
