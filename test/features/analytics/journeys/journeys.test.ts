import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Funnel, Retention } from '../../../../src/features/analytics/journeys/journeys.schema.ts';
import { NOT_ACTIVITY } from '../../../../src/features/events/events.contract.ts';
import { newId } from '../../../../src/platform/db/ids.ts';
import type { ComposedPerson } from '../../../support/composed-api.ts';
import { ask } from '../../../support/http.ts';
import { addUsers } from '../../../support/users.ts';
import { catchUp } from '../catch-up.ts';
import { type AnalyticsFixture, createAnalyticsFixture } from '../support.ts';

let app: AnalyticsFixture;
let admin: ComposedPerson;
const FROM = new Date('2026-03-01T07:15:00Z');
const DAY_MS = 86_400_000;
const after = (days: number) => new Date(FROM.getTime() + days * DAY_MS).toISOString();

beforeAll(async () => {
  // A chain of five joins, which only this test has, takes half a minute on a busy machine.
  app = await createAnalyticsFixture({ DATABASE_STATEMENT_TIMEOUT_MS: '300000' });
  admin = await app.person('admin');
  const people = Array.from({ length: 60 }, (_, n) => ({ id: newId(), name: `Person ${n}` }));
  await addUsers(app.em(), people);
  await app.all(sql`select setseed(0.21)`);
  await app.all(sql`update app_user set created_at = ${FROM}::timestamptz + random() * interval '70 days'
    where id = any(${people.map(({ id }) => id)}::uuid[])`);
  // To the minute, so that many happen at the same instant; some of no one, some of machines, some of servers.
  await app.all(sql`
    with drawn as (select n, date_trunc('minute', ${FROM}::timestamptz + random() * interval '70 days') as at,
        (${people.map(({ id }) => id)}::uuid[])[1 + floor(random() * 60)::int] as user_id, random() as a, random() as b, random() as c
      from generate_series(1, 9000) n)
    insert into event (id, name, user_id, occurred_at, source, machine)
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 5, 15))::uuid,
      (array['page.viewed', 'post.created', 'comment.created', 'post.liked', 'alert.fired'])[1 + floor(a * 5)::int],
      case when c < 0.95 then user_id end, at, case when b < 0.1 then 'server' when b < 0.4 then 'client' else 'system' end, b > 0.93
    from drawn`);
  await app.all(sql`insert into event_name (name) values ('page.viewed')`);
  await catchUp(app.em);
}, 120_000);
afterAll(() => app.close());

const ask200 = async <Body>(method: string, path: string, body?: unknown) => {
  const answer = await ask(method, `${app.url}${path}`, { token: admin.token, body });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body as unknown as Body;
};
const funnel = (body: object) => ask200<Funnel>('POST', '/api/analytics/funnel', body);

/** The same by a join of the events with themselves: there is a chain of them that is in order and in time. */
async function plainFunnel(steps: string[], from: string, to: string, hours: number): Promise<number[]> {
  const counts: number[] = [];
  for (let length = 1; length <= steps.length; length += 1) {
    const joined = steps.slice(0, length).map((name, k) => {
      const on =
        k === 0
          ? ''
          : ` on e${k}.user_id = e0.user_id and (e${k}.occurred_at, e${k}.id) > (e${k - 1}.occurred_at, e${k - 1}.id)
              and e${k}.occurred_at <= e0.occurred_at + interval '${hours} hours'`;
      return `${k === 0 ? 'from' : 'join'} (select * from event where name = '${name}' and not machine and user_id is not null
        and occurred_at >= '${from}' and occurred_at < '${to}') e${k}${on}`;
    });
    const [found] = await app.all<{ n: number }>(
      sql.raw(`select count(distinct e0.user_id)::int as n ${joined.join(' ')}`),
    );
    counts.push(found?.n ?? -1);
  }
  return counts;
}

const FUNNELS: [string[], number, number, number][] = [
  [['page.viewed', 'post.created'], 0, 7, 24],
  [['page.viewed', 'post.created', 'comment.created'], 3, 20, 6],
  [['page.viewed', 'post.created', 'comment.created', 'post.liked', 'alert.fired'], 10, 41, 168],
  [['page.viewed', 'post.created', 'comment.created', 'post.liked', 'alert.fired'], 10, 41, 48],
  [['page.viewed', 'page.viewed', 'page.viewed', 'post.liked'], 30, 60, 30],
  [['post.liked', 'page.viewed', 'post.liked', 'page.viewed', 'post.liked'], 0, 31, 720],
  [['alert.fired', 'post.liked', 'alert.fired'], 68, 71, 1],
  [['page.viewed', 'never.happened'], 0, 31, 720],
];

