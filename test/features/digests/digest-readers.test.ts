import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '../../../src/platform/db/ids.ts';
import type { Em } from '../../../src/platform/db/sql.ts';
import { createDigestsFixture, type DigestsFixture } from '../../support/digests.ts';

const HOUR_MS = 3_600_000;
let fixture: DigestsFixture;

beforeAll(async () => {
  fixture = await createDigestsFixture();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  await fixture.execute(sql`truncate app_user, email_message, email_batch, job cascade`);
});

const weeksOf = async (...ids: string[]) =>
  (await fixture.digests(...ids)).map(({ once_key, user_id }) => once_key.replace(`digest:${user_id}:`, ''));

/** Runs of every quarter, the first included. */
async function fillFrom(first: string, last: string, everyMs = HOUR_MS / 4): Promise<void> {
  for (let at = Date.parse(first); at <= Date.parse(last); at += everyMs) await fixture.fill(new Date(at));
}

const BERLIN = 'Europe/Berlin';

describe('who is due', () => {
  test('a reader without preferences gets the digest on Monday at eight in UTC', async () => {
    const id = await fixture.reader();
    expect(await fixture.fill('2026-11-23T07:45Z')).toBe(false);
    expect(await fixture.fill('2026-11-23T08:00Z')).toBe(true);
    expect(await fixture.digests()).toMatchObject([
      { user_id: id, once_key: `digest:${id}:2026-W48`, status: 'queued', expires_at: new Date('2026-11-24T08:00Z') },
    ]);
  });

  test('a reader with preferences gets the digest at the chosen hour, and not at the default one', async () => {
    const id = await fixture.reader({ timeZone: BERLIN, day: 5, hour: 18 });
    await fixture.reader({ timeZone: BERLIN, day: 5, hour: 19 });
    await fixture.reader({ timeZone: BERLIN, day: 4, hour: 18 });
    await fixture.fill('2026-11-23T08:00Z');
    expect(await fixture.digests()).toEqual([]);
    await fixture.fill('2026-11-27T17:00Z');
    expect(await fixture.digests()).toMatchObject([{ user_id: id, expires_at: new Date('2026-11-28T17:00Z') }]);
  });

  test('unverified, disabled and deleted readers, and those who refuse the digest, get none', async () => {
    const monday = { timeZone: BERLIN, day: 1, hour: 8 };
    await fixture.reader(monday, false);
    await fixture.reader({ ...monday, categories: { weekly_digest: false } });
    const disabled = await fixture.reader(monday);
    const deleted = await fixture.reader();
    const unproven = await fixture.reader(undefined, false);
    await fixture.execute(sql`update app_user set disabled_at = now() where id = ${disabled}`);
    await fixture.execute(sql`update app_user set deleted_at = now() where id = ${deleted}`);
    const wanted = await fixture.reader({ ...monday, categories: { price_alerts: false } });
    await fixture.fill('2026-11-23T08:00Z');
    expect((await fixture.digests()).map(({ user_id }) => user_id)).toEqual([wanted]);
    await fixture.execute(sql`update app_user set email_verified_at = now() where id = ${unproven}`);
    await fixture.fill('2026-11-23T08:15Z');
    expect(await fixture.digests(unproven)).toHaveLength(1);
  });

  test('zones at both ends of the day, under old names, and with odd minutes', async () => {
    const sunday = { day: 7, hour: 20 };
    const at = {
      'Pacific/Kiritimati': '2026-11-29T06:00Z',
      'Pacific/Pago_Pago': '2026-11-30T07:00Z',
      'Asia/Calcutta': '2026-11-29T14:30Z',
      'Asia/Kolkata': '2026-11-29T14:30Z',
      'Asia/Kathmandu': '2026-11-29T14:15Z',
      'Pacific/Chatham': '2026-11-29T06:15Z',
    };
    for (const [timeZone, due] of Object.entries(at)) {
      const id = await fixture.reader({ timeZone, ...sunday });
      await fixture.fill(new Date(Date.parse(due) - HOUR_MS / 4));
      expect(await weeksOf(id)).toEqual([]);
      await fixture.fill(due);
      expect(await weeksOf(id)).toEqual(['2026-W48']);
    }
  });

  test('an unknown zone keeps no other reader’s digest back', async () => {
    await fixture.reader({ timeZone: 'Mars/Olympus_Mons', day: 1, hour: 8 });
    const id = await fixture.reader({ timeZone: 'UTC', day: 1, hour: 8 });
    expect(await fixture.fill('2026-11-23T08:00Z')).toBe(true);
    expect((await fixture.digests()).map(({ user_id }) => user_id)).toEqual([id]);
  });

  test('a digest of an empty week is written as skipped, and not looked at again', async () => {
    const [full, empty] = [await fixture.reader(), await fixture.reader()];
    const asked: { id: string; from: Date; to: Date }[] = [];
    const findEmpty = async (_em: Em, users: readonly { id: string; from: Date; to: Date }[]) => {
      asked.push(...users);
      return new Set([empty]);
    };
    await fixture.fill('2026-11-23T08:00Z', { findEmpty });
    await fixture.fill('2026-11-23T08:15Z', { findEmpty });
    expect(await fixture.digests(full)).toMatchObject([{ status: 'queued' }]);
    expect(await fixture.digests(empty)).toMatchObject([{ status: 'skipped' }]);
    const week = { from: new Date('2026-11-16T00:00Z'), to: new Date('2026-11-23T00:00Z') };
    expect(asked).toEqual([full, empty].toSorted().map((id) => ({ id, ...week })));
  });
});

