import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { digestWeekOf, hoursOf, type ZoneHour } from '../../../src/features/digests/digest-window.domain.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

const short = ({ day, hour, week, at }: ZoneHour) => `${day}/${hour} ${week} ${at.toISOString().slice(0, 16)}Z`;
const hours = (zone: string, after: string, until: string) =>
  hoursOf(zone, new Date(after), new Date(until)).map(short);

describe('the nights on which clocks change', () => {
  test('an hour that Berlin jumps over starts with the one after it', () => {
    expect(hours('Europe/Berlin', '2026-03-29T00:45Z', '2026-03-29T02:00Z')).toEqual([
      '7/2 2026-W13 2026-03-29T01:00Z',
      '7/3 2026-W13 2026-03-29T01:00Z',
      '7/4 2026-W13 2026-03-29T02:00Z',
    ]);
  });

  test('an hour that Berlin has twice starts once, the first time', () => {
    expect(hours('Europe/Berlin', '2026-10-24T23:45Z', '2026-10-25T02:00Z')).toEqual([
      '7/2 2026-W43 2026-10-25T00:00Z',
      '7/3 2026-W43 2026-10-25T02:00Z',
    ]);
  });

  test('New York jumps over an hour in March and has one twice in November', () => {
    expect(hours('America/New_York', '2026-03-08T06:45Z', '2026-03-08T08:00Z')).toEqual([
      '7/2 2026-W10 2026-03-08T07:00Z',
      '7/3 2026-W10 2026-03-08T07:00Z',
      '7/4 2026-W10 2026-03-08T08:00Z',
    ]);
    expect(hours('America/New_York', '2026-11-01T04:45Z', '2026-11-01T07:00Z')).toEqual([
      '7/1 2026-W44 2026-11-01T05:00Z',
      '7/2 2026-W44 2026-11-01T07:00Z',
    ]);
  });

  test('Lord Howe changes by half an hour, and 2:00 to 2:30 is what it jumps over', () => {
    expect(hours('Australia/Lord_Howe', '2026-10-03T15:00Z', '2026-10-03T16:00Z')).toEqual([
      '7/2 2026-W40 2026-10-03T15:30Z',
      '7/3 2026-W40 2026-10-03T16:00Z',
    ]);
    expect(hours('Australia/Lord_Howe', '2026-04-04T14:00Z', '2026-04-04T16:30Z')).toEqual([
      '7/2 2026-W14 2026-04-04T15:30Z',
      '7/3 2026-W14 2026-04-04T16:30Z',
    ]);
  });

  test('Troll changes by two hours', () => {
    expect(hours('Antarctica/Troll', '2026-03-29T00:45Z', '2026-03-29T01:00Z')).toEqual([
      '7/1 2026-W13 2026-03-29T01:00Z',
      '7/2 2026-W13 2026-03-29T01:00Z',
      '7/3 2026-W13 2026-03-29T01:00Z',
    ]);
    expect(hours('Antarctica/Troll', '2026-10-24T22:45Z', '2026-10-25T03:00Z')).toEqual([
      '7/1 2026-W43 2026-10-24T23:00Z',
      '7/2 2026-W43 2026-10-25T00:00Z',
      '7/3 2026-W43 2026-10-25T03:00Z',
    ]);
  });
});

test('days, hours and weeks are those of the zone', () => {
  const at = (zone: string) => hours(zone, '2026-11-29T17:45Z', '2026-11-29T18:45Z');
  expect(at('Pacific/Kiritimati')).toEqual(['1/8 2026-W49 2026-11-29T18:00Z']);
  expect(at('Pacific/Pago_Pago')).toEqual(['7/7 2026-W48 2026-11-29T18:00Z']);
  expect(at('Asia/Calcutta')).toEqual(['1/0 2026-W49 2026-11-29T18:30Z']);
  expect(at('Asia/Kolkata')).toEqual(at('Asia/Calcutta'));
  expect(at('Asia/Kathmandu')).toEqual(['1/0 2026-W49 2026-11-29T18:15Z']);
});

test('the week is that of ISO 8601 at the end of a year', () => {
  const weekOn = (day: string) => hoursOf('UTC', new Date(`${day}T11:45Z`), new Date(`${day}T12:00Z`))[0]?.week;
  expect(weekOn('2026-12-31')).toBe('2026-W53');
  expect(weekOn('2027-01-03')).toBe('2026-W53');
  expect(weekOn('2027-01-04')).toBe('2027-W01');
  expect(weekOn('2024-12-30')).toBe('2025-W01');
  expect(weekOn('2029-12-31')).toBe('2030-W01');
});

