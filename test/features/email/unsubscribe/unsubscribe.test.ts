import { sql } from 'kysely';
import { templateOf } from '../../../../src/features/email/templates/catalog.ts';
import { createMailTokens } from '../../../../src/features/email/tracking/mail-tokens.ts';
import { row, rows } from '../../../../src/platform/db/sql.ts';
import { transact } from '../../../../src/platform/db/transaction.ts';
import { addUsers } from '../../../support/users.ts';
import { BROWSER, everything, metBy, sentMail, tokenFor } from '../mails.ts';
import { createEmailApi, type EmailApi } from '../support.ts';

let api: EmailApi;
beforeAll(async () => {
  api = await createEmailApi();
});
afterAll(() => api.close());

/** @param categories what they have chosen; nothing without */
async function user(name: string, categories?: Record<string, boolean>): Promise<string> {
  const [id = ''] = await addUsers(api.em(), [{ email: `${name}@b.test`, name }]);
  if (categories) {
    await api.execute(
      sql`insert into user_preferences (user_id, time_zone, digest_day, digest_hour, email_categories)
          values (${id}, 'Asia/Tokyo', 3, 17, ${JSON.stringify(categories)}::jsonb)`,
    );
  }
  return id;
}

const preferences = (id: string) =>
  row(
    api.em(),
    sql`select time_zone, digest_day, digest_hour, email_categories from user_preferences where user_id = ${id}`,
  );
const list = (address: string) =>
  rows(api.em(), sql`select reason, category, message_id from email_suppression where address = ${address}`);

const pathOf = (id: string) => `${api.url}/api/email/unsubscribe/${tokenFor(api, 'unsubscribe', id)}`;
const post = async (id: string, init: RequestInit = {}) => await fetch(pathOf(id), { method: 'POST', ...init });
const FORM = 'application/x-www-form-urlencoded';
const ONE_CLICK = { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };

describe('GET', () => {
  test.each([
    ['a browser', { 'user-agent': BROWSER, accept: 'text/html' }],
    ['a scanner', { 'user-agent': 'Mimecast' }],
    ['nobody', { 'user-agent': '' }],
  ])('a GET by %s shows a page, and changes nothing in any table', async (_who, headers) => {
    const id = await sentMail(api, { userId: await user(`get-${_who.replace(' ', '-')}`) });
    const before = await everything(api);
    for (const method of ['GET', 'HEAD']) {
      const answer = await fetch(`${pathOf(id)}?List-Unsubscribe=One-Click`, { method, headers });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('content-security-policy')).toContain("form-action 'self'");
    }
    expect(await everything(api)).toBe(before);
  });

  test('the page names the category, with a form that needs no script', async () => {
    const html = await (await fetch(pathOf(await sentMail(api)))).text();
    expect(html).toContain('unsubscribe from the weekly digest?');
    expect(html).toMatch(/<form method="post">.*<button type="submit">Unsubscribe<\/button><\/form>/);
    expect(html).not.toMatch(/<script|javascript|B\.test/i);
  });
});

