import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { TEMPLATE_NAMES } from '../../../src/features/email/templates/template-names.contract.ts';
import { createEmailApi, type EmailApi, USER_ID } from './support.ts';

let api: EmailApi;

interface Given {
  template?: string;
  status?: string;
  createdAt: string;
  sendAt?: string;
  sentAfterMs?: number;
  uncertain?: number;
  address?: string;
  userId?: string;
}

async function given(mail: Given): Promise<void> {
  const due = sql`greatest(${mail.createdAt}::timestamptz, ${mail.sendAt ?? null}::timestamptz)`;
  const sentAt =
    mail.sentAfterMs === undefined ? sql`null` : sql`${due} + ${mail.sentAfterMs} * interval '1 millisecond'`;
  await api.execute(
    sql`insert into email_message (job_id, template, category, to_address, user_id, subject, data, status, created_at,
          send_at, sent_at, uncertain_count, error_code)
        values (uuidv7(), ${mail.template ?? 'welcome'}, 'account', ${mail.address ?? 'a@b.test'}, ${mail.userId ?? null},
          'A subject', '{"verifyUrl": "https://x.test/secret"}', ${mail.status ?? 'sent'}, ${mail.createdAt},
          ${mail.sendAt ?? null}, ${sentAt}, ${mail.uncertain ?? 0},
          ${mail.status === 'failed' ? 'smtp_rejected' : null})`,
  );
}

beforeAll(async () => {
  api = await createEmailApi();
  // On 2026-03-29 Berlin goes from 2 to 3 o'clock: that day has 23 hours there.
  for (const sentAfterMs of [100, 200, 300, 400]) await given({ createdAt: '2026-03-28T12:00:00Z', sentAfterMs });
  await given({ createdAt: '2026-03-28T23:30:00Z', sendAt: '2026-03-29T06:00:00Z', sentAfterMs: 500 });
  await given({ createdAt: '2026-03-29T21:30:00Z', status: 'failed', template: 'price-alert' });
  await given({ createdAt: '2026-03-29T22:30:00Z', status: 'queued', template: 'price-alert', uncertain: 2 });
  await given({ createdAt: '2026-03-30T10:00:00Z', status: 'cancelled', address: 'other@b.test', userId: USER_ID });
  await given({ createdAt: '2026-02-01T10:00:00Z', sentAfterMs: 9_000 });
});

afterAll(async () => {
  await api.close();
});

const stats = (query: string) => api.call('GET', `/api/email/stats?${query}`);
const PERIOD = 'from=2026-03-28T00:00:00Z&to=2026-03-31T00:00:00Z';

test('totals count every status, the delivery rate and the time to delivery from when the mail was due', async () => {
  const { status, json } = await stats(PERIOD);
  expect(status).toBe(200);
  expect(json.totals).toMatchObject({
    total: 8,
    queued: 1,
    sending: 0,
    sent: 5,
    failed: 1,
    cancelled: 1,
    uncertain: 1,
    delivered: 5,
    tracked: 0,
    deliveryRate: 5 / 6,
    bounceRate: 0,
    openRate: null,
    clickRate: null,
    complaintRate: 0,
    timeToDeliveryMs: { p50: 300, p95: expect.closeTo(480, 6) },
  });
});

test('statistics by template add up to the totals', async () => {
  const { json } = await stats(PERIOD);
  expect(json.byTemplate.map((one: { template: string; total: number }) => [one.template, one.total])).toEqual([
    ['price-alert', 2],
    ['welcome', 6],
  ]);
  for (const parts of [json.byTemplate, json.series]) {
    expect(parts.reduce((sum: number, one: { total: number }) => sum + one.total, 0)).toBe(json.totals.total);
  }
});

test('steps start at midnight of the requested zone, over a change of clocks, and empty ones are there', async () => {
  const { json } = await stats(`from=2026-03-26T23:00:00Z&to=2026-03-30T22:00:00Z&tz=Europe/Berlin`);
  expect(json.series.map((one: { start: string; total: number }) => [one.start, one.total])).toEqual([
    ['2026-03-26T23:00:00.000Z', 0],
    ['2026-03-27T23:00:00.000Z', 4],
    ['2026-03-28T23:00:00.000Z', 2],
    ['2026-03-29T22:00:00.000Z', 2],
  ]);
});

