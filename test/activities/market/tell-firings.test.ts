import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { sql } from 'kysely';
import { createAlertActivities } from '../../../activities/market/alerts.activities.ts';
import { FIRINGS_PER_PAGE } from '../../../src/features/market/alerts/alert-firings.service.ts';
import type { TellFiringsInput } from '../../../src/features/market/alerts/alerts.contract.ts';
import { priceAlertsJobType } from '../../../src/features/market/alerts/alerts.jobs.ts';
import type { Notify } from '../../../src/features/notifications/notify.service.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { run } from '../../../src/platform/db/sql.ts';
import { retryJob } from '../../../src/platform/jobs/commands.ts';
import type { JobRow } from '../../../src/platform/jobs/job-row.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import type { JobFence } from '../../../src/platform/jobs/jobs.contract.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { settleRun } from '../../../src/platform/jobs/settle.ts';
import {
  addAssets,
  createMarketFixture,
  giveAlerts,
  type MarketFixture,
  notifyInbox,
  START,
} from '../../support/market.ts';

const types = new JobTypes([priceAlertsJobType]);
let market: MarketFixture;
beforeAll(async () => {
  market = await createMarketFixture();
});
afterAll(() => market.close());

let assets = 0;

/** A job with so many firings, of one alert each. */
async function fired(count: number): Promise<{ job: JobRow; alerts: string[] }> {
  const [asset] = await addAssets(market.em(), { [`T${++assets}`]: 100 });
  const alerts = await giveAlerts(
    market.em(),
    Array.from({ length: count }, () => ({
      userId: newId(),
      assetId: asset?.id as number,
      condition: 'above' as const,
      threshold: 110,
      rearmPercent: 1,
      repeat: true,
      latest: 100,
    })),
  );
  await market.ingest(new Map([[asset?.id as number, [{ at: START + 1_000, price: 111 }]]]));
  return { job: await market.job(), alerts };
}

interface AttemptOptions {
  number?: number;
  notify?: Notify;
  fence?: Partial<JobFence>;
  /** Given to see heartbeats, or to cancel. */
  environment?: MockActivityEnvironment;
  passMs?: number;
}

const environment = (attempt = 1) => new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') });

async function tell(job: JobRow, options: AttemptOptions = {}): Promise<unknown> {
  const { tellFirings } = createAlertActivities({ em: market.em, notify: options.notify ?? notifyInbox });
  return await (options.environment ?? environment(options.number)).run(
    (input: TellFiringsInput) => tellFirings(input),
    {
      fence: { ...market.fence(job), ...options.fence },
      firings: (job.input as { firings: number }).firings,
      ...(options.passMs === undefined ? {} : { passMs: options.passMs }),
    },
  );
}

const job = (id: string) => market.one<JobRow>(sql`select * from job where id = ${id}`);
const inbox = (id: string) =>
  market.all<{ user_id: string; once_key: string; data: Record<string, unknown> }>(
    sql`select i.user_id, i.once_key, i.data from test_inbox i
        join price_alert_firing f on i.once_key = 'price_alert:' || f.id where f.job_id = ${id}`,
  );
const untold = async (id: string) =>
  (
    await market.one<{ n: number }>(
      sql`select count(*)::int as n from price_alert_firing where job_id = ${id} and told_at is null`,
    )
  ).n;
const events = async (id: string) =>
  (
    await market.one<{ n: number }>(
      sql`select count(*)::int as n from event e join price_alert_firing f on e.properties->>'firingId' = f.id::text
          where e.name = 'alert.fired' and f.job_id = ${id}`,
    )
  ).n;

/** Works through so many pages, then breaks as told, once. */
function breaking(pages: number, how: (tell: () => Promise<void>) => Promise<void>): Notify {
  let told = 0;
  return async (tx, notifications) => {
    told += 1;
    if (told <= pages) return await notifyInbox(tx, notifications);
    return await how(() => notifyInbox(tx, notifications));
  };
}

