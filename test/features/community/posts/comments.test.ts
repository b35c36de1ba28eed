import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { CommentView } from '../../../../src/features/community/posts/comments.schema.ts';
import type { PostView } from '../../../../src/features/community/posts/posts.schema.ts';
import { createDiscussionFixture, type DiscussionFixture, type Person } from '../support.ts';

let app: DiscussionFixture;
let author: Person;
let ann: Person;
let bob: Person;
let moderator: Person;
let post: PostView;
beforeAll(async () => {
  app = await createDiscussionFixture();
  [author, ann, bob] = [await app.person(), await app.person(), await app.person()];
  moderator = await app.person('moderator');
});
afterAll(() => app.close());
beforeEach(async () => {
  post = await app.post(author);
  app.told.length = 0;
});

interface CommentPage {
  data: CommentView[];
  nextCursor: string | null;
}

const say = async (who: Person, body: string, parentId?: string) => {
  const made = await app.call<CommentView>(who, 'POST', `/api/posts/${post.id}/comments`, {
    body,
    parentId: parentId ?? null,
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
};
const list = async (query = '') =>
  (await app.call<CommentPage>(ann, 'GET', `/api/posts/${post.id}/comments${query}`)).body.data;
const remove = (who: Person, id: string, query = '') => app.call(who, 'DELETE', `/api/comments/${id}${query}`);
const commentCount = async () => (await app.call<PostView>(ann, 'GET', `/api/posts/${post.id}`)).body.commentCount;
const told = () => app.told.map(({ kind, userId, actorId, onceKey }) => [kind, userId, actorId, onceKey]);

describe('comments', () => {
  test('comments are listed oldest first and counted, replies under their comment', async () => {
    const [first, second] = [await say(ann, 'First\nof all'), await say(bob, 'Second')];
    const reply = await say(author, 'Thanks', first.id);
    expect(first).toEqual({
      id: expect.any(String),
      postId: post.id,
      parentId: null,
      deleted: false,
      author: { id: ann.id, displayName: ann.name, avatar: null },
      body: 'First\nof all',
      replyCount: 0,
      createdAt: expect.any(String),
      editedAt: null,
    });
    expect(await list()).toEqual([{ ...first, replyCount: 1 }, second]);
    expect(await list(`?parentId=${first.id}`)).toEqual([reply]);
    expect(await commentCount()).toBe(3);
  });

  test('comments are changed by their author only', async () => {
    const comment = await say(ann, 'Frist');
    const edit = (who: Person) => app.call<CommentView>(who, 'PATCH', `/api/comments/${comment.id}`, { body: 'First' });
    for (const other of [bob, author, moderator]) expect((await edit(other)).status).toBe(403);
    expect((await edit(ann)).body).toMatchObject({ body: 'First', editedAt: expect.any(String) });
    expect(await list()).toMatchObject([{ body: 'First' }]);
  });

  test('a reply answers a comment on the same post that is no reply itself', async () => {
    const comment = await say(ann, 'A comment');
    const reply = await say(bob, 'A reply', comment.id);
    const elsewhere = await app.post(author);
    const attempt = async (postId: string, parentId: string) => {
      const { status, body } = await app.call(bob, 'POST', `/api/posts/${postId}/comments`, { body: 'x', parentId });
      return [status, (body.errors as { field: string; code: string }[]).map(({ field, code }) => `${field} ${code}`)];
    };
    expect(await attempt(post.id, reply.id)).toEqual([400, ['body.parentId is_a_reply']]);
    expect(await attempt(elsewhere.id, comment.id)).toEqual([400, ['body.parentId unknown_comment']]);
    expect(await attempt(post.id, post.id)).toEqual([400, ['body.parentId unknown_comment']]);
    await remove(ann, comment.id);
    expect(await attempt(post.id, comment.id)).toEqual([400, ['body.parentId unknown_comment']]);
    expect(await commentCount()).toBe(1);
  });

  test.each([
    ['nothing', ''],
    ['blanks', '  '],
    ['2,001 characters', 'x'.repeat(2_001)],
    ['a bell', 'a\u0007'],
  ])('comments of %s are refused', async (_what, body) => {
    expect((await app.call(ann, 'POST', `/api/posts/${post.id}/comments`, { body })).status).toBe(400);
  });

  test('comments of a deleted post are gone with it', async () => {
    const comment = await say(ann, 'A comment');
    await app.call(author, 'DELETE', `/api/posts/${post.id}`);
    const path = `/api/posts/${post.id}/comments`;
    expect((await app.call(ann, 'GET', path)).status).toBe(404);
    expect((await app.call(ann, 'POST', path, { body: 'x' })).status).toBe(404);
    expect((await app.call(ann, 'PATCH', `/api/comments/${comment.id}`, { body: 'x' })).status).toBe(404);
    expect((await remove(ann, comment.id)).status).toBe(404);
  });
});

describe('deleting a comment', () => {
  test('a deleted comment keeps its thread, without text and author, until its last reply is deleted', async () => {
    const [comment, plain] = [await say(ann, 'A comment'), await say(bob, 'Without replies')];
    const replies = [await say(bob, 'A reply', comment.id), await say(author, 'Another', comment.id)];
    expect((await remove(ann, comment.id)).status).toBe(204);
    expect((await remove(bob, plain.id)).status).toBe(204);
    expect(await list()).toEqual([{ ...comment, deleted: true, author: null, body: null, replyCount: 2 }]);
    expect(await list(`?parentId=${comment.id}`)).toEqual(replies);
    expect(await commentCount()).toBe(2);
    for (const [who, reply] of [
      [bob, replies[0]],
      [author, replies[1]],
    ] as [Person, CommentView][]) {
      expect((await remove(who, reply.id)).status).toBe(204);
    }
    expect(await list()).toEqual([]);
    expect(await commentCount()).toBe(0);
  });

  test('deleting a comment is for its author, and with a reason for moderators', async () => {
    const comment = await say(ann, 'Rude');
    for (const other of [bob, author]) expect((await remove(other, comment.id, '?reason=x')).status).toBe(403);
    expect((await remove(moderator, comment.id)).status).toBe(400);
    expect((await remove(moderator, comment.id, '?reason=Rude')).status).toBe(204);
    expect((await remove(moderator, comment.id, '?reason=Rude')).status).toBe(404);
    expect(
      await app.one(sql`select kind, removed_by, reason, body from content_removal where subject_id = ${comment.id}`),
    ).toEqual({ kind: 'comment', removed_by: moderator.id, reason: 'Rude', body: 'Rude' });
    expect(await commentCount()).toBe(0);
  });

  test('a comment is deleted once when that is asked twice at a time', async () => {
    const comment = await say(ann, 'A comment');
    const answers = await Promise.all([remove(ann, comment.id), remove(ann, comment.id), remove(ann, comment.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
    expect(await commentCount()).toBe(0);
  });
});

describe('who is told', () => {
  test('the author of the post is told of a comment, in short', async () => {
    const comment = await say(ann, `${'long '.repeat(100)}\nend`);
    expect(told()).toEqual([['comment', author.id, ann.id, `comment:${comment.id}`]]);
    const data = app.told[0]?.data as { excerpt: string; postId: string; commentId: string };
    expect(data).toMatchObject({ postId: post.id, commentId: comment.id });
    expect(data.excerpt).toHaveLength(140);
    expect(data.excerpt).toMatch(/^long long .*…$/);
  });

  test('the author of the comment is told of a reply, and the author of the post of both', async () => {
    const comment = await say(ann, 'A comment');
    app.told.length = 0;
    const reply = await say(bob, 'A reply', comment.id);
    expect(told()).toEqual([
      ['reply', ann.id, bob.id, `reply:${reply.id}`],
      ['comment', author.id, bob.id, `comment:${reply.id}`],
    ]);
  });

  test('the author of the post is told once when their own comment is answered', async () => {
    const comment = await say(author, 'My own comment');
    app.told.length = 0;
    const reply = await say(ann, 'A reply', comment.id);
    expect(told()).toEqual([['reply', author.id, ann.id, `reply:${reply.id}`]]);
  });
});

test('comments and replies at once are all counted', async () => {
  const comment = await say(ann, 'A comment');
  await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      say([ann, bob, author][n % 3] as Person, `n${n}`, n % 2 ? comment.id : undefined),
    ),
  );
  expect(await commentCount()).toBe(31);
  expect((await list('?limit=1'))[0]?.replyCount).toBe(15);
});
