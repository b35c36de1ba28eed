import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Segment } from '../../../src/features/campaigns/campaigns.contract.ts';
import { fillCampaign } from '../../../src/features/campaigns/fill-campaign.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import type { JobFence } from '../../../src/platform/jobs/jobs.contract.ts';
import { catchUp } from '../analytics/catch-up.ts';
import { type CampaignsFixture, campaignTo, createCampaignsFixture, segmentOf } from './support.ts';

const PEOPLE = 3_000;
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA', 'TSLA'];

/** Somebody as chance made them; days are those since then, null for never. */
interface Person {
  id: string;
  address: string;
  role: 'user' | 'moderator' | 'admin';
  createdDays: number;
  proven: boolean;
  disabled: boolean;
  deleted: boolean;
  /** What they chose; null for no choice. */
  announcements: boolean | null;
  suppressed: boolean;
  eventDays: number | null;
  refreshDays: number | null;
  /** Of what others did to them. */
  firedDays: number | null;
  follows: string[];
}

const chance = (percent: number) => randomInt(100) < percent;
const maybeDays = (percent: number) => (chance(percent) ? randomInt(120) + 0.5 : null);
const pick = <T>(values: readonly T[]) => values[randomInt(values.length)] as T;

function somebody(): Person {
  const id = newId();
  return {
    id,
    address: `${id}@example.test`,
    role: pick(['user', 'user', 'user', 'moderator', 'admin']),
    createdDays: randomInt(400) + 0.5,
    proven: chance(85),
    disabled: chance(5),
    deleted: chance(5),
    announcements: pick([null, null, true, false]),
    suppressed: chance(5),
    eventDays: maybeDays(50),
    refreshDays: maybeDays(30),
    firedDays: maybeDays(30),
    follows: SYMBOLS.filter(() => chance(25)),
  };
}

/** The same question as the database is asked, without it. */
function matches(person: Person, { roles, activeWithinDays, inactiveForDays, follows }: Segment): boolean {
  const idle = Math.min(person.createdDays, person.eventDays ?? Infinity, person.refreshDays ?? Infinity);
  return (
    !person.deleted &&
    (roles === undefined || roles.includes(person.role)) &&
    (activeWithinDays === undefined || idle < activeWithinDays) &&
    (inactiveForDays === undefined || idle > inactiveForDays) &&
    (follows === undefined || person.follows.some((symbol) => follows.includes(symbol)))
  );
}

function fateOf(person: Person): 'disabled' | 'suppressed' | 'unproven' | 'optedOut' | 'recipients' {
  if (person.disabled) return 'disabled';
  if (person.suppressed) return 'suppressed';
  if (!person.proven) return 'unproven';
  return person.announcements === false ? 'optedOut' : 'recipients';
}

let fixture: CampaignsFixture;
let people: Person[] = [];

async function insert(all: readonly Person[]): Promise<void> {
  await transact(fixture.em(), async (tx) => {
    await run(
      tx,
      sql`create temp table person on commit drop as select * from jsonb_to_recordset(${JSON.stringify(all)}::jsonb)
      as p (id uuid, address text, role text, "createdDays" float, proven boolean, disabled boolean, deleted boolean,
        announcements boolean, suppressed boolean, "eventDays" float, "refreshDays" float, "firedDays" float, follows text[])`,
    );
    await run(
      tx,
      sql`insert into app_user (id, email, display_name, role, password_hash, email_verified_at, disabled_at, deleted_at, created_at)
      select id, address, 'Somebody', role, 'none', case when proven then now() end, case when disabled then now() end,
        case when deleted then now() end, now() - "createdDays" * interval '1 day' from person`,
    );
    await run(
      tx,
      sql`insert into user_preferences (user_id, email_categories)
      select id, jsonb_build_object('announcements', announcements) from person where announcements is not null`,
    );
    await run(
      tx,
      sql`insert into email_suppression (address, reason) select address, 'complaint' from person where suppressed`,
    );
    await run(
      tx,
      sql`insert into event (name, user_id, occurred_at)
      select 'post.created', id, now() - "eventDays" * interval '1 day' from person where "eventDays" is not null
      union all select 'account.session_refreshed', id, now() - "refreshDays" * interval '1 day' from person where "refreshDays" is not null
      union all select 'alert.fired', id, now() - "firedDays" * interval '1 day' from person where "firedDays" is not null`,
    );
    await run(
      tx,
      sql`with list as (
        insert into watchlist (user_id, name) select id, 'list ' || n from person, generate_series(1, 2) n returning id, user_id)
      insert into watchlist_asset (watchlist_id, asset_id)
      select l.id, a.id from list l join person p on p.id = l.user_id join asset a on a.symbol = any(p.follows)`,
    );
  });
}

