import { sql } from 'kysely';
import { type Em, row } from '../../platform/db/sql.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { findTimeZones } from '../accounts/people/digest-readers.reads.ts';
import { DIGEST_FRESH_MS, hoursOf, type ZoneHour } from './digest-window.domain.ts';

/** By whose clock it is decided how late a run is. */
export type Clock = (em: Em) => Promise<Date>;

export const databaseClock: Clock = async (em) => (await row<{ now: Date }>(em, sql`select now() as now`))?.now as Date;

/**
 * Hours of people's days whose digests may be written now: they had begun by `dueAt`, and no longer than
 * {@link DIGEST_FRESH_MS} ago, in the zones that people live in. Oldest first.
 */
export async function findDueHours(em: Em, dueAt: Date, now: Date, logger: Logger): Promise<ZoneHour[]> {
  const after = new Date(Math.max(dueAt.getTime(), now.getTime()) - DIGEST_FRESH_MS);
  const hours = (await findTimeZones(em)).flatMap((timeZone) => {
    try {
      return hoursOf(timeZone, after, dueAt);
    } catch (error) {
      // Stored by a program that knew more zones than this one: its people must not keep the digests of all others back.
      logger.error({ err: error, time_zone: timeZone }, 'time zone unknown, its digests are left out');
      return [];
    }
  });
  return hours.sort((a, b) => a.at.getTime() - b.at.getTime());
}