test('the owner is told what happened, and the job ends with it', async () => {
  const { job: made, alerts } = await fired(1);
  await tell(made);
  const [told] = await inbox(made.id);
  const firing = await market.one<Record<string, unknown>>(
    sql`select f.id, a.user_id, f.told_at from price_alert_firing f join price_alert a on a.id = f.alert_id where f.job_id = ${made.id}`,
  );
  expect(told).toEqual({
    user_id: firing.user_id,
    once_key: `price_alert:${firing.id}`,
    data: {
      alertId: alerts[0],
      firingId: firing.id,
      symbol: `T${assets}`,
      assetName: `T${assets} Inc.`,
      condition: 'above',
      threshold: 110,
      price: 111,
      currency: 'USD',
      at: new Date(START + 1_000).toISOString(),
    },
  });
  expect(firing.told_at).toBeInstanceOf(Date);
  expect(await job(made.id)).toMatchObject({
    status: 'succeeded',
    progress_done: 1,
    progress_total: 1,
    attempts: 1,
  });
  expect(await events(made.id)).toBe(1);
});

test('many firings are told in pages, each with its progress', async () => {
  const count = 2 * FIRINGS_PER_PAGE + 5;
  const { job: made } = await fired(count);
  const seen: { page: number; progress: number }[] = [];
  const watching: Notify = async (tx, notifications) => {
    await notifyInbox(tx, notifications);
    seen.push({ page: notifications.length, progress: (await job(made.id)).progress_done });
  };
  await tell(made, { notify: watching });
  expect(seen).toEqual([
    { page: FIRINGS_PER_PAGE, progress: 0 },
    { page: FIRINGS_PER_PAGE, progress: FIRINGS_PER_PAGE },
    { page: 5, progress: 2 * FIRINGS_PER_PAGE },
  ]);
  expect(await job(made.id)).toMatchObject({ status: 'succeeded', progress_done: count, progress_total: count });
  expect(await inbox(made.id)).toHaveLength(count);
  expect(await events(made.id)).toBe(count);
});

test('a number of firings that fills its last page ends too', async () => {
  const { job: made } = await fired(FIRINGS_PER_PAGE);
  await tell(made);
  expect(await job(made.id)).toMatchObject({ status: 'succeeded', progress_done: FIRINGS_PER_PAGE });
});

test('a job that is run again after its end does nothing', async () => {
  const { job: made } = await fired(2);
  await tell(made);
  await tell(made, { number: 2 });
  expect([(await inbox(made.id)).length, await events(made.id)]).toEqual([2, 2]);
});

test('a run that is not the job’s has no effect', async () => {
  const { job: made } = await fired(2);
  await tell(made, { fence: { generation: 2 } });
  await market.all(sql`update job set chain_id = 'another' where id = ${made.id}`);
  await tell(made);
  expect([await untold(made.id), (await inbox(made.id)).length]).toEqual([2, 0]);
});

test('a worker that dies before a page is written repeats that page, and no page before it', async () => {
  const { job: made } = await fired(FIRINGS_PER_PAGE + 7);
  const dying = breaking(1, async (write) => {
    await write();
    throw new Error('killed'); // takes the transaction with it
  });
  await expect(tell(made, { notify: dying })).rejects.toThrow('killed');
  expect([await untold(made.id), (await inbox(made.id)).length, await events(made.id)]).toEqual([
    7,
    FIRINGS_PER_PAGE,
    FIRINGS_PER_PAGE,
  ]);
  expect(await job(made.id)).toMatchObject({ status: 'running', progress_done: FIRINGS_PER_PAGE });
  const pages: number[] = [];
  await tell(made, {
    number: 2,
    notify: async (tx, notifications) => {
      pages.push(notifications.length);
      await notifyInbox(tx, notifications);
    },
  });
  expect(pages).toEqual([7]);
  expect(await job(made.id)).toMatchObject({ status: 'succeeded', attempts: 2 });
  expect(await events(made.id)).toBe(FIRINGS_PER_PAGE + 7);
});