beforeAll(async () => {
  fixture = await createCampaignsFixture();
  await run(fixture.em(), sql`insert into asset (symbol, name) select s, s from unnest(${SYMBOLS}::text[]) s`);
  // The admin of the fixture is one more account than those of chance.
  await run(fixture.em(), sql`update app_user set email_verified_at = null where id = ${fixture.admin.id}`);
  people = Array.from({ length: PEOPLE }, somebody);
  // Passes begin; what is stored then is found by its transaction, however old it is.
  await catchUp(fixture.em);
  await insert(people);
  await catchUp(fixture.em);
});
afterAll(() => fixture.close());

const fenceOf = (jobId: string, more: Partial<JobFence> = {}): JobFence => ({
  jobId,
  generation: 1,
  chainId: 'chain',
  ...more,
});
const fill = (jobId: string, more?: Partial<JobFence>) => fillCampaign(fixture.em(), fenceOf(jobId, more), 1);
const addresses = async (id: string) => (await fixture.mails(id)).map((mail) => mail.to_address);

const SEGMENTS: [what: string, segment: Segment][] = [
  ['everybody', {}],
  ['a role', { roles: ['moderator'] }],
  ['two roles', { roles: ['admin', 'moderator'] }],
  ['the active', { activeWithinDays: 30 }],
  ['the inactive', { inactiveForDays: 30 }],
  ['those who were here, but not lately', { activeWithinDays: 90, inactiveForDays: 14 }],
  ['followers of a ticker', { follows: ['AAPL'] }],
  ['followers of one of two', { follows: ['MSFT', 'TSLA'] }],
  ['all of it at once', { roles: ['user'], activeWithinDays: 60, inactiveForDays: 7, follows: ['AAPL', 'NVDA'] }],
];

describe.each(SEGMENTS)('%s', (_what, segment) => {
  test('a segment is counted and snapshotted as by hand', async () => {
    const matching = people.filter((person) => matches(person, segment));
    const fates = Map.groupBy(matching, fateOf);
    const number = (fate: ReturnType<typeof fateOf>) => fates.get(fate)?.length ?? 0;
    const answer = await fixture.call('POST', '/preview', campaignTo(segmentOf(segment)));
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.json));
    const { matched, recipients, leftOut } = answer.json;
    const admin = adminMatches(segment);
    expect({ matched, recipients, leftOut }).toEqual({
      matched: matching.length + admin,
      recipients: number('recipients'),
      leftOut: {
        disabled: number('disabled'),
        suppressed: number('suppressed'),
        unproven: number('unproven') + admin,
        optedOut: number('optedOut'),
      },
    });
    expect(number('recipients')).toBeGreaterThan(0);
    const id = await fixture.create(segmentOf(segment));
    expect(await fill(id)).toBe('filled');
    const wanted = matching.filter(
      (person) =>
        ['recipients', 'suppressed'].includes(fateOf(person)) && person.proven && person.announcements !== false,
    );
    expect(await addresses(id)).toEqual(wanted.map((person) => person.address).sort());
  });
});

/** The admin has just signed in, and follows nothing. */
function adminMatches({ roles, inactiveForDays, follows }: Segment): number {
  return (roles?.includes('admin') ?? true) && inactiveForDays === undefined && follows === undefined ? 1 : 0;
}

