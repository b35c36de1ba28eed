import { sql } from 'kysely';
import { eraseFollows } from '../../../src/features/community/follows/follows.erase.ts';
import { eraseRoomInvitations } from '../../../src/features/rooms/invitations/room-invitations.erase.ts';
import { eraseRoomMessages } from '../../../src/features/rooms/messages/room-messages.erase.ts';
import { eraseRooms } from '../../../src/features/rooms/rooms.erase.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import type { EraseStep } from '../../../src/platform/erasure/erase-step.ts';
import type { Person } from '../accounts/support.ts';
import { createRoomsFixture, listen, type RoomsFixture } from './support.ts';

let app: RoomsFixture;
let gone: Person;
let other: Person;
beforeAll(async () => {
  app = await createRoomsFixture();
});
afterAll(() => app.close());
beforeEach(async () => {
  gone = await app.person();
  other = await app.person();
});

/** Page by page as the deletion of an account does it. @returns what each page touched */
async function erase(step: EraseStep, limit: number, person = gone): Promise<number[]> {
  const pages: number[] = [];
  for (;;) {
    const touched = await transact(app.em(), (tx) => step.erase(tx, person.id, limit));
    if (touched === 0) break;
    pages.push(touched);
  }
  expect(await transact(app.em(), (tx) => step.erase(tx, person.id, limit))).toBe(0);
  return pages;
}

/** A page whose transaction is lost before its commit. */
async function crash(step: EraseStep, limit: number): Promise<void> {
  const attempt = transact(app.em(), async (tx) => {
    await step.erase(tx, gone.id, limit);
    throw new Error('killed');
  });
  await expect(attempt).rejects.toThrow('killed');
}

const roomState = (id: string) =>
  app.one<{ owner: string; kept: number; real: number; closed: boolean; owners: string[] }>(
    sql`select owner_id as owner, member_count as kept, closed_at is not null as closed,
          (select count(*)::int from room_member where room_id = r.id) as real,
          array(select user_id from room_member where room_id = r.id and role = 'owner') as owners
        from room r where id = ${id}`,
  );

describe('rooms', () => {
  test('rooms pass to the longest-serving admin, else the longest-serving member, else are closed', async () => {
    const [early = '', admin = '', lateAdmin = ''] = await app.crowd(3);
    const toAdmin = await app.room(gone, 'private');
    const toMember = await app.room(gone);
    const closed = await app.room(gone, 'private');
    for (const room of [toAdmin, toMember]) {
      await app.enter(room, early);
      await app.enter(room, admin, room === toAdmin ? 'admin' : 'member');
      await app.enter(room, lateAdmin, room === toAdmin ? 'admin' : 'member');
    }
    const joined = await app.room(other);
    await app.enter(joined, gone.id, 'admin');
    await app.all(sql`insert into room_ban (room_id, user_id) values (${closed}, ${early}), (${joined}, ${gone.id})`);
    const listener = await listen(app.config.db.url);
    await crash(eraseRooms, 2);
    expect((await roomState(toAdmin)).owner).toBe(gone.id);
    expect(await erase(eraseRooms, 2)).toEqual([2, 1, 2, 1, 1]);
    expect(await roomState(toAdmin)).toEqual({ owner: admin, kept: 3, real: 3, closed: false, owners: [admin] });
    expect(await roomState(toMember)).toEqual({ owner: early, kept: 3, real: 3, closed: false, owners: [early] });
    expect(await roomState(closed)).toMatchObject({ kept: 0, real: 0, closed: true });
    expect(await roomState(joined)).toEqual({ owner: other.id, kept: 1, real: 1, closed: false, owners: [other.id] });
    expect(await app.all(sql`select from room_ban where user_id in (${gone.id}, ${early})`)).toEqual([]);
    expect(await listener.until(2)).toMatchObject([{ type: 'room.closed' }, { kind: 'revoke', userId: gone.id }]);
    await listener.close();
    expect((await app.as(other, 'GET', `/api/rooms/${closed}`)).status).toBe(404);
  });

  test('rooms of an owner and their heir who are erased together pass to another member', async () => {
    const [last = ''] = await app.crowd(1);
    const room = await app.room(gone);
    await app.enter(room, other.id, 'admin');
    await app.enter(room, last);
    await Promise.all([erase(eraseRooms, 1), erase(eraseRooms, 1, other)]);
    await erase(eraseRooms, 1, other);
    expect(await roomState(room)).toEqual({ owner: last, kept: 1, real: 1, closed: false, owners: [last] });
  });
});

test('messages lose their text and stay in their place', async () => {
  const room = await app.room(other);
  await app.enter(room, gone.id);
  for (let index = 0; index < 5; index += 1) await app.say(gone, room, `secret ${index}`);
  await app.say(other, room, 'answer');
  await crash(eraseRoomMessages, 2);
  expect(await erase(eraseRoomMessages, 2)).toEqual([2, 2, 1]);
  const found = (await app.as(other, 'GET', `/api/rooms/${room}/messages`)).body.data as Record<string, unknown>[];
  expect(found.map(({ text }) => text)).toEqual(['answer', null, null, null, null, null]);
  expect(await app.all(sql`select from room_message where text like 'secret%'`)).toEqual([]);
});

test('invitations to and from a person go, others stay', async () => {
  const room = await app.room(other);
  const own = await app.room(gone);
  const [someone = ''] = await app.crowd(1);
  const add = (roomId: string, inviter: string, invitee: string) =>
    app.all(
      sql`insert into room_invitation (room_id, inviter_id, invitee_id, message, expires_at)
          values (${roomId}, ${inviter}, ${invitee}, 'text', now() + interval '1 day')`,
    );
  await add(room, other.id, gone.id);
  await add(room, gone.id, someone);
  await add(own, gone.id, someone);
  await add(await app.room(other), other.id, someone);
  await crash(eraseRoomInvitations, 2);
  expect(await erase(eraseRoomInvitations, 2)).toEqual([2, 1]);
  expect(await app.all(sql`select inviter_id from room_invitation`)).toEqual([{ inviter_id: other.id }]);
});

test('follows go both ways, and the counts of the others with them', async () => {
  const crowd = await app.crowd(3);
  for (const id of [...crowd, other.id]) await app.as(gone, 'PUT', `/api/users/${id}/follow`);
  await app.as(other, 'PUT', `/api/users/${gone.id}/follow`);
  await app.as(other, 'PUT', `/api/users/${crowd[0]}/follow`);
  await crash(eraseFollows, 2);
  expect(await erase(eraseFollows, 2)).toEqual([2, 2, 1, 1]);
  expect(await app.all(sql`select follower_id, followed_id from user_follow`)).toEqual([
    { follower_id: other.id, followed_id: crowd[0] },
  ]);
  const counts = await app.all(
    sql`select user_id, followers, following from user_follow_count where followers + following > 0 order by user_id`,
  );
  expect(counts).toEqual(
    [
      { user_id: crowd[0], followers: 1, following: 0 },
      { user_id: other.id, followers: 0, following: 1 },
    ].sort((a, b) => String(a.user_id).localeCompare(String(b.user_id))),
  );
  expect(await app.all(sql`select from user_follow_count where user_id = ${gone.id}`)).toEqual([]);
});
