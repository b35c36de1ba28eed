import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'kysely';
import pino from 'pino';
import { createCampaignActivities } from '../../../activities/campaigns/campaigns.activities.ts';
import { ACCOUNTS_AT_ONCE, fillCampaign } from '../../../src/features/campaigns/fill-campaign.ts';
import { run } from '../../../src/platform/db/sql.ts';
import type { JobFence } from '../../../src/platform/jobs/jobs.contract.ts';
import { limitRows } from '../../support/row-limit.ts';
import { type CampaignsFixture, createCampaignsFixture, segmentOf } from './support.ts';

/** Segments larger than one statement may take in. */
const PEOPLE = 2 * ACCOUNTS_AT_ONCE + 1_000;
let fixture: CampaignsFixture;

beforeAll(async () => {
  fixture = await createCampaignsFixture();
  await run(
    fixture.em(),
    sql`insert into app_user (email, display_name, password_hash, email_verified_at)
        select 'many-' || i || '@example.test', 'Reader ' || i, 'none', now() from generate_series(1, ${PEOPLE}::int) i`,
  );
  await limitRows(fixture.em(), 'email_message', ACCOUNTS_AT_ONCE);
}, 120_000);
afterAll(() => fixture.close());

const fenceOf = (jobId: string): JobFence => ({ jobId, generation: 1, chainId: 'chain' });
const filled = (id: string) =>
  fixture.one<{ mails: number; people: number }>(
    sql`select count(*)::int as mails, count(distinct user_id)::int as people from email_message where job_id = ${id}`,
  );

test('one statement for all people of such a segment exceeds the statement time-out', async () => {
  const id = await fixture.create(segmentOf({}));
  const all = sql`insert into email_message (job_id, once_key, template, category, to_address, user_id, subject, data)
    select ${id}, id::text, 'announcement', 'announcements', email, id, 'news', '{}' from app_user`;
  await expect(run(fixture.em(), all)).rejects.toMatchObject({ code: '57014' });
});

test('a segment of any size is taken in page by page, each person once, and shown in the report', async () => {
  const id = await fixture.create(segmentOf({}));
  expect(await fillCampaign(fixture.em(), fenceOf(id), 1)).toBe('filled');
  const { mails, people } = await filled(id);
  expect(mails).toBe(people);
  expect(people).toBeGreaterThanOrEqual(PEOPLE);
  expect((await fixture.call('GET', `/${id}`)).json.counts.total).toBe(mails);
}, 120_000);

test('a fill that stops on its way says so in the job, and goes on where it stopped', async () => {
  const id = await fixture.create(segmentOf({}));
  // The second page meets somebody whose row the database does not take.
  const [, second] = await fixture.all<{ id: string }>(
    sql`select id from app_user order by id offset ${ACCOUNTS_AT_ONCE} limit 2`,
  );
  await run(
    fixture.em(),
    sql`alter table email_message add constraint injected check (user_id <> ${sql.lit(second?.id)} or job_id <> ${sql.lit(id)})`,
  );
  const { fillCampaign: fill } = createCampaignActivities({ em: fixture.em, logger: pino({ level: 'silent' }) });
  const attempt = () => new MockActivityEnvironment({ attempt: 1 }).run(fill, { fence: fenceOf(id) });
  await expect(attempt()).rejects.toMatchObject({ type: 'campaign_fill_failed' });
  expect((await filled(id)).mails).toBeGreaterThan(ACCOUNTS_AT_ONCE - 100);
  const job = await fixture.one<{ status: string; error_code: string; error_message: string }>(
    sql`select status, error_code, error_message from job where id = ${id}`,
  );
  expect(job).toMatchObject({
    status: 'running',
    error_code: 'campaign_fill_failed',
    error_message: expect.stringContaining('injected'),
  });
  await run(fixture.em(), sql`alter table email_message drop constraint injected`);
  expect(await attempt()).toBe('filled');
  const { mails, people } = await filled(id);
  expect(mails).toBe(people);
  expect(people).toBeGreaterThanOrEqual(PEOPLE);
}, 120_000);

test('a pause and a cancellation come between two pages', async () => {
  const id = await fixture.create(segmentOf({}));
  const filling = fillCampaign(fixture.em(), fenceOf(id), 1);
  await fixture.call('POST', `/${id}/pause`);
  expect(['paused', 'filled']).toContain(await filling);
  await fixture.call('POST', `/${id}/resume`);
  expect(await fillCampaign(fixture.em(), fenceOf(id), 1)).toBe('filled');
}, 120_000);
