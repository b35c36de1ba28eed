import { sql } from 'kysely';
import { MAX_OWNED_ROOMS, MAX_ROOM_MEMBERS } from '../../../src/features/rooms/rooms.domain.ts';
import type { Person } from '../accounts/support.ts';
import { createRoomsFixture, type Listener, listen, type RoomsFixture, readAll } from './support.ts';

let app: RoomsFixture;
let owner: Person;
let other: Person;
let admin: Person;
beforeAll(async () => {
  app = await createRoomsFixture();
  owner = await app.person();
  other = await app.person();
  admin = await app.person('admin');
});
afterAll(() => app.close());
beforeEach(() => app.all(sql`with r as (update room set closed_at = now(), member_count = 0) delete from room_member`));

const create = (body: unknown, person = owner) => app.as(person, 'POST', '/api/rooms', body);
const ids = (found: Record<string, unknown>[]) => found.map(({ id }) => id);
const eventsOf = (userId: string) =>
  app.all<{ name: string; properties: Record<string, unknown> }>(
    sql`select name, properties from event where user_id = ${userId} and name like 'room.%' order by id`,
  );

test('a room is made, read, changed and closed', async () => {
  const made = await create({ name: '  Value & Dividends ', description: 'Slow money', visibility: 'private' });
  expect(made.status).toBe(201);
  expect(made.headers.get('location')).toBe(`/api/rooms/${made.body.id}`);
  expect(made.body).toMatchObject({
    name: 'Value & Dividends',
    description: 'Slow money',
    visibility: 'private',
    memberCount: 1,
    owner: { id: owner.id },
    membership: { role: 'owner', unreadCount: 0 },
  });
  const path = `/api/rooms/${made.body.id}`;
  expect((await app.as(owner, 'GET', path)).body).toEqual(made.body);
  const changed = await app.as(owner, 'PATCH', path, { description: null });
  expect(changed.body).toMatchObject({ name: 'Value & Dividends', description: null });
  expect((await app.as(owner, 'PATCH', path, { name: 'Growth' })).body).toMatchObject({ name: 'Growth' });
  expect((await app.as(owner, 'DELETE', path)).status).toBe(204);
  for (const [method, sub] of [
    ['GET', ''],
    ['GET', '/members'],
    ['GET', '/messages'],
    ['POST', '/join'],
    ['DELETE', ''],
  ]) {
    expect((await app.as(owner, method as string, path + sub)).status).toBe(404);
  }
  const roomId = made.body.id;
  expect(await eventsOf(owner.id)).toEqual([
    { name: 'room.created', properties: { roomId, visibility: 'private' } },
    { name: 'room.updated', properties: { roomId } },
    { name: 'room.updated', properties: { roomId } },
    { name: 'room.closed', properties: { roomId } },
  ]);
});

test.each([
  ['no name', { visibility: 'public' }, 'body.name'],
  ['a blank name', { name: '   ', visibility: 'public' }, 'body.name'],
  ['a name of two lines', { name: 'a\nb', visibility: 'public' }, 'body.name'],
  ['a long name', { name: 'n'.repeat(101), visibility: 'public' }, 'body.name'],
  ['a long description', { name: 'n', description: 'd'.repeat(301), visibility: 'public' }, 'body.description'],
  ['no visibility', { name: 'n' }, 'body.visibility'],
  ['another visibility', { name: 'n', visibility: 'secret' }, 'body.visibility'],
])('%s makes no room', async (_name, body, field) => {
  const answer = await create(body);
  expect(answer.status).toBe(400);
  expect((answer.body.errors as { field: string }[]).map((error) => error.field)).toContain(field);
  expect(await app.all(sql`select id from room where closed_at is null`)).toEqual([]);
});

test('a private room stays private: its visibility cannot be changed', async () => {
  const roomId = await app.room(owner, 'private');
  const answer = await app.as(owner, 'PATCH', `/api/rooms/${roomId}`, { visibility: 'public' });
  expect(answer.status).toBe(400);
});

