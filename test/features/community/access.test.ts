import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { CommentView } from '../../../src/features/community/posts/comments.schema.ts';
import { API_KEY, createDiscussionFixture, type DiscussionFixture, type Person } from './support.ts';

let app: DiscussionFixture;
let owner: Person;
let stranger: Person;
let moderator: Person;
let admin: Person;
let postId = '';
let commentId = '';
beforeAll(async () => {
  app = await createDiscussionFixture();
  [owner, stranger] = [await app.person(), await app.person()];
  moderator = await app.person('moderator');
  admin = await app.person('admin');
});
afterAll(() => app.close());
beforeEach(async () => {
  postId = (await app.post(owner)).id;
  const path = `/api/posts/${postId}/comments`;
  commentId = (await app.call<CommentView>(owner, 'POST', path, { body: 'A comment' })).body.id;
});

type Statuses = [owner: number, stranger: number, moderator: number, admin: number];
const anybody = (status: number): Statuses => [status, status, status, status];

/** Every route with a good request, and what each kind of person is answered. */
const guarded: [method: string, path: string, body: unknown, statuses: Statuses][] = [
  ['POST', '/api/posts', { body: 'A post', sentiment: 'neutral' }, anybody(201)],
  ['GET', '/api/posts', undefined, anybody(200)],
  ['GET', '/api/feed', undefined, anybody(200)],
  ['GET', '/api/users/:userId/posts', undefined, anybody(200)],
  ['GET', '/api/users/:userId/calls', undefined, anybody(200)],
  ['GET', '/api/posts/:postId', undefined, anybody(200)],
  ['PATCH', '/api/posts/:postId', { body: 'Mine' }, [200, 403, 403, 403]],
  ['DELETE', '/api/posts/:postId', undefined, [204, 403, 204, 204]],
  ['POST', '/api/posts/:postId/comments', { body: 'A comment' }, anybody(201)],
  ['GET', '/api/posts/:postId/comments', undefined, anybody(200)],
  ['PATCH', '/api/comments/:commentId', { body: 'Mine' }, [200, 403, 403, 403]],
  ['DELETE', '/api/comments/:commentId', undefined, [204, 403, 204, 204]],
  ['PUT', '/api/posts/:postId/like', undefined, anybody(200)],
  ['DELETE', '/api/posts/:postId/like', undefined, anybody(200)],
  ['GET', '/api/posts/:postId/likes', undefined, anybody(200)],
  ['GET', '/api/content-removals', undefined, [403, 403, 403, 200]],
];

test('the table names every route, none of them public', () => {
  const named = guarded.map(([method, path]) => `${method} ${path}`);
  expect(named.sort()).toEqual(app.routes.map((route) => `${route.method.toUpperCase()} ${route.path}`).sort());
  expect(app.routes.filter((route) => route.access === 'public')).toEqual([]);
});

const state = () =>
  app.all(sql`
    select (select json_agg(p order by id) from post p)::text as posts, (select json_agg(c order by id) from comment c)::text as comments,
      (select json_agg(l order by id) from post_like l)::text as likes, (select count(*) from event) as events,
      (select count(*) from content_removal) as removals`);

describe.each(guarded)('%s %s', (method, path, body, statuses) => {
  const call = (who: Person | string | null, id?: string) => {
    const target = path
      .replace(':userId', id ?? owner.id)
      .replace(':postId', id ?? postId)
      .replace(':commentId', id ?? commentId);
    const reason = method === 'DELETE' && !path.endsWith('/like') && who !== owner ? '?reason=Spam' : '';
    return app.call(who, method, target + reason, body);
  };

  test.each([
    ['no token', null, 401, 'unauthenticated'],
    ['a forged token', 'forged', 401, 'invalid_token'],
    ['an API key', API_KEY, 403, 'insufficient_scope'],
  ])('a call with %s is refused and changes nothing', async (_what, who, status, code) => {
    const before = await state();
    const answer = await call(who);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await state()).toEqual(before);
  });

  test.each(['owner', 'stranger', 'moderator', 'admin'] as const)(
    'a call by the %s gets the status that the table names',
    async (kind) => {
      const who = { owner, stranger, moderator, admin }[kind];
      const expected = statuses[['owner', 'stranger', 'moderator', 'admin'].indexOf(kind)];
      const before = await state();
      expect((await call(who)).status).toBe(expected);
      const harmless = expected === 403 || method === 'GET';
      expect(harmless ? await state() : before).toEqual(before);
    },
  );

  test('a call for what does not exist is 404, with an invalid id 400', async () => {
    if (!path.includes(':')) return;
    const before = await state();
    expect((await call(admin, '01980000-0000-7000-8000-0000000000ff')).status).toBe(404);
    expect((await call(admin, "1'%20or%20'1'='1")).status).toBe(400);
    expect(await state()).toEqual(before);
  });
});
