import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createCallResolution } from '../../../src/features/community/call-resolution.service.ts';
import { searchPosts } from '../../../src/features/community/post-search.service.ts';
import { encodeCursor } from '../../../src/platform/http/pagination.ts';
import { explain, type Plan } from '../../support/explain.ts';
import { recordStatements, type Statement } from '../../support/statements.ts';
import { type Crowd, growCrowd, prepareCrowd } from './crowd.ts';
import { createDiscussionFixture, type DiscussionFixture, type Person } from './support.ts';

const SMALL = 1_000;
const LARGE = 100_000;
/** Tables that grow. */
const LARGE_TABLES = ['post', 'post_ticker', 'post_call', 'post_like', 'comment', 'price', 'app_user'];

let statements: ReturnType<typeof recordStatements>;
let app: DiscussionFixture;
let viewer: Person;
let crowd: Crowd;
let middle = '';
let old = '';

const get = (path: () => string) => async () => {
  const answer = await app.call<{ data?: unknown[] }>(viewer, 'GET', path());
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body.data?.length ?? 1;
};
const search = (query: string) => async () => (await searchPosts(app.em(), query, 20, null, viewer.id)).length;
const at = (id: string) => `cursor=${encodeCursor([id])}`;

/** Every hot read, with how much it finds at least; the common and the rare. */
const reads: [name: string, read: () => Promise<number>, finds: number][] = [
  ['the feed', get(() => '/api/posts'), 20],
  ['the feed, far down', get(() => `/api/posts?${at(middle)}`), 20],
  ['a common symbol', get(() => '/api/posts?symbol=T1'), 20],
  ['a common symbol, far down', get(() => `/api/posts?symbol=T1&${at(middle)}`), 20],
  ['a rare symbol', get(() => '/api/posts?symbol=T300'), 0],
  ['a sentiment', get(() => '/api/posts?sentiment=bearish'), 20],
  ['a symbol and a sentiment', get(() => '/api/posts?symbol=T1&sentiment=bearish'), 20],
  ['posts with calls', get(() => '/api/posts?hasCall=true'), 20],
  ['posts without calls', get(() => '/api/posts?hasCall=false'), 20],
  ['a symbol with calls', get(() => '/api/posts?symbol=T1&hasCall=true'), 10],
  ['an author', get(() => `/api/users/${crowd.authorId}/posts`), 20],
  ['an author, far down', get(() => `/api/users/${crowd.authorId}/posts?${at(middle)}`), 20],
  ['an author with calls', get(() => `/api/posts?authorId=${crowd.authorId}&hasCall=true`), 20],
  ['an author and a symbol', get(() => `/api/posts?authorId=${crowd.authorId}&symbol=T1`), 5],
  ['one post', get(() => `/api/posts/${crowd.postId}`), 1],
  ['comments', get(() => `/api/posts/${crowd.postId}/comments`), 20],
  ['comments, far down', get(() => `/api/posts/${crowd.postId}/comments?${at(crowd.commentId)}`), 20],
  ['replies', get(() => `/api/posts/${crowd.postId}/comments?parentId=${crowd.commentId}`), 20],
  ['likes', get(() => `/api/posts/${crowd.postId}/likes`), 20],
  ['calls', get(() => `/api/users/${crowd.authorId}/calls`), 20],
  ['calls, far down', get(() => `/api/users/${crowd.authorId}/calls?${at(middle)}`), 20],
  ['a search for a common word', search('w1'), 20],
  ['a search for two common words', search('w1 w2'), 20],
  ['a search for a rare word', search('w4999'), 0],
  ['a search for what nobody wrote', search('nowhere'), 0],
  ['a search far down', async () => (await searchPosts(app.em(), 'w2', 20, middle, viewer.id)).length, 20],
];

async function statementsOf(read: () => Promise<number>, finds: number): Promise<Statement[]> {
  statements.taken();
  expect(await read()).toBeGreaterThanOrEqual(finds);
  return statements.taken();
}

async function plansOfReads(generic: boolean): Promise<Map<string, Plan[]>> {
  const plans = new Map<string, Plan[]>();
  for (const [name, read, finds] of reads) {
    plans.set(name, await explain(app.databaseUrl, await statementsOf(read, finds), generic));
  }
  return plans;
}

const buffers = (plans: readonly Plan[]) => plans.reduce((sum, plan) => sum + plan.buffers, 0);

async function settle(): Promise<void> {
  [middle, old] = (
    await app.all<{ id: string }>(
      sql`select id from (select id, ntile(10) over (order by id) as tenth from post) as post
          where tenth in (1, 5) order by id desc`,
    )
  )
    .map(({ id }) => id)
    .filter((_id, index, all) => index === 0 || index === all.length - 1) as [string, string];
}

let small: Map<string, Plan[]>;
let large: Map<string, Plan[]>;
let generic: Map<string, Plan[]>;
beforeAll(async () => {
  statements = recordStatements();
  app = await createDiscussionFixture();
  viewer = await app.person();
  let t = Date.now();
  const lap = (what: string) => { console.log(what, Date.now() - t); t = Date.now(); };
  await prepareCrowd(app.em());
  lap('prepare');
  crowd = await growCrowd(app.em(), 1, SMALL);
  await settle();
  small = await plansOfReads(false);
  lap('small');
  crowd = await growCrowd(app.em(), SMALL + 1, LARGE);
  lap('grow');
  await settle();
  large = await plansOfReads(false);
  lap('large');
  generic = await plansOfReads(true);
  lap('generic');
}, 120_000);
afterAll(async () => {
  await app.close();
  statements.stop();
});

test('x', () => {
  for (const [name] of reads) {
    const s = small.get(name) as Plan[];
    const l = large.get(name) as Plan[];
    const g = generic.get(name) as Plan[];
    console.log(name, s.length, buffers(s), buffers(l), buffers(g), l.map((p) => p.seqScans), g.map((p) => p.seqScans));
  }
});
