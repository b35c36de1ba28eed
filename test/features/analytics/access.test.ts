import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ComposedPerson } from '../../support/composed-api.ts';
import { ask } from '../../support/http.ts';
import { catchUp } from './catch-up.ts';
import { type AnalyticsFixture, createAnalyticsFixture } from './support.ts';

let app: AnalyticsFixture;
const people: Record<string, ComposedPerson> = {};
const keys: Record<string, string> = {};
beforeAll(async () => {
  app = await createAnalyticsFixture();
  for (const role of ['user', 'moderator', 'admin'] as const) {
    const person = await app.person(role);
    people[role] = person;
    keys[role] = await app.key(person, 'analytics:read');
  }
  people.owner = await app.person();
  keys.events = await app.key(people.owner, 'events:write');
});
afterAll(() => app.close());

const today = () => new Date().toISOString().slice(0, 10);
const ADMINS = {
  none: 401,
  owner: 403,
  moderator: 403,
  admin: 200,
  'key of user': 403,
  'key of admin': 200,
  'key of events': 403,
};
const EVERYBODY = {
  none: 401,
  owner: 200,
  moderator: 200,
  admin: 200,
  'key of user': 200,
  'key of admin': 200,
  'key of events': 403,
};
const routes: [string, string, Record<string, number>][] = [
  ['GET', '/api/analytics/platform', ADMINS],
  ['GET', '/api/analytics/realtime', ADMINS],
  ['GET', '/api/analytics/series?name=page.viewed', ADMINS],
  ['GET', '/api/analytics/events', ADMINS],
  // Passed on to where the body is read, which is none of lines.
  ['POST', '/api/analytics/events/import', { ...ADMINS, admin: 415, 'key of admin': 403 }],
  ['POST', '/api/analytics/funnel', ADMINS],
  ['GET', '/api/analytics/retention', ADMINS],
  ['GET', '/api/analytics/user/:userId', EVERYBODY],
  ['GET', '/api/analytics/credibility', EVERYBODY],
  ['POST', '/api/analytics/rebuild', { ...ADMINS, admin: 202, 'key of admin': 403 }],
  [
    'POST',
    '/api/analytics/events',
    {
      none: 401,
      owner: 200,
      moderator: 200,
      admin: 200,
      'key of user': 403,
      'key of admin': 403,
      'key of events': 200,
    },
  ],
];

const tokenOf = (who: string) => {
  if (who === 'none') return undefined;
  return who.startsWith('key of ') ? keys[who.slice('key of '.length)] : people[who]?.token;
};
const call = (who: string, method: string, path: string) => {
  const bodies: Record<string, object> = {
    '/api/analytics/rebuild': { from: today(), to: today() },
    '/api/analytics/funnel': { steps: ['page.viewed', 'post.created'] },
  };
  const body = bodies[path] ?? { name: 'page.viewed' };
  return ask(method, `${app.url}${path.replace(':userId', people.owner?.id ?? '')}`, {
    token: tokenOf(who),
    ...(method === 'GET' ? {} : { body }),
  });
};

test('the table names every route', () => {
  const named = routes.map(([method, path]) => `${method} ${path.split('?')[0]}`).sort();
  // Reports are a feature of their own, and so is the test of who may read them.
  const served = app.api.app.routes.filter(({ path }) => /^\/api\/analytics\/(?!reports)/.test(path));
  expect(served.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(named);
});

describe.each(routes)('%s %s', (method, path, statuses) => {
  test.each(Object.entries(statuses))('a call by %s is answered %i', async (who, status) => {
    expect((await call(who, method, path)).status).toBe(status);
  });
});

test('the private part of a user is for themselves and admins', async () => {
  for (const [who, shown] of [
    ['owner', true],
    ['admin', true],
    ['key of admin', true],
    ['moderator', false],
    ['key of user', false],
  ] as const) {
    const { body } = await call(who, 'GET', '/api/analytics/user/:userId');
    expect([who, body.private !== null]).toEqual([who, shown]);
  }
  const nobody = await app.get(people.admin?.token, '/api/analytics/user/01980000-0000-7000-8000-0000000000ff');
  expect(nobody.status).toBe(404);
});

test.each([
  ['from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', 'query.from'],
  ['from=2024-01-01T00:00:00Z&to=2026-03-01T00:00:00Z', 'query.from'],
  ['from=0001-01-01T00:00:00Z', 'query.from'],
  ['to=9999-01-01T00:00:00Z', 'query.to'],
  ['from=yesterday', 'query.from'],
  ['tz=Mars/Olympus', 'query.tz'],
  ['interval=second', 'query.interval'],
  ['interval=hour&from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z', 'query.interval'],
  ['more=1', 'query.more'],
])('%s is 400 and names the field', async (query, field) => {
  for (const path of ['/api/analytics/platform', `/api/analytics/user/${people.owner?.id}`, '/api/analytics/events']) {
    const answer = await app.get(people.admin?.token, `${path}?${query}`);
    expect([path, answer.status, (answer.body.errors as { field: string }[] | undefined)?.[0]?.field]).toEqual([
      path,
      400,
      field,
    ]);
  }
});

test.each([
  [{ from: '2026-03-02', to: '2026-03-01' }, 400],
  [{ from: '2020-01-01', to: '2026-03-01' }, 400],
  [{ from: '2199-01-01', to: '2199-01-01' }, 400],
  [{ from: '2020-01-01', to: '2020-01-01' }, 409],
  [{ from: 'x', to: 'y' }, 400],
])('a rebuild of %j is %i', async (body, status) => {
  expect((await ask('POST', `${app.url}/api/analytics/rebuild`, { token: people.admin?.token, body })).status).toBe(
    status,
  );
});

test('what people did reaches the figures by a pass: a log-in, a client’s event, an erased one by its stand-in', async () => {
  const ghost = await app.person();
  await app.send(ghost.token, { name: 'page.viewed' });
  await catchUp(app.em);
  const read = async () =>
    (await app.get(people.admin?.token, '/api/analytics/platform')).body.totals as Record<string, number>;
  const before = await read();
  expect(before.logins).toBeGreaterThanOrEqual(5);
  const [known] = await app.all<{ n: number }>(sql`select count(distinct user_id)::int as n from active_day`);
  expect(before.activeUsers).toBe(known?.n);
});
