import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { holdLivingUser } from '../../../../src/features/accounts/people/living-users.reads.ts';
import { transact } from '../../../../src/platform/db/transaction.ts';
import type { Person } from '../../accounts/support.ts';
import { createRoomsFixture, type RoomsFixture, readAll } from '../../rooms/support.ts';

let app: RoomsFixture;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  app = await createRoomsFixture();
});
afterAll(() => app.close());
beforeEach(async () => {
  ada = await app.person();
  bob = await app.person();
  app.notifications.splice(0);
});

const follow = (who: Person, whom: string) => app.as(who, 'PUT', `/api/users/${whom}/follow`);
const unfollow = (who: Person, whom: string) => app.as(who, 'DELETE', `/api/users/${whom}/follow`);
const profile = async (of: string, viewer: Person) => (await app.as(viewer, 'GET', `/api/users/${of}/profile`)).body;
const ids = (found: Record<string, unknown>[]) => found.map(({ user }) => (user as { id: string }).id);
const NOBODY = '01920000-0000-7000-8000-000000000000';

test('following and unfollowing count once each, whatever is repeated', async () => {
  for (let turn = 0; turn < 2; turn += 1) expect((await follow(ada, bob.id)).status).toBe(204);
  expect(await profile(bob.id, ada)).toEqual({
    id: bob.id,
    displayName: expect.any(String),
    createdAt: expect.any(String),
    followerCount: 1,
    followingCount: 0,
    followedByMe: true,
    followsMe: false,
  });
  expect(await profile(ada.id, bob)).toMatchObject({
    followerCount: 0,
    followingCount: 1,
    followedByMe: false,
    followsMe: true,
  });
  for (let turn = 0; turn < 2; turn += 1) expect((await unfollow(ada, bob.id)).status).toBe(204);
  expect(await profile(bob.id, ada)).toMatchObject({ followerCount: 0, followedByMe: false });
  expect(
    await app.all(sql`select name, properties from event where user_id = ${ada.id} and name like 'user.%' order by id`),
  ).toEqual([
    { name: 'user.followed', properties: { followedId: bob.id } },
    { name: 'user.unfollowed', properties: { followedId: bob.id } },
  ]);
});

test('the followed person is told, under one key for the pair', async () => {
  await follow(ada, bob.id);
  await follow(ada, bob.id);
  const told = { kind: 'follow', userId: bob.id, actorId: ada.id, onceKey: `follow:${ada.id}`, data: {} };
  expect(app.notifications).toEqual([told]);
  await unfollow(ada, bob.id);
  await follow(ada, bob.id);
  expect(app.notifications).toEqual([told, told]); // dropped by its key
});

test('a user can follow neither themselves nor a user who does not exist', async () => {
  const self = await follow(ada, ada.id);
  expect([self.status, self.body.errors]).toEqual([
    400,
    [{ field: 'params.userId', code: 'oneself', message: expect.any(String) }],
  ]);
  await app.leaveForGood(bob);
  for (const gone of [bob.id, NOBODY]) {
    expect((await follow(ada, gone)).status).toBe(404);
    expect((await unfollow(ada, gone)).status).toBe(404);
    for (const path of ['followers', 'following', 'profile']) {
      expect((await app.as(ada, 'GET', `/api/users/${gone}/${path}`)).status).toBe(404);
    }
  }
  expect(await app.all(sql`select from user_follow where follower_id = ${ada.id}`)).toEqual([]);
});

test('many users who follow and unfollow each other at once leave exact counts', async () => {
  const people = [ada, bob, await app.person(), await app.person()];
  const requests: Promise<{ status: number }>[] = [];
  for (let round = 0; round < 8; round += 1) {
    for (const who of people) {
      for (const whom of people) {
        if (who !== whom) requests.push((round % 2 === 0 ? follow : unfollow)(who, whom.id));
      }
    }
  }
  const answers = await Promise.all(requests);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
  const wrong = await app.all(sql`
    select c.user_id from user_follow_count c
    where c.followers <> (select count(*) from user_follow where followed_id = c.user_id)
      or c.following <> (select count(*) from user_follow where follower_id = c.user_id)`);
  expect(wrong).toEqual([]);
});

