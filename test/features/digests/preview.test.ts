import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { chosenHours } from '../../../src/features/digests/digest-preview.service.ts';
import { run } from '../../../src/platform/db/sql.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from '../../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

let database: TestDatabase;
let api: ComposedApi;
let url = '';
let reader: ComposedPerson;
let idle: ComposedPerson;
let admin: ComposedPerson;

beforeAll(async () => {
  database = await createDatabase();
  api = composedApi(database.url);
  ({ url } = await api.app.listen());
  reader = await personOf(api.em(), url, 'reader', 'user');
  idle = await personOf(api.em(), url, 'idle', 'user');
  admin = await personOf(api.em(), url, 'admin', 'admin');
  await run(
    api.em(),
    sql`with made as (insert into asset (symbol, name) values ('NVDA', 'NVIDIA & Co.'), ('GONE', 'Gone') returning id, symbol),
          list as (insert into watchlist (user_id, name) values (${reader.id}, 'Chips') returning id),
          watched as (insert into watchlist_asset (watchlist_id, asset_id) select list.id, made.id from list, made)
        insert into price (asset_id, at, price)
        select id, date_trunc('day', now(), 'UTC') - interval '8 days' + n * interval '8 hours', 100 + n
        from made, generate_series(0, 20) as n where symbol = 'NVDA'`,
  );
  await run(
    api.em(),
    sql`insert into post (author_id, body, sentiment, like_count, id, created_at)
        values (${reader.id}, '<script>alert(1)</script>', 'bullish', 3, uuidv7(- interval '2 days'), now() - interval '2 days')`,
  );
  await run(
    api.em(),
    sql`insert into user_preferences (user_id, time_zone, digest_day, digest_hour, email_categories)
        values (${idle.id}, 'Asia/Kolkata', 3, 7, '{"weekly_digest": false}')`,
  );
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const get = (path: string, token: string) => fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
const preview = (who: ComposedPerson, as: ComposedPerson, format = 'html') =>
  get(`/api/users/${who.id}/digest/preview?format=${format}`, as.token);

describe('a preview', () => {
  test('a preview is the digest with its charts in the page, and no scripts', async () => {
    const answer = await preview(reader, reader);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-security-policy')).toContain('img-src https: data:');
    const html = await answer.text();
    expect(html).toContain('NVIDIA &amp; Co.');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script>');
    const [, png = ''] = /src="data:image\/png;base64,([^"]+)"/.exec(html) ?? [];
    expect(Buffer.from(png, 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect(html).not.toMatch(/cid:|\/api\/email\/[oc]\//);
  });

  test('a preview in plain text says the same', async () => {
    const text = await (await preview(reader, admin, 'text')).text();
    expect(text).toMatch(/NVDA +\$1\d\d\.00 {2}\+\d+\.\d\d%/);
    expect(text).toMatch(/GONE +no price this week/);
    expect(text).toContain('> <script>alert(1)</script>');
    expect(text).toContain('1 post, 3 likes, 0 comments');
  });

  test('a preview in JSON says when the next digest is due, and of which days', async () => {
    const body = (await (await preview(reader, reader, 'json')).json()) as Record<string, string>;
    expect(Object.keys(body).sort()).toEqual(['from', 'html', 'nextDueAt', 'preview', 'subject', 'text', 'to'].sort());
    expect((Date.parse(String(body.to)) - Date.parse(String(body.from))) / 86_400_000).toBe(6);
    expect(body.preview).toContain('NVDA');
  });

  test('a preview says when the next digest is sent, which is never in a week that has had its own', async () => {
    const nextDueAt = async () =>
      Date.parse(((await (await preview(reader, reader, 'json')).json()) as { nextDueAt: string }).nextDueAt);
    const choose = async (hoursAhead: number) => {
      const at = new Date(Math.floor(Date.now() / HOUR_MS + hoursAhead) * HOUR_MS);
      await run(
        api.em(),
        sql`insert into user_preferences (user_id, digest_day, digest_hour)
            values (${reader.id}, ${at.getUTCDay() || 7}, ${at.getUTCHours()})
            on conflict (user_id) do update set digest_day = excluded.digest_day, digest_hour = excluded.digest_hour`,
      );
      return at.getTime();
    };
    const ahead = await choose(30);
    expect(await nextDueAt()).toBe(ahead);
    await run(
      api.em(),
      sql`insert into email_message (job_id, once_key, template, category, to_address, to_name, user_id, subject, data)
          values (gen_random_uuid(), 'digest:' || ${reader.id} || to_char(${new Date(ahead)}::timestamptz at time zone 'UTC', ':IYYY-"W"IW'),
            'weekly-digest', 'weekly_digest', 'reader@b.test', '', ${reader.id}, '', '{}')`,
    );
    expect(await nextDueAt()).toBe(ahead + WEEK_MS);
    await run(api.em(), sql`delete from email_message`);
    // An hour that has just begun is made up for.
    const before = Date.now();
    await choose(-1);
    expect((await nextDueAt()) - before).toBeLessThan(HOUR_MS);
    await choose(-8);
    expect((await nextDueAt()) - before).toBeGreaterThan(6 * DAY_MS);
    await run(api.em(), sql`delete from user_preferences where user_id = ${reader.id}`);
  });

  test('a preview is refused where there is nothing to say', async () => {
    const answer = await preview(idle, idle);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'digest_empty' });
  });

  test('the preview of a digest is for its user only', async () => {
    expect((await preview(reader, idle)).status).toBe(404);
    expect((await preview(reader, admin)).status).toBe(200);
    expect((await get('/api/users/01920000-0000-7000-8000-000000000000/digest/preview', admin.token)).status).toBe(404);
    expect((await preview(reader, reader, 'pdf')).status).toBe(400);
  });

  test('the preview of a digest writes nothing', async () => {
    const counts = () =>
      run(api.em(), sql`select from email_message union all select from job union all select from email_batch`);
    expect(await counts()).toBe(0);
    await preview(reader, reader);
    expect(await counts()).toBe(0);
  });
});

describe('the next digest', () => {
  const preferences = { timeZone: 'Europe/Berlin', digestDay: 7, digestHour: 2, emailCategories: {} };
  const wanting = (wanted: boolean) =>
    ({ ...preferences, emailCategories: { weekly_digest: wanted } }) as unknown as Parameters<typeof chosenHours>[0];

  test.each([
    // 02:00 is jumped over that night.
    ['2026-03-25T12:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29T01:00:00Z', '2026-04-05T00:00:00.000Z'],
    // 02:00 comes twice.
    ['2026-10-18T00:00:00Z', '2026-10-25T00:00:00.000Z'],
    ['2026-10-25T00:00:00Z', '2026-11-01T01:00:00.000Z'],
  ])('the next digest after %s is due at %s, also where clocks change', (now, due) => {
    expect(
      chosenHours(wanting(true), new Date(now))
        .find(({ at }) => at > new Date(now))
        ?.at.toISOString(),
    ).toBe(due);
  });

  test('a user who refuses the digest has no next one', () => {
    expect(chosenHours(wanting(false), new Date())).toEqual([]);
  });
});
