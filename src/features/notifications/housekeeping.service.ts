import { sql } from 'kysely';
import type { Config } from '../../platform/config.ts';
import { type Em, row, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import type { JobRow } from '../../platform/jobs/job-row.ts';
import { hasLiveJob } from '../../platform/jobs/live-job.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { notificationJobType } from './delivery.jobs.ts';

/** A job that was still for this long no longer keeps the next one from being asked for. */
const QUIET_MS = 120_000;
/** Nothing waits for a purge. */
const PURGE_INTERVAL_MS = 10 * 60_000;
/** Rows of one purge: tens of milliseconds. */
const PURGED_AT_ONCE = 5_000;

/** @returns the name of the present period when something is due */
async function duePeriod(em: Em, bucketMs: number): Promise<string | null> {
  const found = await row<{ period: string }>(
    em,
    sql`select to_char(date_bin(${bucketMs} * interval '1 millisecond', now(), 'epoch') at time zone 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as period
        where exists (select from notification_window where due_at <= now())`,
  );
  return found?.period ?? null;
}

/**
 * Asks for a job that mails what is due, whatever left it behind, unless one is at it: at most one a period over all
 * workers, however many people are told. It is not asked for by those who notify: a job's period key makes one transaction
 * wait for another, and theirs may be long.
 * @returns the job, if this call made it
 */
export async function requestDelivery(em: Em, enqueue: Enqueue, bucketMs: number): Promise<JobRow | undefined> {
  return await transact(em, async (tx) => {
    const period = await duePeriod(tx, bucketMs);
    if (period === null || (await hasLiveJob(tx, notificationJobType.type, QUIET_MS))) return undefined;
    return await enqueue(tx, {
      type: notificationJobType,
      input: {},
      summary: 'mails of notifications',
      requestedBy: null,
      periodKey: `${notificationJobType.type}:${period}`,
    });
  });
}

/** Deletes a batch of what is too old. @returns how many */
export async function purgeNotifications(em: Em, keepDays: number): Promise<number> {
  return await run(
    em,
    sql`delete from notification where id in (
          select id from notification where id < (select uuidv7(make_interval(days => ${-keepDays}::int)))
          order by id limit ${PURGED_AT_ONCE} for update skip locked)`,
  );
}

export interface NotificationHousekeepingOptions {
  em(): Em;
  enqueue: Enqueue;
  config: Pick<Config, 'notifications' | 'jobs'>;
  logger: Logger;
}

/** The loops that every worker runs for notifications: asking for their mails, and deleting old ones. */
export function startNotificationHousekeeping(options: NotificationHousekeepingOptions): Loop {
  const { em, enqueue, config, logger } = options;
  const { bucketMs, keepDays } = config.notifications;
  const loops = [
    startLoop({
      name: 'notification-mails',
      intervalMs: config.jobs.dispatchIntervalMs,
      logger,
      round: async () => {
        await requestDelivery(em(), enqueue, bucketMs);
        return false;
      },
    }),
    startLoop({
      name: 'notification-purge',
      intervalMs: PURGE_INTERVAL_MS,
      logger,
      round: async () => (await purgeNotifications(em(), keepDays)) === PURGED_AT_ONCE,
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