test('an attempt that was given up and still works tells nothing twice', async () => {
  const { job: made } = await fired(FIRINGS_PER_PAGE + 7);
  let second: Promise<unknown> | undefined;
  const slow = breaking(0, async (write) => {
    second ??= tell(made, { number: 2 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await write();
  });
  await tell(made, { notify: slow });
  await second;
  expect(await job(made.id)).toMatchObject({ status: 'succeeded' });
  expect([(await inbox(made.id)).length, await events(made.id)]).toEqual([FIRINGS_PER_PAGE + 7, FIRINGS_PER_PAGE + 7]);
});

test('a job that is ended under its run keeps the page from being written', async () => {
  const { job: made } = await fired(3);
  const fence = market.fence(made);
  await market.all(sql`update job set status = 'running', chain_id = ${fence.chainId} where id = ${made.id}`);
  await settleRun(market.em(), types, { fence, status: 'failed', error: { code: 'timeout', message: 'swept' } });
  await tell(made);
  expect(await untold(made.id)).toBe(3);
  const again = await retryJob(market.em(), types, made.id, LEFT_TO_DISPATCHER);
  await tell(again as JobRow);
  expect([await untold(made.id), (await inbox(made.id)).length]).toEqual([0, 3]);
});

test('a cancellation stops the job between two pages, and a retry goes on from there', async () => {
  const { job: made } = await fired(FIRINGS_PER_PAGE + 7);
  const stopping = environment();
  const notify = breaking(0, async (write) => {
    await write();
    stopping.cancel();
  });
  await expect(tell(made, { notify, environment: stopping })).rejects.toThrow('stopped between two pages');
  expect(await untold(made.id)).toBe(7);
  const fence = market.fence(made);
  expect(await settleRun(market.em(), types, { fence, status: 'cancelled', error: null })).toBe(true);
  const again = await retryJob(market.em(), types, made.id, LEFT_TO_DISPATCHER);
  await tell(again as JobRow);
  expect(await job(made.id)).toMatchObject({ status: 'succeeded', progress_done: FIRINGS_PER_PAGE + 7 });
  expect(await inbox(made.id)).toHaveLength(FIRINGS_PER_PAGE + 7);
});

test('a firing whose alert was deleted in the meantime is not told', async () => {
  const { job: made, alerts } = await fired(3);
  await run(market.em(), sql`delete from price_alert where id = ${alerts[1]}`);
  await tell(made);
  const told = (await inbox(made.id)).map(({ data }) => data.alertId);
  expect(told.sort()).toEqual([alerts[0], alerts[2]].sort());
  expect(await job(made.id)).toMatchObject({ status: 'succeeded' });
});

test('the threshold that is told is the one it had when it fired', async () => {
  const { job: made, alerts } = await fired(1);
  await market.all(sql`update price_alert set threshold = 900 where id = ${alerts[0]}`);
  await tell(made);
  expect((await inbox(made.id))[0]?.data.threshold).toBe(110);
});

test('the database lost before the first page is a failure that is retried', async () => {
  const { job: made } = await fired(2);
  const activities = createAlertActivities({
    em: () => {
      throw new Error('connection terminated');
    },
    notify: notifyInbox,
  });
  const input = { fence: market.fence(made), firings: 2 };
  await expect(environment().run(activities.tellFirings, input)).rejects.toThrow('connection terminated');
  await tell(made, { number: 2 });
  expect(await untold(made.id)).toBe(0);
});

test('a pass whose time is up ends with its page, and the next one goes on', async () => {
  const { job: made } = await fired(2 * FIRINGS_PER_PAGE + 7);
  expect(await tell(made, { passMs: 0 })).toBe('more');
  expect(await untold(made.id)).toBe(FIRINGS_PER_PAGE + 7);
  expect(await job(made.id)).toMatchObject({ status: 'running', progress_done: FIRINGS_PER_PAGE });
  expect(await tell(made, { passMs: 0 })).toBe('more');
  expect(await tell(made, { passMs: 0 })).toBe('done');
  expect(await inbox(made.id)).toHaveLength(2 * FIRINGS_PER_PAGE + 7);
  expect(await job(made.id)).toMatchObject({ status: 'succeeded', progress_done: 2 * FIRINGS_PER_PAGE + 7 });
});