describe('POST', () => {
  const multipart = new FormData();
  multipart.set('List-Unsubscribe', 'One-Click');
  const bodies: [what: string, init: RequestInit][] = [
    ['as RFC 8058 has it', ONE_CLICK],
    ['as RFC 8058 has it, in parts', { body: multipart }],
    ['without a body', {}],
    ['with an empty form', { body: '', headers: { 'content-type': FORM } }],
    [
      'with other values and fields',
      { body: new URLSearchParams('List-Unsubscribe=One-Click&List-Unsubscribe=1&%00=%ff') },
    ],
    [
      'in another charset',
      { body: 'List-Unsubscribe=One-Click', headers: { 'content-type': `${FORM}; charset=iso-8859-1` } },
    ],
    ['of no type', { body: new Uint8Array([0x61, 0x3d, 0xff]) }],
    [
      'in parts without a boundary',
      { body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'multipart/form-data' } },
    ],
    ['as JSON', { body: '{"List-Unsubscribe":"One-Click"}', headers: { 'content-type': 'application/json' } }],
    ['by a browser', { ...ONE_CLICK, headers: { accept: 'text/html,*/*', 'user-agent': BROWSER } }],
  ];

  test.each(bodies)('a POST %s opts a user out of that category, and of nothing else', async (what, init) => {
    const chosen = { activity: true, price_alerts: false };
    const id = await user(`chosen-${bodies.findIndex(([name]) => name === what)}`, chosen);
    const mail = await sentMail(api, { userId: id });
    for (let time = 0; time < 2; time += 1) {
      const answer = await post(mail, init);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('set-cookie')).toBeNull();
      const page = what === 'by a browser';
      expect(answer.headers.get('content-type')).toBe(page ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8');
      expect(await answer.text()).toContain(page ? 'unsubscribed from the weekly digest.' : 'Unsubscribed.');
      expect(await preferences(id)).toEqual({
        time_zone: 'Asia/Tokyo',
        digest_day: 3,
        digest_hour: 17,
        email_categories: { ...chosen, weekly_digest: false },
      });
    }
    expect(await metBy(api, mail)).toEqual(['unsubscribed_at']);
    expect(await list('anna@b.test')).toEqual([]);
  });

  test('a POST leaves a user who had chosen nothing with the defaults', async () => {
    const id = await user('defaults');
    await post(await sentMail(api, { userId: id, category: 'announcements' }), ONE_CLICK);
    expect(await preferences(id)).toEqual({
      time_zone: 'UTC',
      digest_day: 1,
      digest_hour: 8,
      email_categories: { announcements: false },
    });
  });

  test('a POST puts a stranger on the suppression list, for that category, once', async () => {
    const mail = await sentMail(api, { address: 'Stranger@B.test', category: 'room_invitations' });
    for (let time = 0; time < 3; time += 1) expect((await post(mail, ONE_CLICK)).status).toBe(200);
    const entry = { reason: 'unsubscribe', category: 'room_invitations', message_id: mail };
    expect(await list('stranger@b.test')).toEqual([entry]);
  });

  test('ten POSTs at once are one opt-out', async () => {
    const id = await user('at-once');
    const mail = await sentMail(api, { userId: id });
    const stranger = await sentMail(api, { address: 'at-once@c.test' });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => post(n % 2 ? mail : stranger, ONE_CLICK)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await list('at-once@c.test')).toHaveLength(1);
    expect(await preferences(id)).toMatchObject({ email_categories: { weekly_digest: false } });
  });

  test('a POST from a mail to a deleted user is answered like any other', async () => {
    const gone = await user('gone');
    await api.execute(sql`update app_user set deleted_at = now() where id = ${gone}`);
    expect((await post(await sentMail(api, { userId: gone }), ONE_CLICK)).status).toBe(200);
    expect(await preferences(gone)).toBeUndefined();
    expect((await post(await sentMail(api, { address: '' }), ONE_CLICK)).status).toBe(200);
    expect(await list('')).toEqual([]);
  });
});

test('mail about the account cannot be unsubscribed from, and invalid tokens are refused', async () => {
  const account = await sentMail(api, { category: 'account', address: 'account@c.test' });
  const mail = await sentMail(api, { address: 'forged@c.test' });
  const forged = createMailTokens('another secret of at least 32 characters');
  const tokens = [
    tokenFor(api, 'unsubscribe', account),
    tokenFor(api, 'open', mail),
    tokenFor(api, 'click', mail),
    tokenFor(api, 'unsubscribe', mail).slice(1),
    forged.sign('unsubscribe', { messageId: mail, link: 0 }),
    mail,
  ];
  const before = await everything(api);
  for (const token of tokens) {
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(`${api.url}/api/email/unsubscribe/${token}`, { method });
      expect([method, token, answer.status]).toEqual([method, token, 404]);
    }
  }
  expect(await everything(api)).toBe(before);
});

test('a user who unsubscribed gets no mail of that category, and still the others and a new password', async () => {
  const id = await user('reader');
  const to = { address: 'reader@b.test', name: 'Reader', userId: id };
  const stranger = { address: 'Reader@C.test', name: '', userId: null };
  const send = async (
    template: 'room-invitation' | 'price-alert' | 'password-reset',
    whose: typeof to | typeof stranger,
  ) => {
    const data = templateOf(template).schema.parse(templateOf(template).sample) as never;
    const job = await transact(api.em(), (tx) =>
      api.email.sendTemplate(tx, { template, to: whose, data, priority: 'normal', requestedBy: null }),
    );
    api.smtp.received.length = 0;
    const failure = await api.attempt(job).catch((error: { type: string; nonRetryable: boolean }) => error);
    return { arrived: api.smtp.received.map((mail) => mail.to), failure, mail: await api.mail(job.id) };
  };
  for (const whose of [to, stranger]) {
    const first = await send('room-invitation', whose);
    expect(first.arrived).toEqual([whose.address]);
    expect((await post(first.mail.id, ONE_CLICK)).status).toBe(200);

    const second = await send('room-invitation', whose);
    expect(second.arrived).toEqual([]);
    expect(second.failure).toMatchObject({ type: 'email_suppressed', nonRetryable: true });
    expect(second.mail).toMatchObject({
      status: 'suppressed',
      error_code: 'email_suppressed',
      attempts: 0,
      lease_until: null,
    });

    expect((await send('price-alert', whose)).arrived).toEqual([whose.address]);
    expect((await send('password-reset', whose)).arrived).toEqual([whose.address]);
  }
});