describe('both nights on which the clocks of Berlin and New York change', () => {
  test.each([
    ['Europe/Berlin', 7, 2, '2026-03-28T22:00Z', '2026-03-29T04:00Z', '2026-03-29T01:00Z'],
    ['Europe/Berlin', 7, 2, '2026-10-24T22:00Z', '2026-10-25T04:00Z', '2026-10-25T00:00Z'],
    ['America/New_York', 7, 2, '2026-03-08T04:00Z', '2026-03-08T10:00Z', '2026-03-08T07:00Z'],
    ['America/New_York', 7, 1, '2026-11-01T03:00Z', '2026-11-01T09:00Z', '2026-11-01T05:00Z'],
    ['Australia/Lord_Howe', 7, 2, '2026-10-03T12:00Z', '2026-10-03T18:00Z', '2026-10-03T15:30Z'],
    ['Australia/Lord_Howe', 7, 2, '2026-04-04T12:00Z', '2026-04-04T18:00Z', '2026-04-04T15:30Z'],
  ])(
    'a night of clock changes: %s, day %i, hour %i is due once, from %s to %s',
    async (timeZone, day, hour, first, last, due) => {
      const id = await fixture.reader({ timeZone, day, hour });
      await fillFrom(first, last);
      const [digest, ...others] = await fixture.digests(id);
      expect(others).toEqual([]);
      expect(digest?.expires_at.getTime()).toBe(Date.parse(due) + 24 * HOUR_MS);
    },
  );
});

describe('a server that was away', () => {
  test('after an outage of five hours the next run makes up for it', async () => {
    const id = await fixture.reader();
    await fixture.fill('2026-11-23T13:00Z');
    expect(await weeksOf(id)).toEqual(['2026-W48']);
  });

  test('after an outage of two days only digests not older than six hours are sent, by any run', async () => {
    const [stale, justStale, fresh] = [
      await fixture.reader({ timeZone: 'UTC', day: 1, hour: 8 }),
      await fixture.reader({ timeZone: 'UTC', day: 3, hour: 4 }),
      await fixture.reader({ timeZone: 'UTC', day: 3, hour: 5 }),
    ];
    const now = new Date('2026-11-25T10:00Z');
    // The server catches up on its last six hours; somebody backfills the two days by hand.
    for (let at = Date.parse('2026-11-23T08:00Z'); at <= now.getTime(); at += HOUR_MS / 4) {
      await fixture.fill(new Date(at), { now });
    }
    expect(await fixture.digests(stale, justStale)).toEqual([]);
    expect(await weeksOf(fresh)).toEqual(['2026-W48']);
  });

  test('a job that waited for a day finds no reader, and has ended', async () => {
    await fixture.reader();
    const job = await fixture.request(new Date('2026-11-23T08:00Z'));
    expect(await fixture.fill('2026-11-23T08:00Z', { job, now: new Date('2026-11-24T08:00Z') })).toBe(false);
    expect(await fixture.job(job.id)).toMatchObject({ status: 'succeeded', result: { total: 0 } });
  });
});

