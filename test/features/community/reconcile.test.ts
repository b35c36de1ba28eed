import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { CommentView } from '../../../src/features/community/posts/comments.schema.ts';
import { wrongCounters, wrongEvents } from './counters.ts';
import { createDiscussionFixture, type DiscussionFixture, type Person } from './support.ts';

let app: DiscussionFixture;
const people: Person[] = [];
beforeAll(async () => {
  app = await createDiscussionFixture();
  for (const role of ['user', 'user', 'user', 'moderator'] as const) people.push(await app.person(role));
  await app.asset('NVDA');
});
afterAll(() => app.close());

const ACTIONS = [
  'post',
  'edit',
  'delete',
  'like',
  'unlike',
  'comment',
  'reply',
  'edit comment',
  'delete comment',
] as const;
type Action = (typeof ACTIONS)[number];

interface Step {
  action: Action;
  who: number;
  target: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<Action>('like', 'unlike', 'comment', 'reply') },
    { weight: 2, arbitrary: fc.constantFrom(...ACTIONS) },
  ),
  who: fc.nat(3),
  target: fc.nat(1_000),
});

/** What random people do at random to what there is by then. Refusals are part of it; a 5xx is not. */
async function act({ action, who, target }: Step, posts: string[], comments: string[]): Promise<void> {
  const person = people[who] as Person;
  const post = posts[target % posts.length];
  const comment = comments[target % comments.length];
  const send = async (method: string, path: string, body?: unknown) => {
    const answer = await app.call(person, method, path, body);
    if (answer.status >= 500) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const say = async (parentId: string | null) => {
    const { status, body } = await send('POST', `/api/posts/${post}/comments`, { body: 'words', parentId });
    if (status === 201) comments.push((body as unknown as CommentView).id);
  };
  if (action === 'post' || post === undefined) posts.push((await app.post(person, 'About $NVDA')).id);
  else if (action === 'edit') await send('PATCH', `/api/posts/${post}`, { sentiment: 'bullish' });
  else if (action === 'delete') await send('DELETE', `/api/posts/${post}?reason=chance`);
  else if (action === 'like') await send('PUT', `/api/posts/${post}/like`);
  else if (action === 'unlike') await send('DELETE', `/api/posts/${post}/like`);
  else if (action === 'comment' || comment === undefined) await say(null);
  else if (action === 'reply') await say(comment);
  else if (action === 'edit comment') await send('PATCH', `/api/comments/${comment}`, { body: 'other words' });
  else await send('DELETE', `/api/comments/${comment}?reason=chance`);
}

/** Each thing once, by the same person, so that none of it is left to chance. */
const EVERYTHING: Step[][] = (
  ['post', 'edit', 'like', 'unlike', 'comment', 'edit comment', 'reply', 'delete comment', 'delete'] as const
).map((action) => [{ action, who: 0, target: 0 }]);

test('counters agree with rows and events, whatever people do at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { maxLength: 25 }), async (rounds) => {
      const [posts, comments] = [[] as string[], [] as string[]];
      for (const together of rounds) await Promise.all(together.map((one) => act(one, posts, comments)));
      expect([await wrongCounters(app.em()), await wrongEvents(app.em())]).toEqual([[], []]);
    }),
    { numRuns: 15, examples: [[EVERYTHING]] },
  );
  const done = await app.all<{ name: string }>(sql`select distinct name from event order by name`);
  expect(done.map(({ name }) => name)).toEqual([
    'comment.created',
    'comment.deleted',
    'comment.edited',
    'post.created',
    'post.deleted',
    'post.edited',
    'post.liked',
    'post.unliked',
  ]);
});

test('a counter that is wrong would be found', async () => {
  const { id } = await app.post(people[0] as Person);
  await app.all(sql`update post set like_count = 1 where id = ${id} returning 1`);
  const wrong = { what: 'likes', id, counted: 1, found: 0 };
  expect([await wrongCounters(app.em()), await wrongEvents(app.em())]).toEqual([[wrong], [wrong]]);
});