describe('a funnel', () => {
  test.each(FUNNELS)(
    'the funnel of %j in days %i to %i within %i hours is what a join says',
    async (steps, first, last, hours) => {
      const [from, to] = [after(first), after(last)];
      const found = await funnel({ steps, from, to, withinHours: hours });
      const users = found.steps.map((step) => step.users);
      expect(users).toEqual(await plainFunnel(steps, from, to, hours));
      expect(found.steps.map(({ name }) => name)).toEqual(steps);
      expect(found.steps.map(({ ofFirst }) => ofFirst)).toEqual(users.map((n) => (users[0] ? n / users[0] : null)));
      expect(found.steps[1]?.ofPrevious).toBe(users[0] ? (users[1] as number) / users[0] : null);
      expect([found.from, found.to, found.withinHours]).toEqual([from, to, hours]);
    },
  );

  test('the steps of a funnel narrow, so the cases above can fail', async () => {
    const { steps } = await funnel({ steps: FUNNELS[3]?.[0], from: after(10), to: after(41), withinHours: 48 });
    const users = steps.map((step) => step.users);
    expect(users[0]).toBeGreaterThan(users[4] as number);
    expect(users[4]).toBeGreaterThan(0);
  });

  test.each([
    [{ steps: ['page.viewed'] }, 'body.steps'],
    [{ steps: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'body.steps'],
    [{ steps: ['page.viewed', 'Not A Name'] }, 'body.steps[1]'],
    [{ steps: ['a', 'b'], withinHours: 0 }, 'body.withinHours'],
    [{ steps: ['a', 'b'], withinHours: 721 }, 'body.withinHours'],
    [{ steps: ['a', 'b'], from: after(2), to: after(1) }, 'body.from'],
    [{ steps: ['a', 'b'], from: after(0), to: after(31.1) }, 'body.from'],
    [{ steps: ['a', 'b'], from: '0001-01-01T00:00:00Z' }, 'body.from'],
    [{ steps: ['a', 'b'], to: '9999-01-01T00:00:00Z' }, 'body.to'],
    [{ steps: ['a', 'b'], more: 1 }, 'body.more'],
  ])('the funnel %j is 400 and names the field', async (body, field) => {
    const answer = await ask('POST', `${app.url}/api/analytics/funnel`, { token: admin.token, body });
    expect([answer.status, (answer.body.errors as { field: string }[])[0]?.field]).toEqual([400, field]);
  });

  test('a funnel over more events than one request may sort is 400', async () => {
    await app.all(
      sql`insert into event_day (day, name, variant, machine, events) values ('2026-05-20', 'too.many', '', false, 3000001)`,
    );
    const body = { steps: ['too.many', 'page.viewed'], from: '2026-05-19T00:00:00Z', to: '2026-05-22T00:00:00Z' };
    const answer = await ask('POST', `${app.url}/api/analytics/funnel`, { token: admin.token, body });
    expect([answer.status, answer.body.errors]).toEqual([
      400,
      [expect.objectContaining({ field: 'body.from', code: 'too_many_events' })],
    ]);
    expect((await funnel({ ...body, to: '2026-05-20T00:00:00Z' })).steps.map(({ users }) => users)).toEqual([0, 0]);
  });
});

describe('retention', () => {
  const retention = (query: Record<string, string>) =>
    ask200<Retention>('GET', `/api/analytics/retention?${new URLSearchParams(query)}`);

  test.each([
    ['week', 'UTC', 0, 70],
    ['week', 'Asia/Kathmandu', 5, 60],
    ['day', 'Europe/Berlin', 20, 40],
    ['month', 'Pacific/Marquesas', -10, 90],
  ])('retention by %s in %s is what the events say', async (interval, tz, first, last) => {
    const found = await retention({ interval, tz, from: after(first), to: after(last) });
    const { cohorts } = found;
    expect([cohorts[0]?.from, cohorts.at(-1)?.to]).toEqual([after(first), after(last)]);
    let compared = 0;
    for (const [n, cohort] of cohorts.entries()) {
      expect(cohort.active).toHaveLength(cohorts.length - n);
      const [people] = await app.all<{ n: number }>(
        sql`select count(*)::int as n from app_user where deleted_at is null and created_at >= ${cohort.from} and created_at < ${cohort.to}`,
      );
      expect(cohort.users).toBe(people?.n);
      for (const [later, users] of cohort.active.entries()) {
        const step = cohorts[n + later];
        const [raw] = await app.all<{ n: number }>(
          sql`select count(distinct e.user_id)::int as n from event e join app_user u on u.id = e.user_id
              where u.deleted_at is null and u.created_at >= ${cohort.from} and u.created_at < ${cohort.to}
                and e.occurred_at >= ${step?.from} and e.occurred_at < ${step?.to} and not e.machine and e.source <> 'server'
                and e.name <> all(${NOT_ACTIVITY}::text[])`,
        );
        expect([cohort.from, later, users]).toEqual([cohort.from, later, raw?.n]);
        compared += users;
      }
    }
    expect(compared).toBeGreaterThan(50);
  });

  test.each([
    [{ interval: 'hour' }, 'query.interval'],
    [{ interval: 'day', from: after(0), to: after(40) }, 'query.interval'],
    [{ interval: 'week', from: after(10), to: after(0) }, 'query.from'],
    [{ tz: 'Mars/Olympus' }, 'query.tz'],
  ])('the retention query %j is 400 and names the field', async (query, field) => {
    const answer = await app.get(admin.token, `/api/analytics/retention?${new URLSearchParams(query)}`);
    expect([answer.status, (answer.body.errors as { field: string }[])[0]?.field]).toEqual([400, field]);
  });
});
