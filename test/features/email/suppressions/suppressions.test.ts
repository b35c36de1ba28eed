import { sql } from 'kysely';
import { findSuppressions, isSuppressed } from '../../../../src/features/email/suppressions/suppressions.reads.ts';
import { row, rows } from '../../../../src/platform/db/sql.ts';
import { ADMIN_ID, createEmailApi, type EmailApi } from '../support.ts';

let api: EmailApi;
beforeAll(async () => {
  api = await createEmailApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.execute(sql`delete from email_suppression`);
});

const PATH = '/api/email/suppressions';
const BODY = { address: 'anna@b.test', note: 'wrote to us' };
const UNKNOWN = '01980000-0000-7000-8000-0000000000ff';

const suppress = (address: string, reason: string, category: string | null = null) =>
  api.execute(
    sql`insert into email_suppression (address, reason, category) values (${address}, ${reason}, ${category})`,
  );

describe('who may look at and change the list', () => {
  const routes: [method: string, path: string, body: unknown, status: number][] = [
    ['GET', PATH, undefined, 200],
    ['POST', PATH, BODY, 201],
    ['DELETE', `${PATH}/${UNKNOWN}`, undefined, 404],
  ];

  test.each(routes)('%s %s of suppressions is for admins', async (method, path, body, status) => {
    const statuses: Record<string, number> = {};
    for (const token of ['nobody', 'user', 'moderator', 'key-send', 'key-events', 'admin']) {
      statuses[token] = (await api.call(method, path, { token, body })).status;
    }
    const refused = { nobody: 401, user: 403, moderator: 403, 'key-send': 403, 'key-events': 403 };
    expect(statuses).toEqual({ ...refused, admin: status });
    expect((await fetch(api.url + path, { method })).status).toBe(401);
  });
});

test('an admin suppresses an address, in any spelling, once', async () => {
  const made = await api.call('POST', PATH, { body: { ...BODY, address: 'Anna@B.test' } });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({
    address: 'anna@b.test',
    reason: 'manual',
    category: null,
    emailMessageId: null,
    note: 'wrote to us',
    createdBy: ADMIN_ID,
  });
  const again = await api.call('POST', PATH, { body: BODY });
  expect(again).toMatchObject({ status: 409, json: { code: 'already_suppressed' } });
});

test('an admin takes an entry off the list, and the removal stays on record', async () => {
  await suppress('gone@b.test', 'hard_bounce');
  const { json } = await api.call('GET', `${PATH}?address=GONE@b.test`);
  const { id } = json.data[0];
  expect((await api.call('DELETE', `${PATH}/${id}`)).status).toBe(204);
  expect((await api.call('DELETE', `${PATH}/${id}`)).status).toBe(404);
  expect((await api.call('GET', PATH)).json.data).toEqual([]);
  const events = await rows(
    api.em(),
    sql`select user_id, properties from event where name = 'email.suppression_removed'`,
  );
  expect(events).toEqual([{ user_id: ADMIN_ID, properties: { suppressionId: id, reason: 'hard_bounce' } }]);
});

test('the list goes page by page, newest first, by address and reason', async () => {
  for (let n = 0; n < 5; n += 1) await suppress(`page-${n}@b.test`, n % 2 ? 'complaint' : 'hard_bounce');
  const first = await api.call('GET', `${PATH}?limit=3`);
  const second = await api.call('GET', `${PATH}?limit=3&cursor=${first.json.nextCursor}`);
  const addresses = [...first.json.data, ...second.json.data].map((entry: { address: string }) => entry.address);
  expect(addresses).toEqual([4, 3, 2, 1, 0].map((n) => `page-${n}@b.test`));
  expect(second.json.nextCursor).toBeNull();
  expect((await api.call('GET', `${PATH}?reason=complaint`)).json.data).toHaveLength(2);
  expect((await api.call('GET', `${PATH}?address=page-1@b.test`)).json.data).toHaveLength(1);
});

