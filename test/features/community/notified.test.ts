import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { CommentView } from '../../../src/features/community/posts/comments.schema.ts';
import { createNotify } from '../../../src/features/notifications/notify.service.ts';
import { createDiscussionFixture, type DiscussionFixture, type Person } from './support.ts';

/** What people find among their notifications, written by the feature that delivers them. */

let app: DiscussionFixture;
let author: Person;
let fan: Person;
beforeAll(async () => {
  app = await createDiscussionFixture({}, (config) => createNotify({ config }));
  [author, fan] = [await app.person(), await app.person()];
  await app.asset('NVDA');
});
afterAll(() => app.close());

test('likes, comments, replies and outcomes arrive once each, and no user hears of themselves', async () => {
  const post = await app.post(author, '$NVDA', { call: { symbol: 'NVDA', direction: 'up', horizonHours: 1 } });
  const like = `/api/posts/${post.id}/like`;
  for (const method of ['PUT', 'DELETE', 'PUT']) await app.call(fan, method, like);
  await app.call(author, 'PUT', like);
  const comments = `/api/posts/${post.id}/comments`;
  const { body: comment } = await app.call<CommentView>(fan, 'POST', comments, { body: 'Why?' });
  await app.call(author, 'POST', comments, { body: 'Because', parentId: comment.id });
  await app.ingest({ NVDA: [[2, 110]] });
  const found = await app.all<{ user_id: string; kind: string; actor_id: string | null }>(
    sql`select user_id, kind, actor_id from notification order by id`,
  );
  const name = (id: string | null) => (id === author.id ? 'author' : id === fan.id ? 'fan' : id);
  expect(found.map(({ user_id, kind, actor_id }) => [name(user_id), kind, name(actor_id)])).toEqual([
    ['author', 'like', 'fan'],
    ['author', 'comment', 'fan'],
    ['fan', 'reply', 'author'],
    ['author', 'call_resolved', null],
  ]);
});

test('a refused action notifies no user', async () => {
  const post = await app.post(author);
  const before = await app.one(sql`select count(*) from notification`);
  const reply = { body: 'To nobody', parentId: post.id };
  expect((await app.call(fan, 'POST', `/api/posts/${post.id}/comments`, reply)).status).toBe(400);
  await app.call(author, 'DELETE', `/api/posts/${post.id}`);
  expect((await app.call(fan, 'PUT', `/api/posts/${post.id}/like`)).status).toBe(404);
  expect(await app.one(sql`select count(*) from notification`)).toEqual(before);
});

test('the text of a comment is in no notification and no mail once the comment is deleted', async () => {
  const post = await app.post(author);
  const moderator = await app.person('moderator');
  const comments = `/api/posts/${post.id}/comments`;
  const say = async (body: string, parentId?: string) =>
    (await app.call<CommentView>(fan, 'POST', comments, { body, ...(parentId === undefined ? {} : { parentId }) })).body
      .id;
  const parent = (await app.call<CommentView>(moderator, 'POST', comments, { body: 'Be nice' })).body.id;
  const [kept, insult, answer] = [await say('Nice'), await say('An insult'), await say('A rude answer', parent)];
  await app.call(moderator, 'DELETE', `/api/comments/${insult}?reason=rude`);
  await app.call(fan, 'DELETE', `/api/comments/${answer}`);
  const told = await app.all<{ kind: string; comment: string }>(
    sql`select kind, data ->> 'commentId' as comment from notification
        where actor_id = ${fan.id} and data ->> 'postId' = ${post.id} order by id`,
  );
  expect(told).toEqual([{ kind: 'comment', comment: kept }]);
});