describe('a person who moves', () => {
  test('a move west on the day of the digest brings no second one', async () => {
    const id = await fixture.reader({ timeZone: 'Pacific/Kiritimati', day: 1, hour: 8 });
    await fillFrom('2026-11-29T17:00Z', '2026-11-29T19:00Z');
    expect(await weeksOf(id)).toEqual(['2026-W49']);
    // Over the date line: it is Sunday again, and Monday at eight is yet to come.
    await fixture.move(id, { timeZone: 'Pacific/Pago_Pago', day: 1, hour: 8 });
    await fillFrom('2026-11-30T18:00Z', '2026-11-30T22:00Z');
    expect(await weeksOf(id)).toEqual(['2026-W49']);
    await fillFrom('2026-12-07T18:00Z', '2026-12-07T20:00Z');
    expect(await weeksOf(id)).toEqual(['2026-W49', '2026-W50']);
  });

  test('a move east on the day of the digest brings none that is stale, and the next one', async () => {
    const id = await fixture.reader({ timeZone: 'Pacific/Pago_Pago', day: 1, hour: 8 });
    await fixture.fill('2026-11-30T12:00Z');
    await fixture.move(id, { timeZone: 'Pacific/Kiritimati', day: 1, hour: 8 });
    await fillFrom('2026-11-30T12:15Z', '2026-11-30T20:00Z');
    expect(await weeksOf(id)).toEqual([]);
    await fillFrom('2026-12-06T17:00Z', '2026-12-06T19:00Z');
    expect(await weeksOf(id)).toEqual(['2026-W50']);
  });

  test('a move to a zone where the hour was a little while ago brings the digest at once', async () => {
    const id = await fixture.reader({ timeZone: 'America/New_York', day: 1, hour: 8 });
    await fixture.fill('2026-11-23T09:45Z');
    await fixture.move(id, { timeZone: BERLIN, day: 1, hour: 8 });
    await fixture.fill('2026-11-23T10:00Z');
    await fillFrom('2026-11-23T10:15Z', '2026-11-23T14:00Z');
    expect(await weeksOf(id)).toEqual(['2026-W48']);
  });

  test('a move to another day in the middle of the week brings one digest in the week', async () => {
    const [later, earlier] = [
      await fixture.reader({ timeZone: 'UTC', day: 2, hour: 8 }),
      await fixture.reader({ timeZone: 'UTC', day: 5, hour: 8 }),
    ];
    await fixture.fill('2026-11-24T08:00Z');
    await fixture.move(later, { timeZone: 'UTC', day: 6, hour: 8 });
    await fixture.move(earlier, { timeZone: 'UTC', day: 3, hour: 8 });
    await fillFrom('2026-11-25T06:00Z', '2026-11-29T23:00Z', 5 * HOUR_MS);
    expect(await weeksOf(later)).toEqual(['2026-W48']);
    expect(await weeksOf(earlier)).toEqual(['2026-W48']);
    await fillFrom('2026-11-30T00:00Z', '2026-12-06T23:00Z', 5 * HOUR_MS);
    expect(await weeksOf(later)).toEqual(['2026-W48', '2026-W49']);
    expect(await weeksOf(earlier)).toEqual(['2026-W48', '2026-W49']);
  });
});

test('around the end of a year there is one digest for each week, the 53rd included', async () => {
  const id = await fixture.reader({ timeZone: 'Asia/Tokyo', day: 5, hour: 0 });
  await fillFrom('2026-12-20T00:00Z', '2027-01-16T00:00Z', 3 * HOUR_MS);
  expect(await weeksOf(id)).toEqual(['2026-W52', '2026-W53', '2027-W01', '2027-W02']);
});

describe('pages', () => {
  test('people of many hours, also without preferences, are all written, once', async () => {
    const zones = ['UTC', 'Etc/UTC', 'Africa/Abidjan', 'Europe/London'];
    const readers = Array.from({ length: 2_500 }, (_, n) => {
      const timeZone = zones[n % 5];
      return { id: newId(), ...(timeZone === undefined ? {} : { wishes: { timeZone, day: 1, hour: 7 + (n % 2) } }) };
    });
    await fixture.addReaders(readers);
    expect(await fixture.fill('2026-11-23T08:00Z')).toBe(true);
    const digests = await fixture.digests();
    expect(new Set(digests.map(({ user_id }) => user_id)).size).toBe(2_500);
    expect(digests).toHaveLength(2_500);
    expect(new Set(digests.map(({ expires_at }) => expires_at.toISOString())).size).toBe(2);
  });
});
