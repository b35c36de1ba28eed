import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { createFindImages } from '../../../src/features/files/attachments/images.reads.ts';
import { createRoomMessages } from '../../../src/features/rooms/messages/room-messages.service.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import type { Principal } from '../../../src/platform/http/principal.ts';
import type { Person } from '../accounts/support.ts';
import { createRoomsFixture, type Listener, listen, type RoomsFixture, readAll } from './support.ts';

const { deleteMessage, editMessage, postMessage } = createRoomMessages(createFindImages(loadConfig({})));

let app: RoomsFixture;
let owner: Person;
let member: Person;
let room: string;
beforeAll(async () => {
  app = await createRoomsFixture();
  owner = await app.person();
  member = await app.person();
});
afterAll(() => app.close());
beforeEach(async () => {
  room = await app.room(owner, 'private');
  await app.enter(room, member.id);
});

const messages = (query = '') => app.as(owner, 'GET', `/api/rooms/${room}/messages${query}`);
const texts = (found: unknown) => (found as { text: string }[]).map(({ text }) => text);
const one = (message: Record<string, unknown>) => `/api/rooms/${room}/messages/${message.id}`;
const unread = async (person: Person, id = room) =>
  ((await app.as(person, 'GET', `/api/rooms/${id}`)).body.membership as { unreadCount: number }).unreadCount;
const read = (person: Person, messageId: unknown) => app.as(person, 'PUT', `/api/rooms/${room}/read`, { messageId });

test('messages are listed latest first, as they were posted', async () => {
  const first = await app.say(member, room, 'one\nof two lines <b>');
  const second = await app.say(owner, room, 'two');
  expect(first).toMatchObject({ roomId: room, author: { id: member.id }, editedAt: null, deletedAt: null });
  expect((await messages()).body).toEqual({ data: [second, first], nextCursor: null });
});

test.each([
  ['nothing', {}],
  ['an empty text', { text: '' }],
  ['blanks', { text: ' \n ' }],
  ['2,001 characters', { text: 'x'.repeat(2_001) }],
  ['a control character', { text: 'a\u0007b' }],
  ['turned-around text', { text: 'a\u202Eb' }],
  ['no text', { text: 7 }],
  ['more than a text', { text: 'x', seq: 1 }],
])('%s is not a valid message', async (_name, body) => {
  expect((await app.as(owner, 'POST', `/api/rooms/${room}/messages`, body)).status).toBe(400);
  expect((await messages()).body.data).toEqual([]);
});

test('a message of 2,000 characters is valid', async () => {
  expect(((await app.say(owner, room, 'ü'.repeat(2_000))).text as string).length).toBe(2_000);
});

test('moderators delete in public rooms and say why, which admins can read with the text', async () => {
  const moderator = await app.person('moderator');
  const open = await app.room(owner, 'public');
  const message = await app.say(owner, open, 'buy now or cry later');
  const path = `/api/rooms/${open}/messages/${message.id}`;
  const unexplained = await app.as(moderator, 'DELETE', path);
  expect([unexplained.status, unexplained.body.errors]).toMatchObject([400, [{ field: 'query.reason' }]]);
  expect((await app.as(moderator, 'DELETE', `${path}?reason=a%20scheme`)).status).toBe(204);
  expect((await app.as(owner, 'GET', `/api/rooms/${open}/messages`)).body.data).toMatchObject([{ text: null }]);
  expect((await app.as(moderator, 'DELETE', `${path}?reason=again`)).status).toBe(404);
  expect(await app.all(sql`select kind, author_id, removed_by, reason, body from content_removal`)).toEqual([
    {
      kind: 'room_message',
      author_id: owner.id,
      removed_by: moderator.id,
      reason: 'a scheme',
      body: 'buy now or cry later',
    },
  ]);
});

test('a message is edited by its author, and deleted by its author and those who manage the room', async () => {
  const message = await app.say(member, room, 'teh');
  const edited = await app.as(member, 'PATCH', one(message), { text: 'the' });
  expect(edited.body).toEqual({ ...message, text: 'the', editedAt: expect.any(String) });
  expect((await messages()).body.data).toEqual([edited.body]);
  expect((await app.as(owner, 'PATCH', one(message), { text: 'mine' })).status).toBe(403);
  expect((await app.as(owner, 'DELETE', one(message))).status).toBe(204);
  const [tombstone] = (await messages()).body.data as Record<string, unknown>[];
  expect(tombstone).toEqual({ ...edited.body, text: null, deletedAt: expect.any(String) });
  for (const method of ['PATCH', 'DELETE']) {
    const again = await app.as(member, method, one(message), method === 'PATCH' ? { text: 'back' } : undefined);
    expect(again.status).toBe(404);
  }
  const own = await app.say(member, room, 'mine');
  expect((await app.as(member, 'DELETE', one(own))).status).toBe(204);
});

