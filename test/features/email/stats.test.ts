import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { EMAIL_STATUSES, type EmailStatus } from '../../../src/features/email/email.contract.ts';
import type { EmailStats } from '../../../src/features/email/email.schema.ts';
import { createEmailApi, type EmailApi } from './support.ts';

/** What became of mails, above all of those of campaigns. */

const CAMPAIGN = '01990000-0000-7000-8000-00000000000a';
const OTHER = '01990000-0000-7000-8000-00000000000b';
const DAY = '2026-03-02T10:00:00Z';
const PERIOD = 'from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z';
type After = 'opened' | 'machine_opened' | 'clicked' | 'bounced' | 'complained' | 'unsubscribed';

let api: EmailApi;
beforeAll(async () => {
  api = await createEmailApi();
});
afterAll(async () => {
  await api.close();
});
beforeEach(async () => {
  await api.execute(sql`truncate email_message, email_batch`);
});

/** Mails in a status, to which the same happened afterwards. @param campaign `null` for mails of their own */
async function mails(
  count: number,
  status: EmailStatus,
  after: After[] = [],
  campaign: string | null = CAMPAIGN,
  category = 'weekly_digest',
) {
  const at = (name: After) => (after.includes(name) ? sql`${DAY}::timestamptz + interval '1 hour'` : sql`null`);
  await api.execute(
    sql`insert into email_message (job_id, once_key, template, category, to_address, subject, data, status, created_at, sent_at,
          opened_at, machine_opened_at, clicked_at, bounced_at, complained_at, unsubscribed_at)
        select coalesce(${campaign}::uuid, uuidv7()), case when ${campaign}::uuid is not null then gen_random_uuid()::text end,
          'weekly-digest', ${category}, 'a@b.test', 'A subject', '{}', ${status}, ${DAY},
          ${status === 'sent' ? sql`${DAY}::timestamptz + interval '2 seconds'` : sql`null`},
          ${at('opened')}, ${at('machine_opened')}, ${at('clicked')}, ${at('bounced')}, ${at('complained')}, ${at('unsubscribed')}
        from generate_series(1, ${count})`,
  );
}

async function stats(query: string): Promise<EmailStats> {
  const { status, json } = await api.call('GET', `/api/email/stats?${query}`);
  expect(status).toBe(200);
  return json;
}

test('a mail in any status is counted, and the statuses add up to the total everywhere', async () => {
  for (const [index, status] of EMAIL_STATUSES.entries()) await mails(index + 1, status);
  const { totals, byTemplate, series } = await stats(PERIOD);
  for (const figures of [totals, ...byTemplate, ...series]) {
    expect(figures).toMatchObject(Object.fromEntries(EMAIL_STATUSES.map((status, index) => [status, index + 1])));
    expect(figures.total).toBe(36);
    expect(EMAIL_STATUSES.reduce((sum, status) => sum + figures[status], 0)).toBe(figures.total);
  }
});

test('a bounce afterwards counts against delivery; one at once is a failure already', async () => {
  await mails(6, 'sent');
  await mails(2, 'sent', ['bounced']);
  await mails(1, 'failed', ['bounced']);
  await mails(1, 'failed');
  await mails(5, 'suppressed');
  expect((await stats(PERIOD)).totals).toMatchObject({
    sent: 8,
    failed: 2,
    delivered: 6,
    bounced: 3,
    deliveryRate: 0.6,
    bounceRate: 0.3,
    timeToDeliveryMs: { p50: 2_000, p95: 2_000 },
  });
});