test('a digest tells of the seven days before its own, as its reader counts them', () => {
  const week = (date: string, zone: string) => {
    const { from, to } = digestWeekOf(new Date(date), zone);
    return [from.toISOString(), to.toISOString()];
  };
  // The clocks of Berlin were put forward on the last of these days.
  expect(week('2026-03-30T06:00Z', 'Europe/Berlin')).toEqual(['2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
  expect(week('2026-11-29T18:00Z', 'Pacific/Kiritimati')).toEqual([
    '2026-11-22T10:00:00.000Z',
    '2026-11-29T10:00:00.000Z',
  ]);
  // Midnight does not exist on that day in Santiago.
  expect(week('2026-09-06T12:00Z', 'America/Santiago')[1]).toBe('2026-09-06T04:00:00.000Z');
});

test('a name that is no zone is refused', () => {
  expect(() => hoursOf('Mars/Olympus', new Date(), new Date())).toThrow(RangeError);
});

describe('compared with the clocks of Postgres', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createDatabase('template0');
    client = new pg.Client(database.url);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** Written the other way round: what the clock shows at each quarter, instead of when it shows an hour. */
  async function hoursByPostgres(zones: readonly string[], after: Date, until: Date): Promise<string[]> {
    const { rows } = await client.query<{ line: string }>(
      `with quarter as (
         select zone, at, at at time zone zone as wall
         from unnest($1::text[]) as zone, generate_series($2::timestamptz - interval '4 hours', $3::timestamptz, '15 minutes') as at),
       shown as (
         select *, max(wall) over (partition by zone order by at rows between unbounded preceding and 1 preceding) as reached
         from quarter)
       select zone || ' ' || to_char(hour, 'ID/FMHH24 IYYY-"W"IW ') || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') as line
       from shown, generate_series(date_trunc('hour', wall - interval '3 hours'), wall, '1 hour') as hour
       where hour > reached and at > $2
       order by zone, hour`,
      [zones, after.toISOString(), until.toISOString()],
    );
    return rows.map(({ line }) => line);
  }

  /**
   * Those of which both know the same: Postgres and Node bring rules of their own, and governments change their minds. What is
   * compared here is how they are read.
   */
  async function zonesOfBoth(): Promise<string[]> {
    const all = [
      ...new Set([...Intl.supportedValuesOf('timeZone'), 'Asia/Calcutta', 'Asia/Kolkata', 'US/Eastern', 'UTC']),
    ];
    const { rows } = await client.query<{ name: string; walls: string[] }>(
      `select zone.name, array_agg(to_char(at at time zone zone.name, 'YYYY-MM-DD HH24:MI') order by at) as walls
       from pg_timezone_names zone, generate_series('2026-01-01Z'::timestamptz, '2028-01-01Z', '10 days') as at
       where zone.name = any($1) group by zone.name`,
      [all],
    );
    const days = Array.from({ length: 74 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + 10 * n)));
    return rows
      .filter(({ name, walls }) => {
        const format = new Intl.DateTimeFormat('sv', { timeZone: name, dateStyle: 'short', timeStyle: 'short' });
        return walls.every((wall, n) => wall === format.format(days[n]));
      })
      .map(({ name }) => name)
      .sort();
  }

  const byUs = (zones: readonly string[], after: Date, until: Date) =>
    zones.flatMap((zone) => hoursOf(zone, after, until).map((hour) => `${zone} ${short(hour)}`));

  async function expectTheSame(zones: readonly string[], until: Date): Promise<void> {
    const after = new Date(until.getTime() - 6 * 3_600_000);
    const byPostgres = await hoursByPostgres(zones, after, until);
    expect(byUs(zones, after, until).toSorted()).toEqual(byPostgres.toSorted());
  }

  test('every hour of every zone starts when its clock first shows it', async () => {
    const zones = await zonesOfBoth();
    expect(zones.length).toBeGreaterThan(300);
    for (let n = 0; n < 12; n += 1) {
      await expectTheSame(zones, new Date(Date.UTC(2026, 0, 4 + n * 61, (n * 7) % 24, (n % 4) * 15)));
    }
  });

  test('every hour around a change of a clock within two years starts as Postgres says', async () => {
    const lively =
      /Berlin|New_York|Lord_Howe|Troll|Havana|Santiago|Asuncion|Cairo|Nuuk|Beirut|Jerusalem|Chatham|Azores|St_Johns/;
    const zones = (await zonesOfBoth()).filter((zone) => lively.test(zone));
    expect(zones.length).toBeGreaterThan(10);
    const { rows } = await client.query<{ at: Date }>(
      `select distinct date_bin('6 hours', at, 'epoch') as at from (
         select at, at at time zone zone - at at time zone 'UTC' as ahead,
           lag(at at time zone zone - at at time zone 'UTC') over (partition by zone order by at) as before
         from unnest($1::text[]) as zone, generate_series('2026-01-01Z'::timestamptz, '2028-01-01Z', '6 hours') as at) as offsets
       where ahead <> before order by at`,
      [zones],
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { at } of rows) {
      for (const hours of [0, 1, 5, 7]) await expectTheSame(zones, new Date(at.getTime() + hours * 3_600_000));
    }
  });

  test('weeks start and end at the first instant of their days', async () => {
    const zones = await zonesOfBoth();
    for (const day of [
      '2026-03-29',
      '2026-03-30',
      '2026-04-05',
      '2026-09-06',
      '2026-10-25',
      '2026-11-02',
      '2027-01-01',
    ]) {
      const date = new Date(`${day}T13:30Z`);
      const weeks = zones.map((zone) => digestWeekOf(date, zone));
      const { rows } = await client.query<{ wrong: string }>(
        `select zone as wrong from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as week (zone, "from", "to")
         where not (
           ("to" at time zone zone)::date = ($4::timestamptz at time zone zone)::date
           and (("to" - interval '1 second') at time zone zone)::date = ($4::timestamptz at time zone zone)::date - 1
           and ("from" at time zone zone)::date = ($4::timestamptz at time zone zone)::date - 7
           and (("from" - interval '1 second') at time zone zone)::date = ($4::timestamptz at time zone zone)::date - 8)`,
        [
          zones,
          weeks.map(({ from }) => from.toISOString()),
          weeks.map(({ to }) => to.toISOString()),
          date.toISOString(),
        ],
      );
      expect(rows).toEqual([]);
    }
  });
});
