import { sql } from 'kysely';
import { roomTopic } from '../../../src/features/rooms/rooms.topic.ts';
import type { Principal } from '../../../src/platform/http/principal.ts';
import type { Person } from '../accounts/support.ts';
import { createRoomsFixture, type Listener, listen, type RoomsFixture, readAll } from './support.ts';

let app: RoomsFixture;
let owner: Person;
let people: Person[];
let listener: Listener;
beforeAll(async () => {
  app = await createRoomsFixture();
  owner = await app.person();
  people = [await app.person(), await app.person(), await app.person(), await app.person()];
  listener = await listen(app.config.db.url);
});
afterAll(async () => {
  await listener.close();
  await app.close();
});
beforeEach(() => void listener.heard.splice(0));

const join = (person: Person, room: string) => app.as(person, 'POST', `/api/rooms/${room}/join`);
const leave = (person: Person, room: string) => app.as(person, 'POST', `/api/rooms/${room}/leave`);
const counts = (room: string) =>
  app.one<{ kept: number; real: number }>(
    sql`select member_count as kept, (select count(*)::int from room_member where room_id = r.id) as real from room r where id = ${room}`,
  );
const nth = (index: number) => people[index] as Person;

test('joining and leaving change the count once each, whatever is repeated', async () => {
  const room = await app.room(owner);
  for (let turn = 0; turn < 2; turn += 1) expect((await join(nth(0), room)).body.memberCount).toBe(2);
  expect((await join(nth(0), room)).body.membership).toMatchObject({ role: 'member', unreadCount: 0 });
  for (let turn = 0; turn < 2; turn += 1) expect((await leave(nth(0), room)).status).toBe(204);
  expect(await counts(room)).toEqual({ kept: 1, real: 1 });
  expect(
    await app.all(
      sql`select name from event where user_id = ${nth(0).id} and properties ->> 'roomId' = ${room} order by id`,
    ),
  ).toEqual([{ name: 'room.joined' }, { name: 'room.left' }]);
});

test('many users who join, leave, are removed and banned at once leave the exact count', async () => {
  const room = await app.room(owner);
  const requests: Promise<unknown>[] = [];
  for (let round = 0; round < 6; round += 1) {
    for (const person of people) {
      requests.push(join(person, room), leave(person, room), join(person, room));
      requests.push(app.as(owner, 'DELETE', `/api/rooms/${room}/members/${person.id}`));
    }
    requests.push(app.as(owner, 'PUT', `/api/rooms/${room}/bans/${nth(3).id}`));
  }
  const answers = (await Promise.all(requests)) as { status: number }[];
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  const { kept, real } = await counts(room);
  expect(kept).toBe(real);
  const banned = await app.all(sql`select from room_member where room_id = ${room} and user_id = ${nth(3).id}`);
  expect(banned).toEqual([]);
});

test('the owner hands the room over before leaving', async () => {
  const room = await app.room(owner);
  await join(nth(0), room);
  const stays = await leave(owner, room);
  expect([stays.status, stays.body.code]).toEqual([409, 'owner_stays']);
  const lesser = await app.as(owner, 'PATCH', `/api/rooms/${room}/members/${owner.id}`, { role: 'member' });
  expect(lesser.body.code).toBe('owner_stays');
  const stranger = await app.as(owner, 'PATCH', `/api/rooms/${room}/members/${nth(1).id}`, { role: 'owner' });
  expect(stranger.status).toBe(404);
  const given = await app.as(owner, 'PATCH', `/api/rooms/${room}/members/${nth(0).id}`, { role: 'owner' });
  expect(given.body).toMatchObject({ user: { id: nth(0).id }, role: 'owner' });
  expect((await app.as(owner, 'GET', `/api/rooms/${room}`)).body).toMatchObject({
    owner: { id: nth(0).id },
    membership: { role: 'admin' },
  });
  expect((await leave(owner, room)).status).toBe(204);
  expect(await counts(room)).toEqual({ kept: 1, real: 1 });
});

