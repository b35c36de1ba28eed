import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createCallResolution } from '../../../src/features/community/calls/call-resolution.service.ts';
import { eraseComments } from '../../../src/features/community/posts/comments.erase.ts';
import { eraseLikes } from '../../../src/features/community/posts/likes.erase.ts';
import { createPostSearch } from '../../../src/features/community/posts/post-search.reads.ts';
import { erasePosts } from '../../../src/features/community/posts/posts.erase.ts';
import { createFindImages } from '../../../src/features/files/attachments/images.reads.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { type Em, run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { encodeCursor } from '../../../src/platform/http/pagination.ts';
import { explain, type Plan } from '../../support/explain.ts';
import { recordStatements } from '../../support/statement-log.ts';
import { type Crowd, growCrowd, prepareCrowd } from './crowd.ts';
import { createDiscussionFixture, type DiscussionFixture, type Person } from './support.ts';

const searchPosts = createPostSearch(createFindImages(loadConfig({})));

const SMALL = 1_000;
const LARGE = 100_000;
/** What grows with the people who come; assets are few. */
const GROWING = [
  'post',
  'post_ticker',
  'post_call',
  'post_like',
  'comment',
  'price',
  'app_user',
  'content_removal',
  'user_follow',
];

const recorder = recordStatements();
let app: DiscussionFixture;
let viewer: Person;
let crowd: Crowd;
let middle = '';

const get = (path: () => string) => async () => {
  const answer = await app.call<{ data?: unknown[] }>(viewer, 'GET', path());
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body.data?.length ?? 1;
};
const search =
  (query: string, before: () => string | null = () => null) =>
  async () =>
    (await searchPosts(app.em(), query, 21, before(), viewer.id)).length;
const at = (id: string) => `cursor=${encodeCursor([id])}`;

type Read = [name: string, statements: number, read: () => Promise<number>];

/** Reads that fill their page whether there are a thousand posts or a hundred thousand. */
const full: Read[] = [
  ['the feed', 5, get(() => '/api/posts')],
  ['the feed, far down', 5, get(() => `/api/posts?${at(middle)}`)],
  ['a symbol', 6, get(() => '/api/posts?symbol=T1')],
  ['a symbol, far down', 6, get(() => `/api/posts?symbol=T1&${at(middle)}`)],
  ['a sentiment', 5, get(() => '/api/posts?sentiment=bearish')],
  ['a symbol and a sentiment', 6, get(() => '/api/posts?symbol=T1&sentiment=bearish')],
  ['posts with calls', 5, get(() => '/api/posts?hasCall=true')],
  ['posts without calls', 5, get(() => '/api/posts?hasCall=false')],
  ['an author', 6, get(() => `/api/users/${crowd.authorId}/posts`)],
  ['an author, far down', 6, get(() => `/api/users/${crowd.authorId}/posts?${at(middle)}`)],
  ['an author with calls', 6, get(() => `/api/posts?authorId=${crowd.authorId}&hasCall=true`)],
  ['comments', 4, get(() => `/api/posts/${crowd.postId}/comments`)],
  ['comments, further down', 4, get(() => `/api/posts/${crowd.postId}/comments?${at(crowd.commentId)}`)],
  ['replies', 4, get(() => `/api/posts/${crowd.postId}/comments?parentId=${crowd.commentId}`)],
  ['likes', 3, get(() => `/api/posts/${crowd.postId}/likes`)],
  ['calls', 3, get(() => `/api/users/${crowd.authorId}/calls`)],
  ['calls, far down', 3, get(() => `/api/users/${crowd.authorId}/calls?${at(middle)}`)],
  ['the feed of whom one follows', 6, get(() => '/api/feed')],
  ['the feed of whom one follows, far down', 6, get(() => `/api/feed?${at(middle)}`)],
  ['a search for a common word', 6, search('w1')],
  ['a search for two common words', 6, search('w1 w2')],
  ['a search far down', 6, search('w1', () => middle)],
];

/** Reads that find as much as there is. */
const others: Read[] = [
  ['one post', 5, get(() => `/api/posts/${crowd.postId}`)],
  ['a rare symbol', 6, get(() => '/api/posts?symbol=T300')],
  ['a symbol with calls', 6, get(() => '/api/posts?symbol=T1&hasCall=true')],
  ['an author and a symbol', 7, get(() => `/api/posts?authorId=${crowd.authorId}&symbol=T1`)],
  ['a search for a word that is neither', 6, search('w300')],
  ['a search for a rare word', 6, search('w4999')],
  ['a search for what nobody wrote', 1, search('nowhere')],
  ['a phrase, one word or another, without a third', 6, search('"w1 w2" or w9 -w3')],
];

async function plansOf(work: () => Promise<unknown>): Promise<Plan[]> {
  return await explain(app.databaseUrl, await recorder.during(work));
}

const cost = (plans: readonly Plan[]) => plans.reduce((sum, plan) => sum + plan.buffers, 0);

