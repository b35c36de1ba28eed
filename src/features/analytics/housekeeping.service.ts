import { sql } from 'kysely';
import { type Em, run } from '../../platform/db/sql.ts';
import { makePartitionsAhead } from '../../platform/events/partitions.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';

/** Milliseconds. Partitions are made two weeks ahead, so many rounds may fail. */
const INTERVAL_MS = 10 * 60_000;
const KEEP_ALLOWANCES_DAYS = 7;
/** A year and a month, so that a year can still be compared with the one before for a while. */
const KEEP_ROLLUPS = sql`interval '400 days'`;
const KEEP_COUNTS = sql`interval '1 day'`;

/** Deletes rollups that are too old for any question. The sums of days stay, since they are few. */
async function purgeRollups(em: Em): Promise<void> {
  for (const table of ['event_quarter', 'user_quarter', 'asset_quarter', 'platform_hour']) {
    await run(em, sql`delete from ${sql.table(table)} where at < now() - ${KEEP_ROLLUPS}`);
  }
  await run(em, sql`delete from active_day where day < (now() - ${KEEP_ROLLUPS})::date`);
  await run(em, sql`delete from active_count where counted_at < now() - ${KEEP_COUNTS}`);
}

/** Makes partitions of events ahead of time, and purges old rows. Any number of programs may run it. */
export function startAnalyticsHousekeeping(options: { em(): Em; maintenance(): Em; logger: Logger }): Loop {
  return startLoop({
    name: 'analytics-housekeeping',
    intervalMs: INTERVAL_MS,
    logger: options.logger,
    round: async () => {
      const made = await makePartitionsAhead(options.maintenance());
      if (made > 0) options.logger.info({ made }, 'partitions of events were made ahead');
      await run(
        options.em(),
        sql`delete from event_allowance where day < (now() at time zone 'UTC')::date - ${KEEP_ALLOWANCES_DAYS}::int`,
      );
      await purgeRollups(options.em());
      return false;
    },
  });
}
