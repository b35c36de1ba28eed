import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { eraseComments } from '../../../src/features/community/posts/comments.erase.ts';
import type { CommentView } from '../../../src/features/community/posts/comments.schema.ts';
import { eraseLikes } from '../../../src/features/community/posts/likes.erase.ts';
import { erasePosts } from '../../../src/features/community/posts/posts.erase.ts';
import type { PostView } from '../../../src/features/community/posts/posts.schema.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import type { EraseStep } from '../../../src/platform/erasure/erase-step.ts';
import { wrongCounters } from './counters.ts';
import { createDiscussionFixture, type DiscussionFixture, type Person } from './support.ts';

const STEPS = [erasePosts, eraseComments, eraseLikes];

let app: DiscussionFixture;
let leaver: Person;
let other: Person;
let moderator: Person;
let othersPost: PostView;
beforeAll(async () => {
  app = await createDiscussionFixture();
  await app.asset('NVDA');
});
afterAll(() => app.close());

const say = async (who: Person, postId: string, body: string, parentId: string | null = null) =>
  (await app.call<CommentView>(who, 'POST', `/api/posts/${postId}/comments`, { body, parentId })).body;

/** Four posts, one of them deleted by a moderator, six comments, three likes. */
beforeEach(async () => {
  [leaver, other] = [await app.person(), await app.person()];
  moderator = await app.person('moderator');
  othersPost = await app.post(other);
  for (let n = 0; n < 3; n += 1) {
    const post = await app.post(leaver, `My secret $NVDA plan ${n}`, {
      call: { symbol: 'NVDA', direction: 'up', horizonHours: 1 },
    });
    await app.call(leaver, 'PUT', `/api/posts/${post.id}/like`);
    await app.call(other, 'PUT', `/api/posts/${post.id}/like`);
    const mine = await say(leaver, othersPost.id, `My secret ${n}`);
    await say(leaver, othersPost.id, `Answering myself, secretly ${n}`, mine.id);
    await say(other, othersPost.id, 'Not mine', mine.id);
  }
  const bad = await app.post(leaver, 'My bad secret');
  await app.call(moderator, 'DELETE', `/api/posts/${bad.id}?reason=a%20secret`);
});

const once = (step: EraseStep, limit: number) =>
  transact(app.em(), async (tx) => await step.erase(tx, leaver.id, limit));

async function eraseAll(limit: number): Promise<number[]> {
  const touched: number[] = [];
  for (const step of STEPS) {
    for (let count = -1; count !== 0; touched.push(count)) count = await once(step, limit);
  }
  return touched;
}

const secrets = () =>
  app.all(
    sql`select body from (select author_id, body from post union all select author_id, body from comment
          union all select author_id, body || reason from content_removal) as texts
        where author_id = ${leaver.id} and body is not null`,
  );

test('all texts and likes of a person go, page by page, and nothing is left to do', async () => {
  const touched = await eraseAll(2);
  expect(touched).toEqual([2, 1, 1, 0, 2, 2, 2, 0, 2, 1, 0]);
  expect(await secrets()).toEqual([]);
  expect(await app.all(sql`select 1 from post_like where user_id = ${leaver.id}`)).toEqual([]);
  expect(await wrongCounters(app.em())).toEqual([]);
});

test('erasing again touches nothing', async () => {
  await eraseAll(100);
  const state = () =>
    app.all(
      sql`select id, body, like_count as n, deleted_at from post union all select id, body, reply_count, deleted_at from comment order by id`,
    );
  const before = await state();
  expect(await eraseAll(100)).toEqual([0, 0, 0]);
  expect(await state()).toEqual(before);
});

test('the work of others stays: their comments, their replies, the likes they gave', async () => {
  const list = async (query = '') =>
    (await app.call<{ data: CommentView[] }>(other, 'GET', `/api/posts/${othersPost.id}/comments${query}`)).body.data;
  await eraseAll(100);
  const threads = await list();
  expect(threads).toHaveLength(3);
  for (const thread of threads) {
    expect(thread).toMatchObject({ deleted: true, author: null, body: null, replyCount: 1 });
    expect(await list(`?parentId=${thread.id}`)).toMatchObject([{ body: 'Not mine', author: { id: other.id } }]);
  }
  expect((await app.call<PostView>(other, 'GET', `/api/posts/${othersPost.id}`)).body.commentCount).toBe(3);
  expect(await app.all(sql`select 1 from post_like where user_id = ${other.id}`)).toHaveLength(3);
});

test('calls are kept without an author', async () => {
  await eraseAll(100);
  const kept = await app.all(sql`select price from post_call where author_id = ${leaver.id}`);
  expect(kept).toHaveLength(3);
});

test('an erasure that is rolled back leaves everything', async () => {
  const before = await secrets();
  for (const step of STEPS) {
    const failing = transact(app.em(), async (tx) => {
      await step.erase(tx, leaver.id, 100);
      throw new Error('crash');
    });
    await expect(failing).rejects.toThrow('crash');
  }
  expect(await secrets()).toEqual(before);
  expect(await wrongCounters(app.em())).toEqual([]);
});

test('counts stay right while others comment, like and erase at once', async () => {
  await Promise.all([
    ...STEPS.map((step) => once(step, 2)),
    ...STEPS.map((step) => once(step, 3)),
    ...Array.from({ length: 10 }, (_, n) => say(other, othersPost.id, `n${n}`)),
    app.call(moderator, 'PUT', `/api/posts/${othersPost.id}/like`),
  ]);
  await eraseAll(100);
  expect(await secrets()).toEqual([]);
  expect(await wrongCounters(app.em())).toEqual([]);
});