test('a message is found in its own room only', async () => {
  const elsewhere = await app.room(owner);
  const message = await app.say(owner, elsewhere, 'here');
  expect((await app.as(owner, 'PATCH', one(message), { text: 'there' })).status).toBe(404);
  expect((await app.as(owner, 'DELETE', one(message))).status).toBe(404);
  expect((await messages(`?after=${message.id}`)).status).toBe(400);
  expect((await read(owner, message.id)).status).toBe(400);
});

test('a user who left writes nothing more, and in a public room still deletes what they said', async () => {
  const open = await app.room(owner);
  await app.enter(open, member.id);
  const message = await app.say(member, open, 'oops');
  await app.as(member, 'POST', `/api/rooms/${open}/leave`);
  const path = `/api/rooms/${open}/messages`;
  expect((await app.as(member, 'POST', path, { text: 'more' })).body.code).toBe('not_a_member');
  expect((await app.as(member, 'PATCH', `${path}/${message.id}`, { text: 'less' })).body.code).toBe('not_a_member');
  expect((await app.as(member, 'DELETE', `${path}/${message.id}`)).status).toBe(204);
  await app.say(member, room, 'private');
  await app.as(member, 'POST', `/api/rooms/${room}/leave`);
  expect((await app.as(member, 'GET', `/api/rooms/${room}/messages`)).status).toBe(404);
});

describe('pages', () => {
  test('pages show each message once while others are written and deleted', async () => {
    const said: Record<string, unknown>[] = [];
    for (let index = 0; index < 20; index += 1) said.push(await app.say(owner, room, `m${index}`));
    let turn = 0;
    const found = await readAll(app, owner, `/api/rooms/${room}/messages?limit=3`, async () => {
      await app.say(owner, room, `late ${turn}`);
      await app.as(owner, 'DELETE', one(said[turn] ?? {}));
      turn += 1;
    });
    expect(found.map(({ id }) => id)).toEqual(said.map(({ id }) => id).reverse());
  });

  test('pages after a message go forward until there are no more', async () => {
    const first = await app.say(owner, room, 'm0');
    for (let index = 1; index <= 7; index += 1) await app.say(owner, room, `m${index}`);
    const found = await readAll(app, member, `/api/rooms/${room}/messages?limit=3`);
    expect(texts(found)).toEqual(['m7', 'm6', 'm5', 'm4', 'm3', 'm2', 'm1', 'm0']);
    const page = await messages(`?limit=3&after=${first.id}`);
    expect(texts(page.body.data)).toEqual(['m1', 'm2', 'm3']);
    await app.say(owner, room, 'm8');
    const next = await messages(`?limit=3&cursor=${page.body.nextCursor}`);
    expect(texts(next.body.data)).toEqual(['m4', 'm5', 'm6']);
    const last = await messages(`?limit=3&cursor=${next.body.nextCursor}`);
    expect(texts(last.body.data)).toEqual(['m7', 'm8']);
    expect(last.body.nextCursor).toBeNull();
    const [, latest] = last.body.data as { id: string }[];
    expect((await messages(`?after=${latest?.id}`)).body).toEqual({ data: [], nextCursor: null });
    expect((await messages(`?after=${latest?.id}&cursor=${page.body.nextCursor}`)).status).toBe(400);
    expect((await messages('?after=01920000-0000-7000-8000-000000000000')).status).toBe(400);
    expect((await messages('?cursor=WyJzaWRld2F5cyIsMV0')).status).toBe(400);
  });

  test('pages never gain a message behind one that was shown, however many are written at once', async () => {
    let known = await app.say(owner, room, 'start');
    const caught: string[] = [];
    const writing = Promise.all(
      Array.from({ length: 40 }, (_, index) => app.say(index % 2 === 0 ? owner : member, room, `n${index}`)),
    );
    let done = false;
    void writing.then(() => {
      done = true;
    });
    for (;;) {
      const finished = done;
      const { body } = await messages(`?limit=100&after=${known.id}`);
      const found = body.data as Record<string, unknown>[];
      caught.push(...found.map(({ id }) => id as string));
      known = found.at(-1) ?? known;
      if (finished && found.length === 0) break;
    }
    const written = (await writing).map(({ id }) => id as string);
    expect([...caught].sort()).toEqual([...written].sort());
  });
});

