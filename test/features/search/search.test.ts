import { sql } from 'kysely';
import { z } from 'zod';
import { indexStaleNames } from '../../../src/features/accounts/people/name-index.service.ts';
import { searchRoutes } from '../../../src/features/search/search.routes.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { explain, type Plan } from '../../support/explain.ts';
import { recordStatements } from '../../support/statement-log.ts';
import { addUsers } from '../../support/users.ts';
import { type AccountsFixture, createAccountsFixture, type Person } from '../accounts/support.ts';

interface Asked {
  query: string;
  limit: number;
  before?: string | null;
  viewerId?: string;
}

const recorder = recordStatements();
const posts = Array.from({ length: 5 }, (_, index) => ({
  id: `01920000-0000-7000-8000-00000000000${9 - index}`,
  body: 'x',
}));
const asked: { posts: Asked[]; tickers: Asked[] } = { posts: [], tickers: [] };
let app: AccountsFixture;
let person: Person;
beforeAll(async () => {
  app = await createAccountsFixture(
    {},
    searchRoutes({
      postSchema: z.strictObject({ id: z.uuid(), body: z.string() }),
      async searchPosts(_em, query, limit, before, viewerId) {
        asked.posts.push({ query, limit, before, viewerId });
        return posts.filter(({ id }) => before === null || id < before).slice(0, limit);
      },
      tickerSchema: z.strictObject({ symbol: z.string() }),
      async searchTickers(_em, query, limit) {
        asked.tickers.push({ query, limit });
        return [{ symbol: 'NVDA' }];
      },
    }),
  );
  person = await app.person();
});
afterAll(() => app.close());

const search = (query: string) => app.call('GET', `/api/search?${query}`, { token: person.accessToken });
const names = (found: unknown) => (found as { displayName: string }[]).map(({ displayName }) => displayName);
const people = async (q: string, more = '') =>
  names((await search(`types=users&q=${encodeURIComponent(q)}${more}`)).body.users);

/** Those that match alike are listed by their ids, which are in this order. */
async function add(...displayNames: string[]): Promise<string[]> {
  const ids = displayNames.map(() => newId()).toSorted();
  return await addUsers(
    app.em(),
    displayNames.map((name, place) => ({ name, id: ids[place] as string })),
  );
}

describe('people', () => {
  beforeAll(() =>
    add(
      'Grace Hopper',
      'grace slick',
      'Ada Lovelace',
      'Zoë 100%',
      'Zoë 1000',
      'Łukasz',
      'Li',
      'Mei Li',
      'Ng Jo-Ann',
      'José Muñoz',
      '山田太郎',
      '太郎',
      '김민준',
      'Мария Иванова',
      'محمد الأحمد',
      'Ωνάσης Αριστοτέλης',
      'רות כהן',
      'प्रिया शर्मा',
      'สมชาย ใจดี',
      'İpek Işık',
    ),
  );

  test.each([
    ['gra', ['Grace Hopper', 'grace slick']],
    ['GRACE H', ['Grace Hopper', 'grace slick']],
    ['g', ['Grace Hopper', 'grace slick']],
    ['lovelace', ['Ada Lovelace']],
    ['graec', ['Grace Hopper', 'grace slick']],
    ['lovelase', ['Ada Lovelace']],
    ['zoë 100%', ['Zoë 100%', 'Zoë 1000']],
    ['łuk', ['Łukasz']],
    ['li', ['Li', 'Mei Li']],
    ['n', ['Ng Jo-Ann']],
    ['ann', ['Ng Jo-Ann']],
    ['JO ANN', ['Ng Jo-Ann']],
    ['munoz', ['José Muñoz']],
    ['JOSE', ['José Muñoz']],
    ['太郎', ['太郎', '山田太郎']],
    ['太', ['太郎', '山田太郎']],
    ['山', ['山田太郎']],
    ['민', ['김민준']],
    ['иванова', ['Мария Иванова']],
    ['И', ['Мария Иванова']],
    ['الاحمد', ['محمد الأحمد']],
    ['م', ['محمد الأحمد']],
    ['αριστ', ['Ωνάσης Αριστοτέλης']],
    ['ΩΝΑΣΗΣ', ['Ωνάσης Αριστοτέλης']],
    ['כ', ['רות כהן']],
    ['श', ['प्रिया शर्मा']],
    ['ใจ', ['สมชาย ใจดี']],
    ['ipek', ['İpek Işık']],
    ['isik', ['İpek Işık']],
    ['%', []],
    ['zzzzzz', []],
  ])('people are found by %j', async (q, expected) => {
    const found = await people(q);
    expect(found.slice(0, Math.max(1, expected.length))).toEqual(expected);
  });

  test('people are found by the name that they have now, also where the release before wrote it', async () => {
    const [id = ''] = await add('Former Name');
    await app.all(sql`update app_user set display_name = 'Newer Title' where id = ${id}`);
    expect(await indexStaleNames(app.em())).toBeGreaterThan(0);
    expect([await people('former'), await people('title')]).toEqual([[], ['Newer Title']]);
    await app.all(
      sql`update app_user set deleted_at = now(), display_name = 'Deleted user', email = null where id = ${id}`,
    );
    await indexStaleNames(app.em());
    expect(await app.all(sql`select start from user_name_start where user_id = ${id}`)).toEqual([]);
    expect(await indexStaleNames(app.em())).toBe(0);
  });

  test('people are found by their new names', async () => {
    const renamed = await app.person();
    const { id, accessToken } = renamed;
    const answer = await app.call('PATCH', `/api/users/${id}`, {
      token: accessToken,
      body: { displayName: 'Ольга Ким' },
    });
    expect(answer.status).toBe(200);
    expect(await people('ким')).toEqual(['Ольга Ким']);
  });

  test('deleted people are not found', async () => {
    const [id = ''] = await add('Vanishing Point');
    expect(await people('vanish')).toEqual(['Vanishing Point']);
    await app.all(sql`update app_user set deleted_at = now(), email = null where id = ${id}`);
    expect(await people('vanish')).toEqual([]);
    expect(await people('point')).toEqual([]);
  });

  test('people are paged by name, each shown once while others come and go, those written alike last', async () => {
    await add(...['b', 'a', 'c', 'e', 'd', 'a'].map((letter) => `Pageable ${letter}`), 'Pagable');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const at: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await search(`types=users&q=pageable&limit=2${at}`);
      seen.push(...names(body.users));
      cursor = body.nextCursor as string | null;
      if (seen.length === 2) {
        await add('Pageable 0');
        await app.all(sql`update app_user set deleted_at = now() where display_name = 'Pageable e'`);
      }
    } while (cursor !== null);
    expect(seen.slice(0, 5)).toEqual(['a', 'a', 'b', 'c', 'd'].map((letter) => `Pageable ${letter}`));
    expect(await people('pageable', '&limit=100')).toContain('Pagable');
  });
});