test.each([
  ['a line break in the note', { ...BODY, note: 'a\r\nBcc: b@c.test' }, 'body.note'],
  ['no note', { address: 'a@b.test' }, 'body.note'],
  ['a line break in the address', { ...BODY, address: 'a@b.test\r\nBcc: c@d.test' }, 'body.address'],
  ['two addresses', { ...BODY, address: 'a@b.test, c@d.test' }, 'body.address'],
])('%s is refused', async (_what, body, field) => {
  const answer = await api.call('POST', PATH, { body });
  expect(answer.status).toBe(400);
  expect(answer.json.errors[0].field).toBe(field);
});

describe('the rule', () => {
  const cases: [reason: string, of: string | null, category: string, stopped: boolean][] = [
    ['hard_bounce', null, 'account', true],
    ['hard_bounce', null, 'weekly_digest', true],
    ['manual', null, 'account', true],
    ['manual', null, 'weekly_digest', true],
    ['complaint', null, 'account', false],
    ['complaint', null, 'weekly_digest', true],
    ['unsubscribe', 'weekly_digest', 'account', false],
    ['unsubscribe', 'weekly_digest', 'weekly_digest', true],
    ['unsubscribe', 'weekly_digest', 'announcements', false],
  ];

  test.each(cases)('the reason %s (%s) and mail of %s: stopped %s', async (reason, of, category, stopped) => {
    await suppress('rule@b.test', reason, of);
    const one = (address: string) =>
      row(api.em(), sql`select ${isSuppressed(sql`${address}`, sql`${category}`)} as stopped`);
    expect(await one('Rule@B.test')).toEqual({ stopped });
    expect(await one('other@b.test')).toEqual({ stopped: false });
    const mails = ['other@b.test', 'RULE@b.test'].map((address) => ({ address, category }));
    expect(await findSuppressions(api.em(), mails)).toEqual([null, stopped ? reason : null]);
  });

  test('the strongest of several reasons is named, and none for no mails', async () => {
    await suppress('rule@b.test', 'complaint');
    await suppress('rule@b.test', 'hard_bounce');
    expect(await findSuppressions(api.em(), [{ address: 'rule@b.test', category: 'activity' }])).toEqual([
      'hard_bounce',
    ]);
    expect(await findSuppressions(api.em(), [])).toEqual([]);
  });
});

describe('an address that once unsubscribed, and whose owner', () => {
  const CATEGORIES = ['announcements', 'price_alerts', 'activity', 'weekly_digest'];
  const own = async (verified: boolean, categories: Record<string, boolean>, later: boolean) => {
    await api.execute(sql`delete from app_user where email = 'again@b.test'`);
    await api.execute(sql`
      with owner as (insert into app_user (email, display_name, password_hash, email_verified_at)
        values ('again@b.test', 'Again', 'x', ${verified ? sql`now()` : sql`null`}) returning id)
      insert into user_preferences (user_id, email_categories, updated_at)
      select id, ${JSON.stringify(categories)}::jsonb, now() + make_interval(hours => ${later ? 1 : -1}::int) from owner`);
    for (const category of CATEGORIES) await suppress('again@b.test', 'unsubscribe', category);
  };
  const reason = async (category: string) =>
    (await findSuppressions(api.em(), [{ address: 'Again@b.test', category }]))[0];

  test.each(CATEGORIES)('an address whose verified owner asked for %s again gets it, and no other', async (wanted) => {
    await own(true, { [wanted]: true }, true);
    for (const category of CATEGORIES) expect(await reason(category)).toBe(category === wanted ? null : 'unsubscribe');
  });

  test.each([
    ['has not proved it', false, { announcements: true }, true],
    ['asked for it before', true, { announcements: true }, false],
    ['refuses it', true, { announcements: false }, true],
    ['has chosen nothing', true, {}, true],
  ])('an address whose owner %s gets none', async (_what, verified, categories, later) => {
    await own(verified, categories as Record<string, boolean>, later);
    expect(await reason('announcements')).toBe('unsubscribe');
  });

  test('an address that has complained since gets none by asking', async () => {
    await own(true, { announcements: true }, true);
    await suppress('again@b.test', 'complaint');
    expect(await reason('announcements')).toBe('complaint');
  });
});