describe('unread', () => {
  test('the unread count has what came since the last message read, up to a hundred, and nothing deleted', async () => {
    expect(await unread(member)).toBe(0);
    const first = await app.say(owner, room, 'one');
    const second = await app.say(owner, room, 'two');
    await app.say(owner, room, 'three');
    expect([await unread(member), await unread(owner)]).toEqual([3, 0]);
    expect((await read(member, second.id)).status).toBe(204);
    expect((await read(member, first.id)).status).toBe(204); // never back
    expect(await unread(member)).toBe(1);
    const fourth = await app.say(owner, room, 'four');
    await app.as(owner, 'DELETE', one(fourth));
    expect(await unread(member)).toBe(1);
    await app.say(member, room, 'answering is reading');
    expect(await unread(member)).toBe(0);
    const mine = (await app.as(owner, 'GET', '/api/rooms?mine=true&limit=1')).body.data as Record<string, unknown>[];
    expect(mine[0]).toMatchObject({ id: room, membership: { unreadCount: 1 } });
    await app.all(
      sql`with m as (insert into room_message (room_id, seq, author_id, text)
            select ${room}, 5 + n, ${owner.id}, 'x' from generate_series(1, 150) n)
          update room set last_seq = 155 where id = ${room}`,
    );
    expect(await unread(member)).toBe(100);
  });

  test('the count of unread messages starts when a user joins', async () => {
    const open = await app.room(owner);
    await app.say(owner, open, 'before');
    await app.as(member, 'POST', `/api/rooms/${open}/join`);
    expect(await unread(member, open)).toBe(0);
    await app.say(owner, open, 'after');
    expect(await unread(member, open)).toBe(1);
  });
});

describe('the topic of the room', () => {
  let listener: Listener;
  beforeEach(async () => {
    listener = await listen(app.config.db.url);
  });
  afterEach(() => listener.close());

  test('the topic of the room is told of each message as the list shows it, in order', async () => {
    const message = await app.say(member, room, 'one');
    const edited = await app.as(member, 'PATCH', one(message), { text: 'two' });
    await app.as(owner, 'DELETE', one(message));
    const topic = `room:${room}`;
    expect(await listener.until(3)).toEqual([
      { kind: 'event', topic, type: 'room.message', data: message },
      { kind: 'event', topic, type: 'room.message_edited', data: edited.body },
      { kind: 'event', topic, type: 'room.message_deleted', data: ((await messages()).body.data as unknown[])[0] },
    ]);
  });

  test('the topic of the room hears at the commit, once, and of nothing that was rolled back', async () => {
    const principal: Principal = { kind: 'user', userId: owner.id, role: 'user', sessionId: 's' };
    const attempt = transact(app.em(), async (tx) => {
      const posted = await postMessage(tx, principal, room, { text: 'never said', images: [] });
      if ('problem' in posted) throw new Error(posted.detail);
      await editMessage(tx, principal, room, posted.id, 'never edited');
      await deleteMessage(tx, principal, room, posted.id, undefined);
      throw new Error('the process has a bad day');
    });
    await expect(attempt).rejects.toThrow('bad day');
    let before: unknown[] = [];
    await transact(app.em(), async (tx) => {
      await postMessage(tx, principal, room, { text: 'said', images: [] });
      await setTimeout(300); // what is told too early would have come by now
      before = [...listener.heard];
    });
    expect(before).toEqual([]);
    expect(await listener.until(1)).toMatchObject([{ type: 'room.message', data: { text: 'said' } }]);
    expect((await messages()).body.data).toHaveLength(1);
    expect(
      await app.all(sql`select from event where name = 'room.message' and properties ->> 'roomId' = ${room}`),
    ).toHaveLength(1);
  });

  test('the topic of the room hears of a repeated request once', async () => {
    const send = () =>
      app.call('POST', `/api/rooms/${room}/messages`, { token: owner.accessToken, body: { text: 'once' }, key: room });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    await app.say(owner, room, 'the last');
    expect(texts((await listener.until(2)).map((envelope) => 'data' in envelope && envelope.data))).toEqual([
      'once',
      'the last',
    ]);
  });
});