describe('the snapshot', () => {
  const segment = { roles: ['moderator' as const] };

  test('the snapshot is taken when the campaign starts, once, and knows the users', async () => {
    const id = await fixture.create(segmentOf(segment));
    expect(await fixture.mails(id)).toEqual([]);
    const late = {
      ...somebody(),
      role: 'moderator' as const,
      proven: true,
      disabled: false,
      deleted: false,
      announcements: null,
    };
    await insert([late]);
    people.push(late);
    expect(await fill(id)).toBe('filled');
    const first = await fixture.mails(id);
    expect(first).toContainEqual({
      status: 'queued',
      to_address: late.address,
      to_name: 'Somebody',
      user_id: late.id,
      once_key: `campaign:${id}:${late.address}`,
    });
    const later = { ...late, id: newId(), address: `later-${late.address}` };
    await insert([later]);
    people.push(later);
    expect(await fill(id)).toBe('filled');
    expect(await fixture.mails(id)).toEqual(first);
  });

  test('the snapshot of a segment without matches is empty', async () => {
    await run(fixture.em(), sql`insert into asset (symbol, name) values ('LONE', 'Lonely') on conflict do nothing`);
    const id = await fixture.create(segmentOf({ follows: ['LONE'] }));
    expect(await fill(id)).toBe('filled');
    expect((await fixture.call('GET', `/${id}`)).json).toMatchObject({
      counts: { total: 0 },
      progress: { done: 0, total: 0 },
    });
  });

  test('the snapshot is not taken while paused, by another run, or after a cancellation', async () => {
    const id = await fixture.create(segmentOf(segment));
    await fixture.call('POST', `/${id}/pause`);
    expect(await fill(id)).toBe('paused');
    expect(await fill(id, { chainId: 'another' })).toBe('lost');
    expect(await fill(id, { generation: 2 })).toBe('lost');
    expect(await fixture.mails(id)).toEqual([]);
    await fixture.call('POST', `/${id}/resume`);
    expect(await fill(id)).toBe('filled');
    const cancelled = await fixture.create(segmentOf(segment));
    await fixture.call('POST', `/${cancelled}/cancel`);
    expect(await fill(cancelled)).toBe('lost');
    expect(await fixture.mails(cancelled)).toEqual([]);
  });

  test('a snapshot taken by two attempts at once is one', async () => {
    const id = await fixture.create(segmentOf(segment));
    expect(await Promise.all([fill(id), fill(id)])).toEqual(['filled', 'filled']);
    const all = await addresses(id);
    expect(all).toHaveLength(new Set(all).size);
    expect(all.length).toBeGreaterThan(0);
  });
});

test('a hundred thousand people with as many sessions and ten times as many events are snapshotted in seconds', async () => {
  const { em } = fixture;
  const MANY = sql`select id from app_user where email like 'many-%'`;
  await run(
    em(),
    sql`insert into app_user (email, display_name, password_hash, email_verified_at, created_at)
        select 'many-' || i || '@example.test', 'Reader ' || i, 'none', now(), now() - interval '200 days'
        from generate_series(1, 100000) i`,
  );
  await run(em(), sql`insert into user_session (user_id, expires_at) select id, now() from (${MANY}) u`);
  await run(
    em(),
    sql`insert into refresh_token (token_hash, session_id, created_at, expires_at)
        select sha256(s.id::text::bytea), s.id, now() - interval '1 day' * (2 + random() * 100), now()
        from user_session s join (${MANY}) u on u.id = s.user_id`,
  );
  await run(em(), sql`insert into watchlist (user_id, name) select id, 'list' from (${MANY}) u`);
  await run(
    em(),
    sql`insert into watchlist_asset (watchlist_id, asset_id)
        select w.id, asset.id from watchlist w join (${MANY}) u on u.id = w.user_id, asset where symbol in ('AAPL', 'MSFT')`,
  );
  for (let i = 0; i < 10; i += 1) {
    await run(
      em(),
      sql`insert into event (name, user_id, occurred_at)
          select 'post.liked', id, now() - interval '1 day' * (60 + random() * 100) from (${MANY}) u`,
    );
  }
  await run(fixture.em(), sql`analyze`);
  const figures: string[] = [];
  for (const segment of [{}, { activeWithinDays: 365, inactiveForDays: 1, follows: ['AAPL'] }] as Segment[]) {
    const begin = performance.now();
    await fixture.call('POST', '/preview', campaignTo(segmentOf(segment)));
    const counted = performance.now();
    const id = await fixture.create(segmentOf(segment));
    const created = performance.now();
    expect(await fill(id)).toBe('filled');
    const filled = performance.now();
    const { total } = (await fixture.call('GET', `/${id}`)).json.counts;
    const reported = performance.now();
    expect(total).toBeGreaterThan(95_000);
    const ms = (from: number, to: number) => `${Math.round(to - from)} ms`;
    figures.push(
      `${JSON.stringify(segment)}: ${total} recipients, preview ${ms(begin, counted)}, snapshot ${ms(created, filled)}, report ${ms(filled, reported)}`,
    );
  }
  process.stdout.write(`${figures.join('\n')}\n`);
}, 300_000);
