import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Context } from '@temporalio/activity';
import { sql } from 'kysely';
import { createJobActivities } from '../../../activities/jobs/jobs.activities.ts';
import { createAlertActivities } from '../../../activities/market/alerts.activities.ts';
import { FIRINGS_PER_PAGE } from '../../../src/features/market/alerts/alert-firings.service.ts';
import { priceAlertsJobType } from '../../../src/features/market/alerts/alerts.jobs.ts';
import type { Notify } from '../../../src/features/notifications/notify.service.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { type JobRow, workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import {
  addAssets,
  createMarketFixture,
  giveAlerts,
  type MarketFixture,
  notifyInbox,
  START,
} from '../../support/market.ts';
import { startTestWorkers, type TestWorkers } from '../../support/workers.ts';

const types = new JobTypes([priceAlertsJobType]);
let market: MarketFixture;
let workers: TestWorkers;
/** What the notifier of the worker does at present. */
let notify: Notify;

beforeAll(async () => {
  market = await createMarketFixture();
  workers = await startTestWorkers({
    config: loadConfig({}),
    taskQueues: ['interactive'],
    activities: {
      ...createJobActivities({ em: market.em, jobTypes: types }),
      ...createAlertActivities({ em: market.em, notify: (tx, notifications) => notify(tx, notifications) }),
    },
  });
});
afterAll(async () => {
  await workers.stop();
  await market.close();
});
beforeEach(() => {
  notify = notifyInbox;
});

let assets = 0;
async function fired(count: number): Promise<JobRow> {
  const [asset] = await addAssets(market.em(), { [`W${++assets}`]: 100 });
  const alert = { assetId: asset?.id as number, condition: 'above' as const, threshold: 110, rearmPercent: 1 };
  const alerts = Array.from({ length: count }, () => ({ ...alert, userId: newId(), repeat: true, latest: 100 }));
  await giveAlerts(market.em(), alerts);
  await market.ingest(new Map([[alert.assetId, [{ at: START + 1_000, price: 111 }]]]));
  const job = await market.job();
  await workers.start(job);
  return job;
}

async function eventually(job: JobRow, wanted: (now: JobRow) => boolean): Promise<JobRow> {
  const until = performance.now() + 30_000;
  for (;;) {
    const now = await market.one<JobRow>(sql`select * from job where id = ${job.id}`);
    if (wanted(now)) return now;
    if (performance.now() > until) throw new Error(`still ${now.status}: ${now.error_message}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
const ended = (job: JobRow) => ['succeeded', 'failed', 'cancelled'].includes(job.status);
const told = async (job: JobRow) =>
  (
    await market.one<{ n: number }>(
      sql`select count(*)::int as n from test_inbox i
          join price_alert_firing f on i.once_key = 'price_alert:' || f.id where f.job_id = ${job.id}`,
    )
  ).n;

test('one activity tells of all that fired, page by page', async () => {
  const job = await fired(FIRINGS_PER_PAGE + 3);
  const count = FIRINGS_PER_PAGE + 3;
  expect(await eventually(job, ended)).toMatchObject({ status: 'succeeded', attempts: 1, progress_done: count });
  expect(await told(job)).toBe(count);
  await workers.client.workflow.getHandle(workflowIdOf(job)).result();
  const { events } = await workers.client.workflow.getHandle(workflowIdOf(job)).fetchHistory();
  expect(events?.filter((event) => event.activityTaskScheduledEventAttributes)).toHaveLength(1);
});

test('a pass that fails is tried again until it works, and goes on where it was', async () => {
  const sizes: number[] = [];
  notify = async (tx, notifications) => {
    sizes.push(notifications.length);
    if (sizes.length === 2) throw new Error('connection terminated');
    await notifyInbox(tx, notifications);
  };
  const job = await fired(FIRINGS_PER_PAGE + 3);
  expect(await eventually(job, ended)).toMatchObject({ status: 'succeeded', attempts: 2 });
  expect(sizes).toEqual([FIRINGS_PER_PAGE, 3, 3]);
  expect(await told(job)).toBe(FIRINGS_PER_PAGE + 3);
});

test('a cancelled job says so, after its last page', async () => {
  notify = async (tx, notifications) => {
    await Context.current().cancelled.catch(() => undefined); // the next heartbeat brings it
    await notifyInbox(tx, notifications);
  };
  const job = await fired(2 * FIRINGS_PER_PAGE);
  await eventually(job, ({ status }) => status === 'running');
  await workers.client.workflow.getHandle(workflowIdOf(job)).cancel();
  expect(await eventually(job, ended)).toMatchObject({ status: 'cancelled' });
  expect(await told(job)).toBe(FIRINGS_PER_PAGE);
});
