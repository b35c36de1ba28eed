import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { jobTypes } from '../../../src/composition/job-types.ts';
import { describeJobTypes } from '../../../src/features/jobs/job-types.presenter.ts';
import {
  activityRetry,
  mailRetry,
  RETRIES,
  retryDelayMs,
  retryTable,
} from '../../../src/features/jobs/retries.domain.ts';
import { JOB_PRIORITIES } from '../../../src/platform/jobs/jobs.contract.ts';

const MAIL_INITIAL_MS = 5_000;
const HOUR_MS = 3_600_000;

test('the table has exactly one line for each type of job', () => {
  const described = describeJobTypes(jobTypes, MAIL_INITIAL_MS);
  expect(described.filter(({ steps }) => steps.length === 0)).toEqual([]);
  expect([...retryTable(MAIL_INITIAL_MS).keys()].sort()).toEqual(described.map(({ type }) => type));
});

test.each(JOB_PRIORITIES)(
  'a mail of priority %s outlives a day of outage, and gives up within the next',
  (priority) => {
    const policy = mailRetry(priority, MAIL_INITIAL_MS);
    let total = 0;
    for (let attempt = 1; attempt < policy.maximumAttempts; attempt += 1) total += retryDelayMs(policy, attempt) ?? 0;
    expect(total).toBeGreaterThan(23 * HOUR_MS);
    expect(total).toBeLessThan(26 * HOUR_MS);
  },
);

test('waits grow by the coefficient up to the maximum, and end with the last attempt', () => {
  const policy = {
    initialIntervalMs: 1_000,
    coefficient: 2,
    maximumIntervalMs: 5_000,
    maximumAttempts: 5,
    deadlineMs: null,
  };
  expect([1, 2, 3, 4, 5].map((attempt) => retryDelayMs(policy, attempt))).toEqual([1_000, 2_000, 4_000, 5_000, null]);
  expect(retryDelayMs({ ...policy, maximumAttempts: null }, 1_000)).toBe(5_000);
});

describe('what the workflows ask the server for', () => {
  interface Scheduled {
    activityType: { name: string };
    scheduleToCloseTimeout?: string;
    retryPolicy: {
      initialInterval: string;
      backoffCoefficient: number;
      maximumInterval?: string;
      maximumAttempts?: number;
    };
  }
  const directory = fileURLToPath(new URL('../../replay/histories/', import.meta.url));
  const scheduled = readdirSync(directory)
    .flatMap((file) => JSON.parse(readFileSync(`${directory}${file}`, 'utf8')).events as Record<string, Scheduled>[])
    .map((event) => event.activityTaskScheduledEventAttributes)
    .filter((attributes) => attributes !== undefined);
  const seconds = (text = '0s') => 1_000 * Number(text.replace('s', ''));

  test.each([
    ['fillCampaign', RETRIES.campaign.fill],
    ['deliverBatch', RETRIES.campaign.pass],
    ['fillDigests', RETRIES.digest.fill],
    ['eraseOnce', RETRIES.account_deletion.erase],
    ['deliverWindows', RETRIES.notification.deliver],
    ['tellFirings', RETRIES.price_alerts.tell],
    ['passUntil', RETRIES.analytics_rollup.pass],
    ['rebuildDays', RETRIES.analytics_rebuild.rebuild],
  ])('%s is retried as the table says', (name, policy) => {
    const found = scheduled.filter(({ activityType }) => activityType.name === name);
    expect(found).not.toHaveLength(0);
    for (const { retryPolicy, scheduleToCloseTimeout } of found) {
      expect(activityRetry(policy)).toEqual(
        activityRetry({
          initialIntervalMs: seconds(retryPolicy.initialInterval),
          coefficient: retryPolicy.backoffCoefficient,
          // Without growth there is nothing for a maximum to cut.
          maximumIntervalMs:
            retryPolicy.backoffCoefficient === 1 ? policy.maximumIntervalMs : seconds(retryPolicy.maximumInterval),
          maximumAttempts: retryPolicy.maximumAttempts || null,
          deadlineMs: seconds(scheduleToCloseTimeout) || null,
        }),
      );
    }
  });
});
