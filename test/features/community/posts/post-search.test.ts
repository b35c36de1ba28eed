import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { indexPosts } from '../../../../src/features/community/post-words.service.ts';
import { createPostSearch } from '../../../../src/features/community/posts/post-search.reads.ts';
import { createFindImages } from '../../../../src/features/files/attachments/images.reads.ts';
import { loadConfig } from '../../../../src/platform/config.ts';
import { createDiscussionFixture, type DiscussionFixture, type Person } from '../support.ts';

const searchPosts = createPostSearch(createFindImages(loadConfig({})));

let app: DiscussionFixture;
let author: Person;
const ids: Record<string, string> = {};
const TEXTS = {
  earnings: 'NVIDIA earnings beat every forecast',
  short: 'I am short $TSLA before earnings',
  quote: 'The forecast beat me',
  german: 'Zinsen: Überraschung für alle',
  gone: 'NVIDIA earnings, but I take it back',
};
beforeAll(async () => {
  app = await createDiscussionFixture();
  author = await app.person();
  await app.asset('TSLA');
  for (const [name, text] of Object.entries(TEXTS)) ids[name] = (await app.post(author, text)).id;
  await app.call(author, 'DELETE', `/api/posts/${ids.gone}`);
});
afterAll(() => app.close());

const names = async (query: string, limit = 20, before: string | null = null) => {
  const found = await searchPosts(app.em(), query, limit, before, author.id);
  return found.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id);
};

test.each([
  ['earnings', ['short', 'earnings']],
  ['EARNINGS beat', ['earnings']],
  ['"forecast beat"', ['quote']],
  ['earnings -nvidia', ['short']],
  ['nvidia or überraschung', ['german', 'earnings']],
  ['$tsla', ['short']],
  ['nothing such', []],
  ['', []],
  ['"', []],
  ["' or 1=1 --", []],
  [':* & | ! ( <->', []],
  ['-', []],
])('%s finds %j', async (query, expected) => {
  expect(await names(query)).toEqual(expected);
});

test('posts are as the lists show them', async () => {
  const [found] = await searchPosts(app.em(), 'short', 1, null, author.id);
  expect(found).toEqual((await app.call(author, 'GET', `/api/posts/${ids.short}`)).body);
});

test('an edited post is found by its new words only', async () => {
  const { id } = await app.post(author, 'oldword');
  await app.call(author, 'PATCH', `/api/posts/${id}`, { body: 'newword' });
  expect([await names('oldword'), await names('newword')]).toEqual([[], [id]]);
});

test('a post that the release before edited or deleted is found by what it says now', async () => {
  const [edited, deleted] = [await app.post(author, 'firstword'), await app.post(author, 'lastword')];
  await app.all(
    sql`update post set body = 'secondword', edited_at = now() + interval '1 s' where id = ${edited.id} returning 1`,
  );
  await app.all(sql`update post set body = null, deleted_at = now() where id = ${deleted.id} returning 1`);
  expect(await indexPosts(app.em())).toBe(2);
  expect([await names('firstword'), await names('secondword'), await names('lastword')]).toEqual([[], [edited.id], []]);
  expect(await app.all(sql`select words, words_at from post where id = ${deleted.id}`)).toEqual([
    { words: null, words_at: null },
  ]);
  expect(await indexPosts(app.em())).toBe(0);
});

test('the words of a post are stored by its own transaction, and are gone with it', async () => {
  const { id } = await app.post(author, 'Tesla’s Überraschung');
  const words = async () =>
    (await app.one<{ words: string | null }>(sql`select words::text from post where id = ${id}`)).words;
  expect(await words()).toBe(`'s':2 'tesla':1 'uberraschung':3`);
  await app.call(author, 'PATCH', `/api/posts/${id}`, { sentiment: 'bearish' });
  expect(await words()).toBe(`'s':2 'tesla':1 'uberraschung':3`);
  expect(await indexPosts(app.em())).toBe(0);
  await app.call(author, 'DELETE', `/api/posts/${id}`);
  expect(await words()).toBeNull();
});

test('pages lead to every match, near and far, once, newest first', async () => {
  // Past the newest thousand posts, which are compared one by one, the index is asked.
  await app.all(
    sql`insert into post (id, author_id, body, sentiment) select uuidv7((n - 90000) * interval '1 second'), ${author.id},
          case when n % 97 = 0 then 'a pearl' else 'an oyster' end, 'neutral' from generate_series(1, 3000) n returning 1`,
  );
  expect(await names('pearl')).toEqual([]);
  // As the workers do with posts from before there were words, a page at a time.
  const pages: number[] = [];
  do pages.push(await indexPosts(app.em()));
  while (pages.at(-1) !== 0);
  expect(pages).toEqual([...Array.from({ length: 15 }, () => 200), 0]);
  const all = await app.all<{ id: string }>(sql`select id from post where body = 'a pearl' order by id desc`);
  expect(all).toHaveLength(30);
  const seen: string[] = [];
  let before: string | null = null;
  for (;;) {
    const found = await searchPosts(app.em(), 'pearl', 7, before, author.id);
    if (found.length === 0) break;
    seen.push(...found.map(({ id }) => id));
    before = seen.at(-1) as string;
  }
  expect(seen).toEqual(all.map(({ id }) => id));
});