describe('the list', () => {
  test('the list shows public rooms only, newest first, or one’s own', async () => {
    const first = await app.room(owner);
    const hidden = await app.room(owner, 'private');
    const second = await app.room(other);
    const seen = await readAll(app, admin, '/api/rooms?limit=1');
    expect(ids(seen)).toEqual([second, first]);
    expect(seen.map(({ membership }) => membership)).toEqual([null, null]);
    expect(ids(await readAll(app, owner, '/api/rooms?mine=true&limit=1'))).toEqual([hidden, first]);
    expect((await app.as(owner, 'GET', '/api/rooms?mine=true&sort=largest')).status).toBe(400);
    expect((await app.as(owner, 'GET', '/api/rooms?cursor=WyJ4Il0')).status).toBe(400);
  });

  test('the list goes by size when asked to', async () => {
    const people = await app.crowd(3);
    const made = [await app.room(owner), await app.room(owner), await app.room(owner)] as const;
    for (const [index, room] of made.entries()) {
      for (const person of people.slice(0, index)) await app.enter(room, person);
    }
    const found = await readAll(app, other, '/api/rooms?sort=largest&limit=1');
    expect(ids(found)).toEqual([made[2], made[1], made[0]]);
    expect(found.map(({ memberCount }) => memberCount)).toEqual([3, 2, 1]);
  });

  test.each(['newest', 'largest'])(
    'the list of the %s shows every room once while rooms are made and closed',
    async (sort) => {
      const stable: string[] = [];
      const closing: string[] = [];
      for (let made = 0; made < 12; made += 1) {
        stable.push(await app.room(owner));
        closing.push(await app.room(owner));
      }
      const found = ids(
        await readAll(app, other, `/api/rooms?sort=${sort}&limit=3`, async () => {
          await app.room(owner);
          const gone = closing.pop();
          if (gone) await app.as(owner, 'DELETE', `/api/rooms/${gone}`);
        }),
      );
      expect(new Set(found).size).toBe(found.length);
      expect(found.filter((id) => stable.includes(id as string))).toEqual([...stable].reverse());
    },
  );
});

test('a user owns a hundred rooms at most, also when they are made at once or handed over', async () => {
  await app.all(
    sql`insert into room (owner_id, name, visibility) select ${owner.id}, 'r', 'public' from generate_series(1, ${MAX_OWNED_ROOMS - 1})`,
  );
  const answers = await Promise.all([1, 2, 3].map((n) => create({ name: `room ${n}`, visibility: 'public' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('too_many_rooms');
  const given = await app.room(other);
  await app.enter(given, owner.id);
  const handed = await app.as(other, 'PATCH', `/api/rooms/${given}/members/${owner.id}`, { role: 'owner' });
  expect([handed.status, handed.body.code]).toEqual([409, 'too_many_rooms']);
});

test('a room holds ten thousand members at most', async () => {
  const room = await app.room(owner);
  await app.all(sql`update room set member_count = ${MAX_ROOM_MEMBERS} where id = ${room}`);
  const refused = await app.as(other, 'POST', `/api/rooms/${room}/join`);
  expect([refused.status, refused.body.code]).toEqual([409, 'room_full']);
  await app.all(sql`update room set member_count = ${MAX_ROOM_MEMBERS - 1} where id = ${room}`);
  expect((await app.as(other, 'POST', `/api/rooms/${room}/join`)).status).toBe(200);
});

test('the same idempotency key makes one room', async () => {
  const body = { name: 'once', visibility: 'public' };
  const send = () => app.call('POST', '/api/rooms', { token: owner.accessToken, body, key: 'make-it-once' });
  const [first, second] = await Promise.all([send(), send()]);
  expect(first.body).toEqual(second.body);
  expect(await app.all(sql`select id from room where name = 'once'`)).toHaveLength(1);
});

describe('closing', () => {
  let listener: Listener;
  beforeEach(async () => {
    listener = await listen(app.config.db.url);
  });
  afterEach(() => listener.close());

  test('closing a room is told to the sockets, ends every subscription and takes invitations and bans along', async () => {
    const room = await app.room(owner);
    const [member = '', invited = '', banned = ''] = await app.crowd(3);
    await app.enter(room, member);
    await app.as(owner, 'POST', `/api/rooms/${room}/invitations`, { to: { userId: invited } });
    await app.as(owner, 'PUT', `/api/rooms/${room}/bans/${banned}`);
    await app.as(owner, 'DELETE', `/api/rooms/${room}`);
    const topic = `room:${room}`;
    const heard = await listener.until(4);
    expect(heard.slice(0, 2)).toEqual([
      { kind: 'revoke', topic, userId: banned },
      { kind: 'event', topic, type: 'room.closed', data: { roomId: room } },
    ]);
    expect(new Set(heard.slice(2).map((envelope) => 'userId' in envelope && envelope.userId))).toEqual(
      new Set([owner.id, member]),
    );
    expect(
      await app.one(
        sql`select (select count(*)::int from room_member where room_id = ${room}) as members,
              (select count(*)::int from room_invitation where room_id = ${room}) as invitations,
              (select count(*)::int from room_ban where room_id = ${room}) as bans`,
      ),
    ).toEqual({ members: 0, invitations: 0, bans: 0 });
  });
});