test('of two members the room is handed to at once, one owns it', async () => {
  const room = await app.room(owner);
  await join(nth(0), room);
  await join(nth(1), room);
  const hand = (to: Person) => app.as(owner, 'PATCH', `/api/rooms/${room}/members/${to.id}`, { role: 'owner' });
  const answers = await Promise.all([hand(nth(0)), hand(nth(1))]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  const owners = await app.all(
    sql`select m.user_id = r.owner_id as same from room_member m join room r on r.id = m.room_id where r.id = ${room} and m.role = 'owner'`,
  );
  expect(owners).toEqual([{ same: true }]);
});

test('a room is not handed to an account that was deleted a moment ago', async () => {
  const room = await app.room(owner);
  const gone = await app.person();
  await join(gone, room);
  await app.leaveForGood(gone);
  const handed = await app.as(owner, 'PATCH', `/api/rooms/${room}/members/${gone.id}`, { role: 'owner' });
  expect(handed.status).toBe(404);
});

test('the owner makes admins and takes it back', async () => {
  const room = await app.room(owner);
  await join(nth(0), room);
  const give = (role: string) => app.as(owner, 'PATCH', `/api/rooms/${room}/members/${nth(0).id}`, { role });
  const rename = () => app.as(nth(0), 'PATCH', `/api/rooms/${room}`, { name: 'renamed' });
  expect((await rename()).status).toBe(403);
  expect((await give('admin')).body.role).toBe('admin');
  expect((await rename()).status).toBe(200);
  expect((await give('member')).body.role).toBe('member');
  expect((await rename()).status).toBe(403);
  expect((await give('king')).status).toBe(400);
});

test('a banned user cannot come back by joining or by an invitation until the ban is lifted', async () => {
  const room = await app.room(owner);
  await app.as(owner, 'POST', `/api/rooms/${room}/invitations`, { to: { userId: nth(0).id } });
  const ban = () => app.as(owner, 'PUT', `/api/rooms/${room}/bans/${nth(0).id}`);
  await join(nth(0), room);
  for (let turn = 0; turn < 2; turn += 1) expect((await ban()).status).toBe(204);
  expect(await counts(room)).toEqual({ kept: 1, real: 1 });
  const refused = await join(nth(0), room);
  expect([refused.status, refused.body.code]).toEqual([403, 'banned']);
  expect((await app.as(nth(0), 'GET', '/api/invitations')).body.data).toEqual([]);
  const invited = await app.as(owner, 'POST', `/api/rooms/${room}/invitations`, { to: { userId: nth(0).id } });
  expect(invited.body.code).toBe('not_invitable');
  expect((await app.as(owner, 'GET', `/api/rooms/${room}/bans`)).body.data).toEqual([
    { user: { id: nth(0).id, displayName: expect.any(String) }, bannedAt: expect.any(String) },
  ]);
  const lift = () => app.as(owner, 'DELETE', `/api/rooms/${room}/bans/${nth(0).id}`);
  expect([(await lift()).status, (await lift()).status]).toEqual([204, 404]);
  expect((await join(nth(0), room)).status).toBe(200);
  const nobody = await app.as(owner, 'PUT', `/api/rooms/${room}/bans/01920000-0000-7000-8000-000000000000`);
  expect(nobody.status).toBe(404);
});

test('a user who may not read on is cut off from the topic, exactly when it holds', async () => {
  const open = await app.room(owner);
  const closed = await app.room(owner, 'private');
  for (const room of [open, closed]) for (const person of people.slice(0, 3)) await app.enter(room, person.id);
  await leave(nth(0), open); // still reads it
  await leave(nth(0), closed);
  await app.as(owner, 'DELETE', `/api/rooms/${closed}/members/${nth(1).id}`);
  await app.as(owner, 'PUT', `/api/rooms/${open}/bans/${nth(2).id}`);
  await app.as(nth(3), 'DELETE', `/api/rooms/${open}/members/${nth(1).id}`); // refused
  const heard = await listener.until(3);
  expect(heard).toEqual([
    { kind: 'revoke', topic: `room:${closed}`, userId: nth(0).id },
    { kind: 'revoke', topic: `room:${closed}`, userId: nth(1).id },
    { kind: 'revoke', topic: `room:${open}`, userId: nth(2).id },
  ]);
});

test('ids in upper case mean the same: removing by them cuts off, following by them tells', async () => {
  const closed = await app.room(owner, 'private');
  for (const person of people.slice(0, 2)) await app.enter(closed, person.id);
  const path = `/api/rooms/${closed.toUpperCase()}`;
  await app.as(owner, 'DELETE', `${path}/members/${nth(0).id.toUpperCase()}`);
  await app.as(nth(1), 'POST', `${path}/leave`);
  expect(await listener.until(2)).toEqual([
    { kind: 'revoke', topic: `room:${closed}`, userId: nth(0).id },
    { kind: 'revoke', topic: `room:${closed}`, userId: nth(1).id },
  ]);
  const follow = (id: string) => app.as(owner, 'PUT', `/api/users/${id.toUpperCase()}/follow`);
  expect((await follow(owner.id)).body).toMatchObject({ code: 'invalid_request' });
  expect((await follow(nth(0).id)).status).toBe(204);
  expect(app.notifications.at(-1)).toMatchObject({ kind: 'follow', userId: nth(0).id });
});

test('the topic admits users who read the room', async () => {
  const open = await app.room(owner);
  const closed = await app.room(owner, 'private');
  const user = (userId: string, role: Principal['role'] = 'user'): Principal => ({
    kind: 'user',
    userId,
    role,
    sessionId: 's',
  });
  const admits = (principal: Principal, id: string) => roomTopic.admits(app.em(), principal, id);
  expect(await admits(user(nth(0).id), open)).toBe(true);
  expect(await admits(user(nth(0).id), closed)).toBe(false);
  expect(await admits(user(owner.id), closed)).toBe(true);
  expect(await admits(user(nth(0).id, 'moderator'), closed)).toBe(false);
  expect(await admits(user(nth(0).id, 'admin'), closed)).toBe(true);
  expect(await admits(user(owner.id), 'no uuid')).toBe(false);
  const key: Principal = { kind: 'api_key', userId: owner.id, role: 'admin', keyId: 'k', scopes: ['events:write'] };
  expect(await admits(key, open)).toBe(false);
});

test('the list of members shows each member who stays once while others come and go', async () => {
  const room = await app.room(owner);
  const crowd = await app.crowd(40);
  for (const person of crowd) await app.enter(room, person);
  const leaving = crowd.filter((_, index) => index % 4 === 0);
  const staying = crowd.filter((_, index) => index % 4 !== 0);
  const late = await app.crowd(10);
  const found = await readAll(app, owner, `/api/rooms/${room}/members?limit=5`, async () => {
    await app.all(sql`delete from room_member where room_id = ${room} and user_id = ${leaving.pop() ?? null}`);
    const next = late.pop();
    if (next) await app.enter(room, next);
  });
  const ids = found.map(({ user }) => (user as { id: string }).id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toBe(owner.id);
  expect(ids.filter((id) => staying.includes(id)).sort()).toEqual([...staying].sort());
  expect((await app.as(owner, 'GET', `/api/rooms/${room}/members?cursor=WzEsMl0`)).status).toBe(400);
});
