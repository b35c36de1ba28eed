import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { PostView } from '../../../../src/features/community/posts/posts.schema.ts';
import { createDiscussionFixture, type DiscussionFixture, type Person } from '../support.ts';

let app: DiscussionFixture;
let author: Person;
let reader: Person;
let moderator: Person;
let admin: Person;
beforeAll(async () => {
  app = await createDiscussionFixture();
  [author, reader] = [await app.person(), await app.person()];
  moderator = await app.person('moderator');
  admin = await app.person('admin');
  await app.asset('SPX', 5_000);
  await app.asset('NVDA', 120.5);
  await app.asset('AMD', 80);
  await app.asset('BRK.B', 400);
  await app.asset('NEW', null);
});
afterAll(() => app.close());

const publish = (body: Record<string, unknown>, headers: Record<string, string> = {}) =>
  app.call(author, 'POST', '/api/posts', { body: 'A view', sentiment: 'bullish', ...body }, headers);
const read = (id: string, who = reader) => app.call<PostView>(who, 'GET', `/api/posts/${id}`);
const edit = (id: string, patch: unknown, who = author) => app.call<PostView>(who, 'PATCH', `/api/posts/${id}`, patch);
const fieldsOf = (body: Record<string, unknown>) =>
  (body.errors as { field: string; code: string }[]).map((e) => e.field);