test('all types are searched at once unless one is given, each in its own shape', async () => {
  const { status, body } = await search('q=gra&limit=2');
  expect(status).toBe(200);
  expect(body).toEqual({
    users: [expect.objectContaining({ displayName: 'Grace Hopper' }), expect.anything()],
    posts: posts.slice(0, 2),
    tickers: [{ symbol: 'NVDA' }],
    nextCursor: null,
  });
  expect(asked.posts.at(-1)).toEqual({ query: 'gra', limit: 3, before: null, viewerId: person.id });
  expect(asked.tickers.at(-1)).toEqual({ query: 'gra', limit: 2 });
  expect(Object.keys((await search('q=gra&types=users,tickers')).body).sort()).toEqual([
    'nextCursor',
    'tickers',
    'users',
  ]);
});

test('posts alone go on by a cursor', async () => {
  const first = await search('q=x&types=posts&limit=3');
  expect(first.body.posts).toEqual(posts.slice(0, 3));
  const second = await search(`q=x&types=posts&limit=3&cursor=${first.body.nextCursor}`);
  expect(second.body).toEqual({ posts: posts.slice(3), nextCursor: null });
});

test.each([
  ['', 'query.q'],
  ['q=%20', 'query.q'],
  [`q=${'x'.repeat(101)}`, 'query.q'],
  ['q=a%0Ab', 'query.q'],
  ['q=a&types=', 'query.types'],
  ['q=a&types=users,rooms', 'query.types'],
  ['q=a&limit=101', 'query.limit'],
  ['q=a&types=users,posts&cursor=WyJhIl0', 'query.cursor'],
  ['q=a&types=tickers&cursor=WyJhIl0', 'query.cursor'],
  ['q=a&types=users&cursor=WyJhIl0', 'query.cursor'],
  ['q=a&types=posts&cursor=WyJhIl0', 'query.cursor'],
])('%j is refused by its field', async (query, field) => {
  const { status, body } = await search(query);
  expect(status).toBe(400);
  expect((body.errors as { field: string }[]).map((error) => error.field)).toEqual([field]);
});

test('a search needs a token', async () => {
  expect((await app.call('GET', '/api/search?q=a')).status).toBe(401);
});

test('among a hundred thousand people a search looks at few', async () => {
  await app.all(
    sql`insert into app_user (email, password_hash, display_name)
        select n || '@many.test', 'none', case when n % 3 = 0 then 'Anna ' else 'Person ' end || md5(n::text)
        from generate_series(1, 100000) n`,
  );
  await app.all(
    sql`insert into user_name_start (user_id, start, whole)
        select id, lower(display_name), true from app_user where email like '%@many.test'
        union all select id, substr(lower(display_name), strpos(display_name, ' ') + 1), false from app_user where email like '%@many.test'`,
  );
  await app.all(sql`update app_user set indexed_name = display_name`);
  await app.all(sql`vacuum analyze app_user`);
  await app.all(sql`vacuum analyze user_name_start`);
  const costs: [string, Plan][] = [];
  for (const q of ['a', 'p', '4', 'anna', 'persen', 'person 4f', 'ff0', 'lovelase', 'qqqqq', '太', 'и']) {
    await search(`types=users&q=${q}`);
    const statements = await recorder.during(() => search(`types=users&q=${q}`));
    const searches = statements.filter(({ text }) => text.includes('user_name_start'));
    const settings = statements.find(({ text }) => text.includes('set_config'))?.text.replaceAll('true', 'false');
    const plans = await explain(app.config.db.url, searches, settings);
    costs.push(...plans.map((plan): [string, Plan] => [q, plan]));
  }
  expect(costs.length).toBeGreaterThanOrEqual(7);
  // Of a common name, reading the table until two hundred are found may be what is cheapest.
  expect(costs.filter(([, { rows }]) => rows > 2_000)).toEqual([]);
}, 120_000);
