import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { beginRun, reportProgress, succeedRun } from '../../../platform/jobs/fence.ts';
import type { JobFence } from '../../../platform/jobs/jobs.contract.ts';
import type { EventName } from '../../events/events.contract.ts';
import type { NewNotification } from '../../notifications/notifications.contract.ts';
import type { Notify } from '../../notifications/notify.service.ts';
import type { AlertCondition } from './alerts.contract.ts';

/** Firings told in one transaction: some tens of milliseconds, and little to repeat after a crash. */
export const FIRINGS_PER_PAGE = 300;

interface UntoldFiring {
  id: string;
  alert_id: string;
  user_id: string;
  at: Date;
  price: number;
  threshold: number;
  condition: AlertCondition;
  symbol: string;
  name: string;
  currency: string;
}

/** Takes the job for this run. @returns how many of its firings no one was told of; null when the job is not this run's */
export async function beginTelling(em: Em, fence: JobFence, attempt: number): Promise<number | null> {
  const found = await row<{ untold: number }>(
    em,
    sql`with run as (${beginRun(fence, attempt)})
        select (select count(*)::int from price_alert_firing f where f.job_id = run.id and f.told_at is null) as untold
        from run`,
  );
  return found?.untold ?? null;
}

const toNotification = (firing: UntoldFiring): NewNotification => ({
  kind: 'price_alert',
  userId: firing.user_id,
  actorId: null,
  onceKey: `price_alert:${firing.id}`,
  data: {
    alertId: firing.alert_id,
    firingId: firing.id,
    symbol: firing.symbol,
    assetName: firing.name,
    condition: firing.condition,
    threshold: firing.threshold,
    price: firing.price,
    currency: firing.currency,
    at: firing.at.toISOString(),
  },
});

async function lockUntold(tx: Em, jobId: string): Promise<UntoldFiring[]> {
  return await rows(
    tx,
    sql`select f.id, f.alert_id, a.user_id, f.at, f.price, f.threshold, a.condition, s.symbol, s.name, s.currency
        from price_alert_firing f join price_alert a on a.id = f.alert_id join asset s on s.id = a.asset_id
        where f.job_id = ${jobId} and f.told_at is null order by f.id limit ${FIRINGS_PER_PAGE} for update of f`,
  );
}

async function markTold(tx: Em, page: readonly UntoldFiring[]): Promise<void> {
  await run(
    tx,
    sql`with told as (
          update price_alert_firing f set told_at = now() from price_alert a
          where f.id = any(${page.map(({ id }) => id)}::uuid[]) and a.id = f.alert_id
          returning f.id, f.alert_id, f.price, a.user_id, a.asset_id)
        insert into event (name, user_id, properties)
        select ${'alert.fired' satisfies EventName}::text, user_id,
          jsonb_build_object('alertId', alert_id, 'firingId', id, 'assetId', asset_id, 'price', price)
        from told`,
  );
}

export interface TellingProgress {
  fence: JobFence;
  /** Firings the job was made for. */
  total: number;
  /** Those no one was told of yet. */
  untold: number;
}

/**
 * Tells of the next page of a job's firings, in the transaction of `tx`; the last page ends the job with it.
 * @returns how many it told of, and whether the run should go on: not when that was all, nor when the job is another's now
 */
export async function tellPage(
  tx: Em,
  notify: Notify,
  { fence, total, untold }: TellingProgress,
): Promise<{ told: number; more: boolean }> {
  const page = await lockUntold(tx, fence.jobId);
  const more = page.length === FIRINGS_PER_PAGE;
  const done = Math.max(0, total - untold) + page.length;
  if (!(await reportProgress(tx, fence, { done, total }))) return { told: 0, more: false };
  if (page.length > 0) {
    await notify(tx, page.map(toNotification));
    await markTold(tx, page);
  }
  if (!more) await run(tx, succeedRun(fence));
  return { told: page.length, more };
}
