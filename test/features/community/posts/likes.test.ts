import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { PostView } from '../../../../src/features/community/posts/posts.schema.ts';
import { createDiscussionFixture, type DiscussionFixture, type Person } from '../support.ts';

let app: DiscussionFixture;
let author: Person;
const fans: Person[] = [];
let post: PostView;
beforeAll(async () => {
  app = await createDiscussionFixture();
  author = await app.person();
  for (let n = 0; n < 25; n += 1) fans.push(await app.person());
});
afterAll(() => app.close());
beforeEach(async () => {
  post = await app.post(author, 'Likeable');
  app.told.length = 0;
});

const like = (who: Person) => app.call(who, 'PUT', `/api/posts/${post.id}/like`);
const unlike = (who: Person) => app.call(who, 'DELETE', `/api/posts/${post.id}/like`);
const state = () =>
  app.one<{ like_count: number; likes: number; liked: number; unliked: number }>(
    sql`select like_count, (select count(*)::int from post_like where post_id = post.id) as likes,
          (select count(*)::int from event where name = 'post.liked' and properties ->> 'postId' = ${post.id}) as liked,
          (select count(*)::int from event where name = 'post.unliked' and properties ->> 'postId' = ${post.id}) as unliked
        from post where id = ${post.id}`,
  );

test('a like counts once however often it is repeated, and is taken back once', async () => {
  const fan = fans[0] as Person;
  for (let n = 0; n < 2; n += 1) expect((await like(fan)).body).toEqual({ likeCount: 1, likedByMe: true });
  for (let n = 0; n < 2; n += 1) expect((await unlike(fan)).body).toEqual({ likeCount: 0, likedByMe: false });
  expect(await state()).toEqual({ like_count: 0, likes: 0, liked: 1, unliked: 1 });
});

test('the author is told, under one key for each person', async () => {
  const fan = fans[0] as Person;
  await like(fan);
  await unlike(fan);
  await like(fan);
  const news = {
    kind: 'like',
    userId: author.id,
    actorId: fan.id,
    onceKey: `like:${post.id}:${fan.id}`,
    data: { postId: post.id, excerpt: 'Likeable' },
  };
  expect(app.told).toEqual([news, news]);
});

test('the users who like a post are listed, latest first', async () => {
  for (const fan of fans.slice(0, 5)) await like(fan);
  const seen: unknown[] = [];
  let cursor: string | null = null;
  do {
    const at: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { body } = await app.call<{ data: unknown[]; nextCursor: string | null }>(
      author,
      'GET',
      `/api/posts/${post.id}/likes?limit=2${at}`,
    );
    seen.push(...body.data);
    cursor = body.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(
    fans
      .slice(0, 5)
      .toReversed()
      .map(({ id, name }) => ({ user: { id, displayName: name }, likedAt: expect.any(String) })),
  );
});

test('a deleted post cannot be liked', async () => {
  await like(fans[0] as Person);
  await app.call(author, 'DELETE', `/api/posts/${post.id}`);
  for (const answer of [await like(fans[1] as Person), await unlike(fans[0] as Person)])
    expect(answer.status).toBe(404);
  expect((await app.call(author, 'GET', `/api/posts/${post.id}/likes`)).status).toBe(404);
  expect(await state()).toMatchObject({ like_count: 1, likes: 1 });
});

test('many users who like and unlike at once leave the exact count', async () => {
  const keep = fans.filter((_, n) => n % 2 === 0);
  await Promise.all(fans.flatMap((fan) => [like(fan), unlike(fan), like(fan), unlike(fan)]));
  await Promise.all(fans.map((fan) => (keep.includes(fan) ? like(fan) : unlike(fan))));
  const { like_count, likes, liked, unliked } = await state();
  expect([like_count, likes, liked - unliked]).toEqual([keep.length, keep.length, keep.length]);
});

test('a deletion in the middle of likes leaves rows and count in step', async () => {
  await Promise.all([
    ...fans.slice(0, 12).map(like),
    app.call(author, 'DELETE', `/api/posts/${post.id}`),
    ...fans.slice(12).map(like),
  ]);
  const { like_count, likes, liked } = await state();
  expect([likes, liked]).toEqual([like_count, like_count]);
});