test('statistics can be of one template alone', async () => {
  const { json } = await stats(`${PERIOD}&template=price-alert&interval=week`);
  expect(json.totals).toMatchObject({ total: 2, sent: 0, failed: 1, deliveryRate: 0, timeToDeliveryMs: { p50: null } });
  expect(json.series.map((one: { start: string }) => one.start)).toEqual([
    '2026-03-23T00:00:00.000Z',
    '2026-03-30T00:00:00.000Z',
  ]);
});

test('a period without mail has no rate and no times', async () => {
  const { json } = await stats('from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z');
  expect(json.totals).toMatchObject({ total: 0, deliveryRate: null, timeToDeliveryMs: { p50: null, p95: null } });
  expect(json.series).toHaveLength(1);
});

test('statistics without a period are of the last 30 days', async () => {
  const { json } = await stats('');
  expect(Date.parse(json.to) - Date.parse(json.from)).toBe(30 * 86_400_000);
});

test.each([
  'from=2026-03-31T00:00:00Z&to=2026-03-01T00:00:00Z',
  'from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z',
  'from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z&interval=hour',
  'from=yesterday',
  'tz=Mars/Olympus',
  'tz=%2B02:00',
  'interval=minute',
  'template=nothing',
  'unknown=1',
])('%s is a 400', async (query) => {
  expect((await stats(query)).status).toBe(400);
});

test('the list pages through all mails, newest first, without their data', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const at: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { json } = await api.call('GET', `/api/email/messages?limit=4${at}`);
    seen.push(...json.data.map((mail: { id: string }) => mail.id));
    expect(JSON.stringify(json)).not.toContain('secret');
    cursor = json.nextCursor;
  } while (cursor !== null);
  expect(seen).toHaveLength(9);
  expect(seen).toEqual(seen.toSorted().toReversed());
});

test.each([
  ['status=failed', 1],
  ['template=price-alert', 2],
  ['address=other@b.test', 1],
  [`userId=${USER_ID}`, 1],
  ['address=nobody@b.test', 0],
])('the list by %s has %i', async (query, count) => {
  const { json } = await api.call('GET', `/api/email/messages?${query}`);
  expect(json.data).toHaveLength(count);
});

test('one mail is found by its id', async () => {
  const { json: list } = await api.call('GET', '/api/email/messages?status=failed');
  const { json } = await api.call('GET', `/api/email/messages/${list.data[0].id}`);
  expect(json).toEqual(list.data[0]);
  expect(json.messageId).toBe(`<${json.id}@vibe.localhost>`);
  expect((await api.call('GET', `/api/email/messages/${USER_ID}`)).status).toBe(404);
  expect((await api.call('GET', '/api/email/messages/7')).status).toBe(400);
});

test('the templates are listed, and each can be looked at', async () => {
  const { json } = await api.call('GET', '/api/email/templates');
  expect(json.data.map((template: { name: string }) => template.name)).toEqual(TEMPLATE_NAMES);
  for (const template of json.data) {
    const html = await api.call('GET', template.preview);
    expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html.text).toMatch(/^<!DOCTYPE html/);
    const text = await api.call('GET', `${template.preview}?format=text`);
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const all = await api.call('GET', `${template.preview}?format=json`);
    expect(all.json).toEqual({
      subject: template.subject,
      preview: expect.any(String),
      html: html.text,
      text: text.text,
    });
  }
  expect((await api.call('GET', '/api/email/templates/nothing/preview')).status).toBe(400);
});

test.each(['/api/email/stats', '/api/email/messages', '/api/email/templates', '/api/email/templates/welcome/preview'])(
  '%s is for admins, and the templates for keys that send mail',
  async (path) => {
    const allowed = path === '/api/email/templates' ? 200 : 403;
    const expected = { admin: 200, user: 403, moderator: 403, 'key-events': 403, 'key-send': allowed, forged: 401 };
    for (const [token, status] of Object.entries(expected)) {
      expect([token, (await api.call('GET', path, { token })).status]).toEqual([token, status]);
    }
    expect((await fetch(api.url + path)).status).toBe(401);
  },
);
