import { sql } from 'kysely';
import { DEFAULT_PREFERENCES } from '../../../../src/features/accounts/accounts.contract.ts';
import { canonicalTimeZone } from '../../../../src/features/accounts/time-zone.domain.ts';
import { type AccountsFixture, createAccountsFixture, type Person } from '../support.ts';

let app: AccountsFixture;
let person: Person;
beforeAll(async () => {
  app = await createAccountsFixture();
  person = await app.person();
});
afterAll(() => app.close());

const path = () => `/api/users/${person.id}/preferences`;
const put = (body: unknown, token = person.accessToken) => app.call('PUT', path(), { token, body });
const chosen = {
  timeZone: 'Asia/Calcutta',
  digestDay: 7,
  digestHour: 0,
  emailCategories: { reports: true },
  reports: { own: ['daily', 'monthly'] },
};

test('preferences are the defaults until chosen, then what was chosen, with the zone under its canonical name', async () => {
  const before = await app.call('GET', path(), { token: person.accessToken });
  expect(before.body).toEqual(DEFAULT_PREFERENCES);
  const stored = await put(chosen);
  expect(stored.body).toEqual({
    timeZone: 'Asia/Kolkata',
    digestDay: 7,
    digestHour: 0,
    emailCategories: { ...DEFAULT_PREFERENCES.emailCategories, reports: true },
    reports: { ...DEFAULT_PREFERENCES.reports, own: ['daily', 'monthly'] },
  });
  expect((await app.call('GET', path(), { token: person.accessToken })).body).toEqual(stored.body);
});

test('preferences are replaced as a whole', async () => {
  await put(chosen);
  const next = { timeZone: 'Europe/Berlin', digestDay: 1, digestHour: 23, emailCategories: { weekly_digest: false } };
  expect((await put(next)).body).toMatchObject({
    digestHour: 23,
    emailCategories: { weekly_digest: false, reports: false },
    reports: DEFAULT_PREFERENCES.reports,
  });
});

test.each([
  [{ ...chosen, timeZone: 'Mars/Olympus' }, 'body.timeZone'],
  [{ ...chosen, timeZone: '+02:00' }, 'body.timeZone'],
  [{ ...chosen, digestDay: 0 }, 'body.digestDay'],
  [{ ...chosen, digestDay: 8 }, 'body.digestDay'],
  [{ ...chosen, digestHour: 24 }, 'body.digestHour'],
  [{ ...chosen, digestHour: 1.5 }, 'body.digestHour'],
  [{ ...chosen, digestHour: '8' }, 'body.digestHour'],
  [{ ...chosen, emailCategories: { password_reset: false } }, 'body.emailCategories.password_reset'],
  [{ ...chosen, reports: { own: ['yearly'] } }, 'body.reports.own[0]'],
  [{ timeZone: 'UTC' }, 'body.emailCategories'],
])('preferences refuse %j', async (body, field) => {
  const before = await app.all(sql`select * from user_preferences`);
  const answer = await put(body);
  expect(answer.status).toBe(400);
  expect((answer.body.errors as { field: string }[]).map((error) => error.field)).toContain(field);
  expect(await app.all(sql`select * from user_preferences`)).toEqual(before);
});

test('preferences are for their owner and admins only', async () => {
  const [stranger, moderator, admin] = [await app.person(), await app.person('moderator'), await app.person('admin')];
  for (const other of [stranger, moderator]) {
    expect((await put(chosen, other.accessToken)).status).toBe(404);
    expect((await app.call('GET', path(), { token: other.accessToken })).status).toBe(404);
  }
  expect((await put(chosen, admin.accessToken)).status).toBe(200);
  const missing = '/api/users/01920000-0000-7000-8000-000000000000/preferences';
  expect((await app.call('PUT', missing, { token: admin.accessToken, body: chosen })).status).toBe(404);
});

test('every zone that can be stored is one that Postgres knows', async () => {
  const known = await app.all<{ name: string }>(sql`select name from pg_timezone_names`);
  const names = new Set(known.map(({ name }) => name));
  const unknown = Intl.supportedValuesOf('timeZone')
    .map((name) => canonicalTimeZone(name) as string)
    .filter((name) => !names.has(name));
  expect(unknown).toEqual([]);
});
