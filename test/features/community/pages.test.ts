import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CommentView } from '../../../src/features/community/posts/comments.schema.ts';
import type { PostView } from '../../../src/features/community/posts/posts.schema.ts';
import { createDiscussionFixture, type DiscussionFixture, type Person } from './support.ts';

let app: DiscussionFixture;
let author: Person;
const fans: Person[] = [];
let post: PostView;
beforeAll(async () => {
  app = await createDiscussionFixture();
  author = await app.person();
  await app.asset('NVDA');
});
afterAll(() => app.close());
beforeEach(async () => {
  post = await app.post(author, 'Much discussed');
  thread = await say(null);
});

interface ListPage {
  data: { id?: string; postId?: string; user?: { id: string } }[];
  nextCursor: string | null;
}

/** Reads a list page by page and does something between pages. */
async function walk(path: string, limit: number, between: (page: number) => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page === 0 || cursor !== null; page += 1) {
    if (page > 0) await between(page);
    const query: string = `${path.includes('?') ? '&' : '?'}limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`;
    const { status, body }: { status: number; body: ListPage } = await app.call<ListPage>(author, 'GET', path + query);
    if (status !== 200) throw new Error(JSON.stringify(body));
    seen.push(...body.data.map((item) => item.id ?? item.postId ?? (item.user?.id as string)));
    cursor = body.nextCursor;
  }
  return seen;
}

interface List {
  path: () => string;
  /** Adds an item and returns the id that the list shows. */
  add(): Promise<string>;
  /** Missing where nothing is ever taken away. */
  remove?: ((id: string) => Promise<void>) | undefined;
  newestFirst: boolean;
}

const call = { symbol: 'NVDA', direction: 'up', horizonHours: 1 };
const say = async (parentId: string | null) => {
  const path = `/api/posts/${post.id}/comments`;
  return (await app.call<CommentView>(author, 'POST', path, { body: 'words', parentId })).body.id;
};
let thread = '';

const posts = {
  add: async () => (await app.post(author, 'About $NVDA', { call })).id,
  remove: async (id: string) => void (await app.call(author, 'DELETE', `/api/posts/${id}`)),
  newestFirst: true,
};
const comments = {
  remove: async (id: string) => void (await app.call(author, 'DELETE', `/api/comments/${id}`)),
  newestFirst: false,
};

const lists: [string, List][] = [
  ['the feed', { ...posts, path: () => '/api/posts' }],
  ['posts about a symbol', { ...posts, path: () => '/api/posts?symbol=NVDA&hasCall=true' }],
  ['posts of an author', { ...posts, path: () => `/api/users/${author.id}/posts` }],
  ['calls', { ...posts, path: () => `/api/users/${author.id}/calls`, remove: undefined }],
  ['comments', { ...comments, path: () => `/api/posts/${post.id}/comments`, add: async () => await say(null) }],
  [
    'replies',
    {
      ...comments,
      path: () => `/api/posts/${post.id}/comments?parentId=${thread}`,
      add: async () => await say(thread),
    },
  ],
  [
    'likes',
    {
      path: () => `/api/posts/${post.id}/likes`,
      add: async () => {
        // Somebody new each time: an id that came back could not be told from one that stayed.
        const fan = await app.person();
        fans.push(fan);
        await app.call(fan, 'PUT', `/api/posts/${post.id}/like`);
        return fan.id;
      },
      remove: async (id) =>
        void (await app.call(fans.find((fan) => fan.id === id) as Person, 'DELETE', `/api/posts/${post.id}/like`)),
      newestFirst: true,
    },
  ],
];

test.each(lists)(
  '%s: pages hold everything that stays, once and in order, whatever comes and goes',
  async (_name, list) => {
    for (let n = 0; n < 7; n += 1) await list.add();
    const step = fc.record({ add: fc.boolean(), victim: fc.nat(100) });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 6 }), async (limit, steps) => {
        const before = await walk(list.path(), 100, async () => undefined);
        const [gone, added] = [new Set<string>(), new Set<string>()];
        const seen = await walk(list.path(), limit, async (page) => {
          const next = steps[page - 1];
          if (next === undefined) return;
          if (next.add) added.add(await list.add());
          const victim = before[next.victim % before.length];
          if (victim === undefined || list.remove === undefined || before.length - gone.size < 5) return;
          await list.remove(victim);
          gone.add(victim);
        });
        expect(new Set(seen).size).toBe(seen.length);
        const stayed = before.filter((id) => !gone.has(id));
        expect(seen.filter((id) => stayed.includes(id))).toEqual(stayed);
        expect(seen.every((id) => before.includes(id) || added.has(id))).toBe(true);
        // What comes while one pages down from the newest is above; what comes at the end of a thread is still met.
        expect(list.newestFirst && seen.some((id) => added.has(id))).toBe(false);
      }),
      { numRuns: 8 },
    );
  },
);

test.each([
  'x',
  'bm90IGpzb24',
  Buffer.from('[1]').toString('base64url'),
  Buffer.from('["a","b"]').toString('base64url'),
])('the cursor %s was not given out and is refused', async (cursor) => {
  for (const [, list] of lists) {
    const path = `${list.path()}${list.path().includes('?') ? '&' : '?'}cursor=${cursor}`;
    const { status, body } = await app.call<{ errors: { field: string }[] }>(author, 'GET', path);
    expect([status, body.errors.map(({ field }) => field)]).toEqual([400, ['query.cursor']]);
  }
});