describe('a new post', () => {
  test('a new post is answered and read back as it was written', async () => {
    const text = 'Line one of $nvda\n\n  line two 🚀 <b>&amp;</b>';
    const made = await publish({ body: text, tickers: ['amd'] });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/posts/${String(made.body.id)}`);
    expect(made.body).toEqual({
      id: expect.any(String),
      author: { id: author.id, displayName: author.name, avatar: null },
      body: text,
      tickers: ['AMD', 'NVDA'],
      sentiment: 'bullish',
      call: null,
      likeCount: 0,
      commentCount: 0,
      likedByMe: false,
      images: [],
      createdAt: expect.any(String),
      editedAt: null,
    });
    expect((await read(String(made.body.id))).body).toEqual(made.body);
  });

  test('a new post takes cashtags of known symbols and ignores others', async () => {
    const { tickers } = await app.post(author, 'Sold $BRK.B, $NVDA-calls and $NVDA. Cost $5, a$AMD, $NOPE, $nvdas, $');
    expect(tickers).toEqual(['BRK.B', 'NVDA']);
  });

  test('a new post with unknown symbols names each of them, and nothing is written', async () => {
    const before = await app.one(sql`select count(*) from post`);
    const refused = await publish({ tickers: ['NVDA', 'NOPE', 'AMD', 'NADA'] });
    expect(refused.status).toBe(400);
    expect(fieldsOf(refused.body)).toEqual(['body.tickers[1]', 'body.tickers[3]']);
    expect(await app.one(sql`select count(*) from post`)).toEqual(before);
  });

  test.each([
    ['an empty text', { body: '' }],
    ['a blank text', { body: ' \n ' }],
    ['5,001 characters', { body: 'x'.repeat(5_001) }],
    ['a control character', { body: 'a\u0007b' }],
    ['a text that turns around', { body: 'a\u202Eb' }],
    ['another sentiment', { sentiment: 'sideways' }],
    ['11 tickers', { tickers: Array.from({ length: 11 }, () => 'NVDA') }],
    ['a horizon of nothing', { tickers: ['NVDA'], call: { symbol: 'NVDA', direction: 'up', horizonHours: 0 } }],
    ['a horizon of years', { tickers: ['NVDA'], call: { symbol: 'NVDA', direction: 'up', horizonHours: 8_761 } }],
    ['a call on what is no ticker', { call: { symbol: 'NVDA', direction: 'up', horizonHours: 1 } }],
    ['an author', { authorId: '01980000-0000-7000-8000-000000000001' }],
  ])('a new post with %s is refused', async (_what, body) => {
    expect((await publish(body)).status).toBe(400);
  });

  test('a new post of 5,000 characters is taken', async () => {
    expect((await app.post(author, 'x'.repeat(5_000))).body).toHaveLength(5_000);
  });

  test('a new post has ten tickers at most, cashtags last', async () => {
    const symbols = Array.from({ length: 12 }, (_, index) => `T${String.fromCharCode(65 + index)}`);
    for (const symbol of symbols) await app.asset(symbol);
    const { tickers } = await app.post(author, symbols.map((symbol) => `$${symbol}`).join(' '), { tickers: ['AMD'] });
    expect(tickers).toEqual(['AMD', ...symbols.slice(0, 9)]);
  });

  test('a new post is made once for an idempotency key', async () => {
    const headers = { 'idempotency-key': 'post-once' };
    const [first, second] = [await publish({ body: 'Once' }, headers), await publish({ body: 'Once' }, headers)];
    expect(second.body).toEqual(first.body);
    expect(await app.all(sql`select id from post where body = 'Once'`)).toHaveLength(1);
  });

  test('a new post records one event with ids only', async () => {
    const { id } = await app.post(author, 'Secret opinion on $NVDA');
    const events = await app.all<{ name: string; properties: unknown }>(
      sql`select name, user_id, properties from event where properties ->> 'postId' = ${id}`,
    );
    expect(events).toEqual([
      {
        name: 'post.created',
        user_id: author.id,
        properties: {
          postId: id,
          assetIds: [expect.any(Number)],
          sentiment: 'neutral',
          hasCall: false,
        },
      },
    ]);
  });
});

describe('a call', () => {
  const call = { symbol: 'NVDA', direction: 'up', horizonHours: 24 };

  test('a call is frozen with the latest prices of its asset and the benchmark', async () => {
    const post = await app.post(author, 'Up it goes', { tickers: ['NVDA'], call });
    expect(post.call).toMatchObject({ ...call, price: 120.5, status: 'open', outcome: null });
    expect(post.call?.benchmark).toMatchObject({ symbol: 'SPX', price: 5_000 });
    const hours = (Date.parse(post.call?.dueAt ?? '') - Date.parse(post.createdAt)) / 3_600_000;
    expect(hours).toBe(24);
  });

  test('a call may be on a cashtag', async () => {
    const post = await app.post(author, 'I like $NVDA', { call: { ...call, symbol: 'nvda' } });
    expect(post.call?.symbol).toBe('NVDA');
  });

  test('a call needs a known price', async () => {
    const refused = await publish({ tickers: ['NEW'], call: { ...call, symbol: 'NEW' } });
    expect([refused.status, refused.body.code]).toEqual([409, 'no_price']);
  });

  test('a call has no benchmark price if the benchmark has none', async () => {
    const other = await createDiscussionFixture({ MARKET_BENCHMARK: 'GONE' });
    try {
      const person = await other.person();
      await other.asset('NVDA', 10);
      expect((await other.post(person, '$NVDA', { call })).call?.benchmark).toBeNull();
    } finally {
      await other.close();
    }
  });

  test('a call stays as it was when text and sentiment change, or the price does', async () => {
    const post = await app.post(author, 'Up with $NVDA', { call });
    await app.all(sql`update asset set last_price = 1, last_price_at = now() where symbol = 'NVDA'`);
    const edited = await edit(post.id, { body: 'I never said so', sentiment: 'bearish' });
    await app.all(sql`update asset set last_price = 120.5, last_price_at = now() where symbol = 'NVDA'`);
    expect(edited.body.call).toEqual(post.call);
    expect(edited.body.tickers).toEqual(['NVDA']);
  });

  test('a call is kept when its post is deleted', async () => {
    const post = await app.post(author, 'Up with $NVDA', { call });
    expect((await app.call(author, 'DELETE', `/api/posts/${post.id}`)).status).toBe(204);
    const list = await app.call<{ data: { postId: string }[] }>(reader, 'GET', `/api/users/${author.id}/calls?limit=1`);
    expect(list.body.data).toEqual([{ postId: post.id, body: null, publishedAt: post.createdAt, call: post.call }]);
  });
});

describe('editing', () => {
  test('an edit changes text or sentiment, says when, and moves the cashtags', async () => {
    const post = await app.post(author, 'About $NVDA', { tickers: ['BRK.B'] });
    const { body } = await edit(post.id, { body: 'About $AMD now' });
    expect(body).toMatchObject({ body: 'About $AMD now', tickers: ['AMD', 'BRK.B'], sentiment: 'neutral' });
    expect(Date.parse(body.editedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(post.createdAt));
    expect((await edit(post.id, { sentiment: 'bearish' })).body).toMatchObject({
      body: 'About $AMD now',
      tickers: ['AMD', 'BRK.B'],
      sentiment: 'bearish',
    });
  });

  test('an edit that changes nothing is not recorded as one', async () => {
    expect((await edit((await app.post(author)).id, {})).status).toBe(400);
  });

  test('an edit is for the author only, whatever the role of others', async () => {
    const post = await app.post(author);
    for (const other of [reader, moderator, admin]) {
      const refused = await edit(post.id, { body: 'Not mine' }, other);
      expect([refused.status, (refused.body as unknown as { code: string }).code]).toEqual([403, 'author_only']);
    }
    expect((await read(post.id)).body).toEqual(post);
  });
});

describe('deleting', () => {
  const remove = (who: Person, id: string, query = '') => app.call(who, 'DELETE', `/api/posts/${id}${query}`);

  test('deletion by the author takes the text away for all readers', async () => {
    const post = await app.post(author, 'I regret $NVDA');
    expect((await remove(author, post.id)).status).toBe(204);
    for (const who of [author, reader, admin]) expect((await read(post.id, who)).status).toBe(404);
    expect((await remove(author, post.id)).status).toBe(404);
    expect((await edit(post.id, { body: 'Back' })).status).toBe(404);
    expect(await app.one(sql`select body, search::text from post where id = ${post.id}`)).toEqual({
      body: null,
      search: '',
    });
    expect(await app.all(sql`select 1 from post_ticker where post_id = ${post.id}`)).toHaveLength(0);
    expect(await app.all(sql`select 1 from content_removal where subject_id = ${post.id}`)).toHaveLength(0);
  });

  test.each(['moderator', 'admin'] as const)('deletion by a %s needs a reason, which admins can read', async (role) => {
    const who = role === 'admin' ? admin : moderator;
    const post = await app.post(author, `Spam for the ${role}`);
    const refused = await remove(who, post.id);
    expect([refused.status, fieldsOf(refused.body)]).toEqual([400, ['query.reason']]);
    expect((await remove(who, post.id, '?reason=It%20is%20spam')).status).toBe(204);
    const { body } = await app.call<{ data: unknown[] }>(admin, 'GET', '/api/content-removals?limit=1');
    expect(body.data).toEqual([
      {
        id: expect.any(String),
        kind: 'post',
        subjectId: post.id,
        author: { id: author.id, displayName: author.name },
        removedBy: { id: who.id, displayName: who.name },
        reason: 'It is spam',
        body: `Spam for the ${role}`,
        removedAt: expect.any(String),
      },
    ]);
  });

  test('a post cannot be deleted by other users', async () => {
    const post = await app.post(author);
    const refused = await remove(reader, post.id, '?reason=envy');
    expect([refused.status, refused.body.code]).toEqual([403, 'author_only']);
    expect((await read(post.id)).status).toBe(200);
  });
});

describe('the list', () => {
  const list = (query: string) =>
    app.call<{ data: PostView[]; nextCursor: string | null }>(reader, 'GET', `/api/posts${query}`);
  const ids = async (query: string) => (await list(query)).body.data.map((post) => post.id);

  test('the list of posts filters by symbol, author, sentiment and call, and by all of them', async () => {
    const writer = await app.person();
    const call = { symbol: 'AMD', direction: 'down', horizonHours: 1 };
    const plain = await app.post(writer, 'plain');
    const bearish = await app.post(writer, '$AMD falls', { sentiment: 'bearish' });
    const called = await app.post(writer, '$AMD falls, I bet', { sentiment: 'bearish', call });
    const by = `?authorId=${writer.id}`;
    expect(await ids(by)).toEqual([called.id, bearish.id, plain.id]);
    expect(await ids(`${by}&symbol=amd`)).toEqual([called.id, bearish.id]);
    expect(await ids(`${by}&sentiment=neutral`)).toEqual([plain.id]);
    expect(await ids(`${by}&hasCall=true`)).toEqual([called.id]);
    expect(await ids(`${by}&hasCall=false`)).toEqual([bearish.id, plain.id]);
    expect(await ids(`${by}&symbol=AMD&sentiment=bearish&hasCall=true`)).toEqual([called.id]);
    expect(await ids('?symbol=AMD&limit=2')).toEqual([called.id, bearish.id]);
    expect(await ids('?hasCall=true&limit=1')).toEqual([called.id]);
    expect(await ids('?limit=3')).toEqual([called.id, bearish.id, plain.id]);
    const own = await app.call<{ data: PostView[] }>(reader, 'GET', `/api/users/${writer.id}/posts?limit=2`);
    expect(own.body.data.map((post) => post.id)).toEqual([called.id, bearish.id]);
  });

  test('the list of posts names the filter that names nothing', async () => {
    const unknown = await list('?symbol=NOPE');
    expect([unknown.status, fieldsOf(unknown.body as never)]).toEqual([400, ['query.symbol']]);
    const nobody = '01980000-0000-7000-8000-0000000000ff';
    expect((await list(`?authorId=${nobody}`)).status).toBe(404);
    for (const kind of ['posts', 'calls']) {
      expect((await app.call(reader, 'GET', `/api/users/${nobody}/${kind}`)).status).toBe(404);
    }
  });

  test('the list of posts shows each viewer their own likes', async () => {
    const post = await app.post(author);
    await app.call(reader, 'PUT', `/api/posts/${post.id}/like`);
    expect((await read(post.id)).body).toMatchObject({ likeCount: 1, likedByMe: true });
    expect((await read(post.id, author)).body).toMatchObject({ likeCount: 1, likedByMe: false });
  });
});