async function readAll(reads: readonly Read[]): Promise<Map<string, Plan[]>> {
  const plans = new Map<string, Plan[]>();
  for (const [name, , read] of reads) plans.set(name, await plansOf(read));
  return plans;
}

async function grow(from: number, to: number): Promise<void> {
  crowd = await growCrowd(app.em(), from, to);
  const half = sql`select id from post order by id offset ${Math.floor(to / 2)}::int limit 1`;
  middle = (await app.one<{ id: string }>(half)).id;
}

let small: Map<string, Plan[]>;
let large: Map<string, Plan[]>;
beforeAll(async () => {
  app = await createDiscussionFixture();
  viewer = await app.person();
  await prepareCrowd(app.em());
  await grow(1, SMALL);
  await run(
    app.em(),
    sql`insert into user_follow (follower_id, followed_id)
        select ${viewer.id}, author_id from post where author_id <> ${viewer.id} group by author_id order by author_id limit 50`,
  );
  small = await readAll(full);
  await grow(SMALL + 1, LARGE);
  large = await readAll([...full, ...others]);
}, 120_000);
afterAll(() => app.close());

function expectIndexes(plans: readonly Plan[]): void {
  expect(plans.length).toBeGreaterThan(0);
  for (const { text, seqScans } of plans) {
    const scanned = seqScans.filter((table) => GROWING.includes(table));
    expect({ text, scanned }).toEqual({ text, scanned: [] });
  }
}

test('a plan that reads from end to end would be found', async () => {
  const plans = await plansOf(() => app.all(sql`select count(*) from comment where body like ${'%x%'}`));
  expect(plans.map(({ seqScans }) => seqScans)).toEqual([['comment']]);
});

describe.each(full)('%s', (name, count, read) => {
  test('a page of a growing list uses indexes, in a constant number of statements', async () => {
    expect(await read()).toBeGreaterThanOrEqual(20);
    expect(large.get(name)).toHaveLength(count);
    expect(small.get(name)).toHaveLength(count);
    expectIndexes(large.get(name) ?? []);
  });

  test('a page costs the same with a hundred times the data', () => {
    const [before, after] = [cost(small.get(name) ?? []), cost(large.get(name) ?? [])];
    expect({ name, before, after, kept: after <= before * 2 }).toEqual({ name, before, after, kept: true });
  });
});

describe.each(others)('%s', (name, count) => {
  test('the read uses indexes, in a constant number of statements', () => {
    expect(large.get(name)).toHaveLength(count);
    expectIndexes(large.get(name) ?? []);
  });

  test('the read costs little compared with the size of the table', async () => {
    const pages = await app.one<{ pages: number }>(sql`select relpages as pages from pg_class where relname = 'post'`);
    expect(cost(large.get(name) ?? [])).toBeLessThan(pages.pages / 3);
  });
});

/** Does something and takes it back. */
async function inVain(work: (tx: Em) => Promise<unknown>): Promise<void> {
  const undone = new Error('undone');
  await transact(app.em(), async (tx) => {
    await work(tx);
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
}

test('calls are found and resolved by index', async () => {
  const asset = await app.one<{ id: number; due: number }>(
    sql`select asset_id as id, count(*)::int as due from post_call where status = 'open' group by 1 order by 2 desc limit 1`,
  );
  await app.all(sql`insert into price (asset_id, at, price) values (${asset.id}, now(), 110) returning 1`);
  const tick = { at: Date.now(), price: 110 };
  const fresh = { assetId: asset.id, symbol: 'T', currency: 'USD', name: 'T', previous: null, ticks: [tick] };
  const told = app.told.length;
  const plans = await plansOf(() =>
    inVain(async (tx) => {
      await createCallResolution({ notify: app.notify })(tx, [fresh]);
    }),
  );
  expect(app.told.length - told).toBe(asset.due);
  expect(plans.length).toBeGreaterThanOrEqual(5);
  expectIndexes(plans);
});

test.each([erasePosts, eraseComments, eraseLikes])('erasing finds its pages by index: $name', async ({ erase }) => {
  let touched = 0;
  const plans = await plansOf(() =>
    inVain(async (tx) => {
      touched = await erase(tx, crowd.authorId, 50);
    }),
  );
  expect(touched).toBeGreaterThan(0);
  expectIndexes(plans);
});

test('likes and comments find their rows by index', async () => {
  const path = `/api/posts/${crowd.postId}`;
  const plans = await plansOf(async () => {
    const made = await app.call(viewer, 'POST', `${path}/comments`, { body: 'A reply', parentId: crowd.commentId });
    await app.call(viewer, 'DELETE', `/api/comments/${String(made.body.id)}`);
    for (const method of ['PUT', 'DELETE']) expect((await app.call(viewer, method, `${path}/like`)).status).toBe(200);
  });
  expect(plans.length).toBeGreaterThan(8);
  expectIndexes(plans);
});