test.each(['followers', 'following'])(
  'the list of %s shows each user who stays once, the latest first',
  async (side) => {
    const crowd = await app.crowd(30);
    const [own, other] = side === 'followers' ? ['followed_id', 'follower_id'] : ['follower_id', 'followed_id'];
    const add = (person: string, secondsAgo: number) =>
      app.all(
        sql`insert into user_follow (${sql.ref(own as string)}, ${sql.ref(other as string)}, created_at)
          values (${ada.id}, ${person}, now() - make_interval(secs => ${secondsAgo}))`,
      );
    // Ten pairs of three share an instant: the id tells them apart.
    for (const [index, person] of crowd.entries()) await add(person, Math.floor(index / 3) + 10);
    const leaving = crowd.filter((_, index) => index % 5 === 4);
    const staying = crowd.filter((_, index) => index % 5 !== 4);
    const late = await app.crowd(10);
    const found = ids(
      await readAll(app, bob, `/api/users/${ada.id}/${side}?limit=4`, async () => {
        await app.all(sql`delete from user_follow where ${sql.ref(other as string)} = ${leaving.pop() ?? null}`);
        const next = late.pop();
        if (next) await add(next, 0);
      }),
    );
    expect(new Set(found).size).toBe(found.length);
    const groups = (people: string[]) => people.map((id) => Math.floor(crowd.indexOf(id) / 3));
    const shown = found.filter((id) => staying.includes(id));
    expect([...shown].sort()).toEqual([...staying].sort());
    expect(groups(shown)).toEqual(groups(staying));
    expect((await app.as(bob, 'GET', `/api/users/${ada.id}/${side}?cursor=bWFkZS11cA`)).status).toBe(400);
  },
);

test('an account is not deleted between the look at it and the follow', async () => {
  const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
  const { promise: held, resolve: hold } = Promise.withResolvers<void>();
  const following = transact(app.em(), async (tx) => {
    await holdLivingUser(tx, bob.id);
    hold();
    await committed;
  });
  await held;
  let deleted = false;
  const deleting = app.leaveForGood(bob).then(() => {
    deleted = true;
  });
  await setTimeout(1_000); // a deletion that does not wait takes a tenth of it
  const deletedMeanwhile = deleted;
  commit();
  await Promise.all([following, deleting]);
  expect([deletedMeanwhile, deleted]).toEqual([false, true]);
  expect((await follow(ada, bob.id)).status).toBe(404);
});

test('a cursor that was made up is refused, whatever time it names', async () => {
  for (const at of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
    const cursor = Buffer.from(JSON.stringify([at, NOBODY])).toString('base64url');
    const answer = await app.as(ada, 'GET', `/api/users/${ada.id}/followers?cursor=${cursor}`);
    expect([answer.status, at]).toEqual([at.startsWith('0') ? 400 : 200, at]);
  }
});

test('a user can follow two thousand people at most, which bounds what a feed costs', async () => {
  const crowd = await app.crowd(2_000);
  await app.all(sql`insert into user_follow_count (user_id, following) values (${ada.id}, 2000)`);
  await app.all(sql`insert into user_follow (follower_id, followed_id) select ${ada.id}, unnest(${crowd}::uuid[])`);
  expect((await follow(ada, bob.id)).body).toMatchObject({ status: 409, code: 'too_many_follows' });
  expect((await follow(ada, crowd[0] as string)).status).toBe(204); // as before
  expect((await unfollow(ada, crowd[0] as string)).status).toBe(204);
  expect((await follow(ada, bob.id)).status).toBe(204);
  expect(await profile(ada.id, bob)).toMatchObject({ followingCount: 2_000, followsMe: true });
});
