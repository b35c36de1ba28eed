import { sql } from 'kysely';
import { type Em, row } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import { beginRun, holds, succeedRun } from '../../platform/jobs/fence.ts';
import type { JobFence } from '../../platform/jobs/jobs.contract.ts';
import type { Logger } from '../../platform/log/logger.ts';
import {
  type DigestReader,
  type DigestReaderCursor,
  findDigestReaders,
} from '../accounts/people/digest-readers.reads.ts';
import { addToBatch, createBatch, isUnwritten, markFilled } from '../email/batch/batch.service.ts';
import { findBatches } from '../email/batch/batch-figures.reads.ts';
import { digestKey } from './digest-key.ts';
import { DIGEST_KEEP_MS, type DigestWeek, digestWeekOf, type ZoneHour } from './digest-window.domain.ts';
import { type Clock, databaseClock, findDueHours } from './due-hours.reads.ts';

/** People of one transaction: their week is looked at in two statements and they are written in one. */
const PAGE = 1_000;
/** In the ledger; the mail itself says of which week it is. */
const SUBJECT = 'Your week in the market';

export interface FillDeps {
  /** Where links of digests lead. */
  links: readonly string[];
  /** Those with nothing of their own in their week. */
  findEmpty(em: Em, users: readonly (DigestWeek & { id: string })[]): Promise<ReadonlySet<string>>;
  logger: Logger;
  clock?: Clock;
}

export type DigestFill = ReturnType<typeof createDigestFill>;

/** Someone whose digest is due, and since when. */
export interface DueReader extends DigestReader {
  due: ZoneHour;
}

/** Some of those who are due. */
export interface DigestPage {
  readers: readonly DueReader[];
  /** Those with nothing of their own in their week. */
  empty: ReadonlySet<string>;
  /** Where the next page begins; null after the last. */
  next: DigestReaderCursor | null;
}

/** Writes the digests that are due into the ledger. Anyone who has one of the week there is left alone, so all of it may run twice. */
export function createDigestFill({ links, findEmpty, logger, clock = databaseClock }: FillDeps) {
  /** Mails are dated when they are written, a moment later. Should a week end in between, composing finds who has nothing in the new one. */
  async function emptyAmong(em: Em, readers: readonly DueReader[]): Promise<ReadonlySet<string>> {
    if (readers.length === 0) return new Set();
    const now = await clock(em);
    const weeks = new Map<string, DigestWeek>();
    for (const { due } of readers) {
      if (!weeks.has(due.timeZone)) weeks.set(due.timeZone, digestWeekOf(now, due.timeZone));
    }
    return await findEmpty(
      em,
      readers.map(({ id, due }) => ({ id, ...(weeks.get(due.timeZone) as DigestWeek) })),
    );
  }

  /** @param readers of the same instant */
  async function insert(tx: Em, jobId: string, at: Date, readers: readonly DueReader[], empty: ReadonlySet<string>) {
    await addToBatch(
      tx,
      {
        jobId,
        template: 'weekly-digest',
        category: 'weekly_digest',
        subject: SUBJECT,
        expiresAt: new Date(at.getTime() + DIGEST_KEEP_MS),
      },
      sql`select ${digestKey(sql`user_id`, sql`week`)} as once_key, address, name, user_id, empty
            from unnest(${readers.map(({ id }) => id)}::uuid[], ${readers.map(({ due }) => due.week)}::text[],
            ${readers.map(({ email }) => email)}::text[], ${readers.map(({ displayName }) => displayName)}::text[],
            ${readers.map(({ id }) => empty.has(id))}::boolean[]) as reader (user_id, week, address, name, empty)`,
    );
  }

  return {
    /** Takes the job and begins its batch. @returns the hours whose people get a digest; null when the job is not this run's */
    async begin(em: Em, fence: JobFence, attempt: number, dueAt: Date): Promise<ZoneHour[] | null> {
      return await transact(em, async (tx) => {
        if (!(await row(tx, beginRun(fence, attempt)))) return null;
        await createBatch(tx, { jobId: fence.jobId, links });
        return await findDueHours(tx, dueAt, await clock(tx), logger);
      });
    },

    /** Reads a page of those who are due and have no digest of their week. */
    async read(em: Em, hours: readonly ZoneHour[], after: DigestReaderCursor | null): Promise<DigestPage> {
      const found = await findDigestReaders(em, {
        hours,
        after,
        limit: PAGE,
        where: (userId, week) => isUnwritten(digestKey(userId, week)),
      });
      const readers = found.map((reader) => ({ ...reader, due: hours[reader.number - 1] as ZoneHour }));
      const empty = await emptyAmong(em, readers);
      return { readers, empty, next: found.length < PAGE ? null : (found.at(-1) as DigestReader) };
    },

    /** Writes a page; anyone who got a digest of the week since it was read gets no second. @returns false when the job is no longer this run's */
    async write(em: Em, fence: JobFence, { readers, empty }: DigestPage): Promise<boolean> {
      return await transact(em, async (tx) => {
        if (!(await row(tx, sql`select 1 as mine from job where ${holds(fence)} for no key update`))) return false;
        const byInstant = Map.groupBy(readers, ({ due }) => due.at.getTime());
        for (const [at, those] of byInstant) await insert(tx, fence.jobId, new Date(at), those, empty);
        return true;
      });
    },

    /** @returns whether there is anything to send; without, the job has ended */
    async finish(em: Em, fence: JobFence): Promise<boolean> {
      return await transact(em, async (tx) => {
        if (!(await row(tx, sql`select 1 as mine from job where ${holds(fence)} for no key update`))) return false;
        await markFilled(tx, fence.jobId);
        const total = (await findBatches(tx, [fence.jobId])).get(fence.jobId)?.counts.total ?? 0;
        if (total === 0) await row(tx, succeedRun(fence, { total }));
        return total > 0;
      });
    },
  };
}
