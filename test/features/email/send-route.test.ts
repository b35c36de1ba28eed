import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { templateOf } from '../../../src/features/email/templates/catalog.ts';
import { TEMPLATE_NAMES } from '../../../src/features/email/templates/template-names.contract.ts';
import { row } from '../../../src/platform/db/sql.ts';
import { createEmailApi, type EmailApi, USER_ID } from './support.ts';

let api: EmailApi;

beforeAll(async () => {
  api = await createEmailApi();
});

afterAll(async () => {
  await api.close();
});

beforeEach(() => {
  api.offered.length = 0;
});

const welcome = {
  template: 'welcome',
  to: { address: 'anna@b.test', name: 'Anna' },
  data: { displayName: 'Anna', verifyUrl: 'https://vibe.test/v#token=abc' },
};

async function counts() {
  return await row<{ jobs: number; mails: number }>(
    api.em(),
    sql`select (select count(*)::int from job) as jobs, (select count(*)::int from email_message) as mails`,
  );
}

test('an accepted mail is a job and a row of the ledger, offered for a start', async () => {
  const answer = await api.call('POST', '/api/email/send', { body: welcome });
  expect(answer.status).toBe(202);
  expect(answer.headers.get('location')).toBe(`/api/jobs/${answer.json.id}`);
  expect(answer.json).toMatchObject({ type: 'email', status: 'queued', summary: 'welcome to a…@b.test', runAt: null });
  expect(await api.mail(answer.json.id)).toMatchObject({
    status: 'queued',
    to_address: 'anna@b.test',
    to_name: 'Anna',
    subject: 'Welcome to Vibe Trend Analyzer',
    category: 'account',
  });
  expect(api.offered.map((job) => job.id)).toEqual([answer.json.id]);
});

test('the history of the run holds no data of the mail', async () => {
  const answer = await api.call('POST', '/api/email/send', { body: welcome });
  const input = JSON.stringify((await api.job(answer.json.id)).input);
  expect(input).not.toMatch(/anna|token|abc/i);
  expect(JSON.parse(input)).toMatchObject({
    retry: { initialIntervalMs: 200, maximumIntervalMs: 600_000, maximumAttempts: 152 },
    timing: { deadlineMs: 3_000, leaseMs: 3_500, attemptTimeoutMs: 9_000 },
  });
});

test.each(TEMPLATE_NAMES)('the sample data of %s is accepted', async (template) => {
  const { sample } = templateOf(template);
  const answer = await api.call('POST', '/api/email/send', {
    body: { template, to: { userId: USER_ID }, data: sample, priority: 'high' },
  });
  expect(answer.status).toBe(202);
  expect(await api.mail(answer.json.id)).toMatchObject({
    user_id: USER_ID,
    to_address: 'zoe@b.test',
    to_name: 'Zoë Müller',
  });
});

test('sendAt becomes the time of the job and of the mail', async () => {
  const sendAt = '2027-01-02T03:04:05+02:00';
  const answer = await api.call('POST', '/api/email/send', { body: { ...welcome, sendAt } });
  expect(answer.json.runAt).toBe('2027-01-02T01:04:05.000Z');
  expect(await api.mail(answer.json.id)).toMatchObject({ send_at: new Date(sendAt) });
});

test('the same key gives the same job, and another body with it is refused', async () => {
  const first = await api.call('POST', '/api/email/send', { body: welcome, key: 'k-1' });
  const before = await counts();
  const again = await api.call('POST', '/api/email/send', { body: welcome, key: 'k-1' });
  expect(again.json).toEqual(first.json);
  const other = await api.call('POST', '/api/email/send', { body: { ...welcome, priority: 'low' }, key: 'k-1' });
  expect(other.status).toBe(409);
  expect(await counts()).toEqual(before);
  expect(api.offered).toHaveLength(1);
});

test.each([
  ['an unknown template', { ...welcome, template: 'newsletter' }],
  ['a missing recipient', { template: 'welcome', data: welcome.data }],
  ['two kinds of recipient', { ...welcome, to: { userId: USER_ID, address: 'a@b.test' } }],
  ['a bad address', { ...welcome, to: { address: 'a@b.test\r\nBcc: c@d.test' } }],
  ['a name with a line break', { ...welcome, to: { address: 'a@b.test', name: 'a\r\nBcc: c@d.test' } }],
  ['an unknown field', { ...welcome, cc: 'x@b.test' }],
  ['an unknown field of the data', { ...welcome, data: { ...welcome.data, html: '<b>' } }],
  ['data of another template', { ...welcome, data: { displayName: 'x', resetUrl: 'https://x.test' } }],
  ['a script as link', { ...welcome, data: { ...welcome.data, verifyUrl: 'javascript:alert(1)' } }],
  ['http to another host', { ...welcome, data: { ...welcome.data, verifyUrl: 'http://elsewhere.test/x' } }],
  ['a link with a password', { ...welcome, data: { ...welcome.data, verifyUrl: 'https://vibe.test@evil.test/' } }],
  ['a day that is none', { ...welcome, sendAt: '2027-02-30T00:00:00Z' }],
  ['a time without zone', { ...welcome, sendAt: '2027-01-01T00:00:00' }],
  ['a time too far ahead', { ...welcome, sendAt: '2099-01-01T00:00:00Z' }],
  ['an unknown priority', { ...welcome, priority: 'urgent' }],
  ['an unknown user', { ...welcome, to: { userId: '01980000-0000-7000-8000-0000000000ff' } }],
  ['no object', [welcome]],
])('%s is a 400 that names the field and changes nothing', async (_what, body) => {
  const before = await counts();
  const answer = await api.call('POST', '/api/email/send', { body });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.json.errors.length).toBeGreaterThan(0);
  expect(await counts()).toEqual(before);
  expect(api.offered).toEqual([]);
});

test('a link within a list is held to the same', async () => {
  const sample = templateOf('activity').sample as { lines: object[] };
  const lines = [...sample.lines, { text: 'Look', url: 'http://elsewhere.test/x' }];
  const body = { template: 'activity', to: welcome.to, data: { ...sample, lines } };
  const answer = await api.call('POST', '/api/email/send', { body });
  expect(answer.status).toBe(400);
  expect(answer.json.errors).toMatchObject([{ field: 'body.data.lines[3].url', code: 'link_not_allowed' }]);
});

test('a link below the public URL may be http', async () => {
  const data = { ...welcome.data, verifyUrl: `${api.config.http.publicUrl}/api/auth/verify-email#token=x` };
  expect((await api.call('POST', '/api/email/send', { body: { ...welcome, data } })).status).toBe(202);
});

test.each([
  ['user', 403],
  ['key-events', 403],
  ['forged', 401],
  ['key-send', 202],
  ['admin', 202],
])('the token “%s” gets %i', async (token, status) => {
  expect((await api.call('POST', '/api/email/send', { body: welcome, token })).status).toBe(status);
});

test('an API key finds the mail among the jobs of its owner', async () => {
  const answer = await api.call('POST', '/api/email/send', { body: welcome, token: 'key-send' });
  expect(answer.json.requestedBy).toBe(USER_ID);
});