test('opens by people and by machines are told apart, and rates are of delivered mails that can tell', async () => {
  await mails(2, 'sent', ['opened', 'clicked']);
  await mails(1, 'sent', ['opened', 'machine_opened']);
  await mails(4, 'sent', ['machine_opened']);
  await mails(3, 'sent');
  // Its images were fetched by a scanner before the bounce came back: nobody has it.
  await mails(1, 'sent', ['bounced', 'opened', 'clicked']);
  // A password reset has no image to fetch.
  await mails(10, 'sent', [], null, 'account');
  // A mail of its own that can be refused has one, and links that lead straight to where they say.
  await mails(2, 'sent', ['opened'], null);
  expect((await stats(PERIOD)).totals).toMatchObject({
    total: 23,
    openedByPeople: 6,
    openedByMachines: 5,
    clicked: 3,
    delivered: 22,
    tracked: 12,
    linked: 10,
    openRate: 5 / 12,
    clickRate: 0.2,
  });
});

test('a bounce of a mail that was called off while it was perhaps sent is in no rate', async () => {
  await mails(1, 'sent');
  await mails(2, 'cancelled', ['bounced']);
  expect((await stats(PERIOD)).totals).toMatchObject({ bounced: 2, delivered: 1, deliveryRate: 1, bounceRate: 0 });
});

test('complaints and refusals are counted', async () => {
  await mails(7, 'sent');
  await mails(1, 'sent', ['complained'], null);
  await mails(2, 'sent', ['unsubscribed', 'clicked']);
  expect((await stats(PERIOD)).totals).toMatchObject({ complained: 1, unsubscribed: 2, complaintRate: 0.1 });
});

describe('of a campaign', () => {
  beforeEach(async () => {
    await api.execute(
      sql`insert into email_batch (job_id, created_at) values (${CAMPAIGN}, '2026-03-02T09:59:59.123456Z')`,
    );
    await mails(3, 'sent', ['opened']);
    await mails(1, 'deferred');
    await mails(5, 'sent', [], OTHER);
    await mails(7, 'sent', [], null);
  });

  test('statistics of a campaign count from its start unless another period is asked for', async () => {
    const { from, totals } = await stats(`campaignId=${CAMPAIGN}&to=2026-03-09T00:00:00Z`);
    expect(from).toBe('2026-03-02T09:59:59.123Z');
    expect(totals).toMatchObject({ total: 4, sent: 3, deferred: 1, openRate: 1 });
    const later = await stats(`campaignId=${CAMPAIGN}&from=2026-03-03T00:00:00Z&to=2026-03-09T00:00:00Z`);
    expect(later.totals.total).toBe(0);
  });

  test('statistics of a campaign that began years ago are of its first year', async () => {
    await api.execute(sql`update email_batch set created_at = '2020-01-01T00:00:00Z'`);
    const { from, to } = await stats(`campaignId=${CAMPAIGN}`);
    expect([from, to]).toEqual(['2020-01-01T00:00:00.000Z', '2021-01-01T00:00:00.000Z']);
  });

  test('a campaign that does not exist has no figures', async () => {
    expect((await stats(`campaignId=01990000-0000-7000-8000-00000000000c`)).totals.total).toBe(0);
    expect((await api.call('GET', '/api/email/stats?campaignId=7')).status).toBe(400);
  });

  test('the mails of a campaign are listed', async () => {
    const { json } = await api.call('GET', `/api/email/messages?campaignId=${CAMPAIGN}&status=sent`);
    expect(json.data).toHaveLength(3);
    expect(json.data[0]).toMatchObject({
      jobId: CAMPAIGN,
      links: { job: `/api/jobs/${CAMPAIGN}` },
      openedAt: '2026-03-02T11:00:00.000Z',
      machineOpenedAt: null,
      nextAttemptAt: null,
    });
    expect(JSON.stringify(json)).not.toMatch(/once_?key/i);
  });
});

test('a deferred mail says when it may be tried again, and one that was sent since does not', async () => {
  await mails(1, 'deferred');
  await mails(1, 'sent');
  await api.execute(sql`update email_message set next_attempt_at = '2026-03-02T12:00:00Z'`);
  const next = async (status: string) =>
    (await api.call('GET', `/api/email/messages?status=${status}`)).json.data[0].nextAttemptAt;
  expect(await next('deferred')).toBe('2026-03-02T12:00:00.000Z');
  expect(await next('sent')).toBeNull();
});
