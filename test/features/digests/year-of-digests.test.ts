import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pino from 'pino';
import { findDueHours } from '../../../src/features/digests/due-hours.reads.ts';
import { createDigestFill } from '../../../src/features/digests/fill-digests.service.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { rows } from '../../../src/platform/db/sql.ts';
import { createDigestsFixture, type DigestsFixture, nobodyIsEmpty } from '../../support/digests.ts';

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
/** All days on which clocks change in the zones below, the turn of the year into week 53, and some on which nothing happens. */
const SEASONS = [
  ['2026-03-05', '2026-04-08'],
  ['2026-07-06', '2026-07-16'],
  ['2026-09-03', '2026-09-10'],
  ['2026-09-24', '2026-11-05'],
  ['2026-12-26', '2027-01-13'],
].map(([from = '', to = '']) => ({ from: Date.parse(from), to: Date.parse(to) }));
const START = SEASONS[0]?.from as number;
/** Hundreds of runs, on a machine that has other things to do. */
const TIMEOUT_MS = 120_000;
const SEED = 20_261_124;

/** Those whose clocks are told alike by Node and Postgres (see the window's test). */
const ZONES =
  `UTC Europe/Berlin Europe/London America/New_York America/Los_Angeles Pacific/Kiritimati Pacific/Pago_Pago Asia/Calcutta
  Asia/Kathmandu Australia/Lord_Howe Australia/Adelaide Pacific/Chatham Pacific/Auckland Antarctica/Troll America/St_Johns
  America/Havana America/Santiago America/Nuuk Asia/Beirut Asia/Tehran Asia/Tokyo Atlantic/Azores`.split(/\s+/);

let fixture: DigestsFixture;
beforeAll(async () => {
  fixture = await createDigestsFixture();
});
afterAll(() => fixture.close());

/** Numbers from 0 to 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Runs come every few hours, on quarters; now and then the server is away for up to two days, and between the seasons too. */
function runsOfYear(next: () => number): number[] {
  const runs: number[] = [];
  for (const { from, to } of SEASONS) {
    for (let at = from; at < to; ) {
      runs.push(at);
      const quarters = next() < 0.03 ? 24 + Math.floor(next() * 168) : 14 + Math.floor(next() * 10);
      at += quarters * QUARTER_MS;
    }
  }
  return runs;
}

interface Expected {
  once_key: string;
  at: Date;
}

/** When everybody's hour comes in every week, by the clocks of Postgres: the first quarter at which they show it or more. */
async function hoursOfYear(): Promise<Expected[]> {
  return await rows<Expected>(
    fixture.em(),
    sql`select 'digest:' || user_id || ':' || to_char(wall, 'IYYY-"W"IW') as once_key, min(at) as at
        from user_preferences,
          generate_series('2026-03-02'::timestamp, '2027-01-18', '7 days') as monday,
          lateral (select monday + (digest_day - 1) * interval '1 day' + digest_hour * interval '1 hour' as wall) as wish,
          generate_series((wall - interval '15 hours') at time zone 'UTC', (wall + interval '15 hours') at time zone 'UTC',
            '15 minutes') as at
        where at at time zone time_zone >= wall
        group by 1`,
  );
}

test(
  'through clock changes and outages each user gets one digest a week, unless their hour fell into an outage',
  async () => {
    const next = numbers(SEED);
    await fixture.addReaders(
      ZONES.flatMap((timeZone) => [
        // In the small hours of Saturday to Monday, when clocks change.
        {
          id: newId(),
          wishes: { timeZone, day: [6, 7, 1][Math.floor(next() * 3)] as number, hour: Math.floor(next() * 5) },
        },
        { id: newId(), wishes: { timeZone, day: 1 + Math.floor(next() * 7), hour: Math.floor(next() * 24) } },
      ]),
    );
    const runs = runsOfYear(next);
    const logger = pino({ level: 'silent' });
    let now = new Date(START);
    const fill = createDigestFill({ links: [], findEmpty: nobodyIsEmpty, logger, clock: async () => now });
    const fence = fixture.fence(await fixture.request(now));
    await fill.begin(fixture.em(), fence, 1, now);
    for (const at of runs) {
      now = new Date(at);
      const hours = await findDueHours(fixture.em(), now, now, logger);
      const page = await fill.read(fixture.em(), hours, null);
      expect(page.next).toBeNull();
      expect(await fill.write(fixture.em(), fence, page)).toBe(true);
    }
    const expected = new Map<string, number>();
    let lost = 0;
    for (const { once_key, at } of await hoursOfYear()) {
      const first = runs.find((candidate) => candidate >= at.getTime());
      if (first === undefined || at.getTime() <= START - 6 * HOUR_MS) continue;
      if (first - at.getTime() < 6 * HOUR_MS) expected.set(once_key, at.getTime());
      else lost += 1;
    }
    const written = new Map(
      (await fixture.digests()).map(({ once_key, expires_at }) => [once_key, expires_at.getTime() - 24 * HOUR_MS]),
    );
    expect(written).toEqual(expected);
    expect(written.size).toBeGreaterThan(500);
    expect(lost).toBeGreaterThan(20);
  },
  TIMEOUT_MS,
);
