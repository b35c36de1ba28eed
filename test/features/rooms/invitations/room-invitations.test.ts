import { sql } from 'kysely';
import { INVITATION_DAYS, MAX_OPEN_INVITATIONS } from '../../../../src/features/rooms/rooms.domain.ts';
import { RATE_LIMIT_CLASSES } from '../../../../src/platform/http/rate-limit-classes.ts';
import { sha256 } from '../../../../src/platform/secrets.ts';
import type { Answer } from '../../../support/http.ts';
import type { Person } from '../../accounts/support.ts';
import { createRoomsFixture, type RoomsFixture, readAll } from '../support.ts';

let app: RoomsFixture;
let owner: Person;
let guest: Person;
let room: string;
beforeAll(async () => {
  app = await createRoomsFixture();
  owner = await app.person();
  await app.all(sql`update app_user set email_verified_at = now() where id = ${owner.id}`);
});
afterAll(() => app.close());
beforeEach(async () => {
  room = await app.room(owner, 'private');
  guest = await app.person();
  await app.all(sql`update app_user set email_verified_at = now() where id = ${guest.id}`);
  app.notifications.splice(0);
  app.invitationMails.splice(0);
});

const invite = (to: object, message?: string, by = owner) =>
  app.as(by, 'POST', `/api/rooms/${room}/invitations`, message === undefined ? { to } : { to, message });
const sent = async () => (await app.as(owner, 'GET', `/api/rooms/${room}/invitations`)).body.data as { id: string }[];
const mine = async (person = guest) =>
  (await app.as(person, 'GET', '/api/invitations')).body.data as { id: string; room: { id: string } }[];
const accept = (id: unknown, person = guest) => app.as(person, 'POST', `/api/invitations/${id}/accept`);
const redeem = (token: string, person = guest) => app.as(person, 'POST', '/api/invitations/redeem', { token });
const expire = (id: unknown) => app.all(sql`update room_invitation set expires_at = now() where id = ${id}`);
const code = ({ status, body }: Answer) => [status, body.code];
const counts = () =>
  app.one<{ kept: number; real: number }>(
    sql`select member_count as kept, (select count(*)::int from room_member where room_id = r.id) as real from room r where id = ${room}`,
  );

describe('an invited user', () => {
  test('an invited user is told once, sees the invitation, and joins by accepting it', async () => {
    const made = await invite({ userId: guest.id }, 'Come\nin');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      invitee: { id: guest.id },
      inviter: { id: owner.id },
      email: null,
      message: 'Come\nin',
    });
    const days = (Date.parse(made.body.expiresAt as string) - Date.parse(made.body.createdAt as string)) / 86_400_000;
    expect(days).toBe(INVITATION_DAYS);
    expect(app.notifications).toEqual([
      {
        kind: 'room_invitation',
        userId: guest.id,
        actorId: owner.id,
        onceKey: `room_invitation:${made.body.id}`,
        data: {
          roomId: room,
          roomName: 'A room',
          roomDescription: null,
          memberCount: 1,
          invitationId: made.body.id,
          message: 'Come\nin',
        },
      },
    ]);
    expect(app.invitationMails).toEqual([]);
    expect(await sent()).toEqual([made.body]);
    expect(await mine()).toMatchObject([
      { id: made.body.id, room: { id: room, name: 'A room', visibility: 'private' } },
    ]);
    expect((await accept(made.body.id)).body).toMatchObject({
      id: room,
      memberCount: 2,
      membership: { role: 'member' },
    });
    expect(await sent()).toEqual([]);
    expect(await mine()).toEqual([]);
    expect((await accept(made.body.id)).status).toBe(404);
    expect(await counts()).toEqual({ kept: 2, real: 2 });
  });

  test('of two acceptances at once one joins', async () => {
    const { body } = await invite({ userId: guest.id });
    const answers = await Promise.all([1, 2, 3, 4].map(() => accept(body.id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
    expect(await counts()).toEqual({ kept: 2, real: 2 });
    const joined = sql`select from event where name = 'room.joined' and user_id = ${guest.id} and properties ->> 'roomId' = ${room}`;
    expect(await app.all(joined)).toHaveLength(1);
  });

  test('an invited user declines, and may be invited again', async () => {
    const { body } = await invite({ userId: guest.id });
    const decline = () => app.as(guest, 'POST', `/api/invitations/${body.id}/decline`);
    expect([(await decline()).status, (await decline()).status]).toEqual([204, 404]);
    expect((await accept(body.id)).status).toBe(404);
    expect((await invite({ userId: guest.id })).status).toBe(201);
  });

  test('an invited user has one invitation into a room at a time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => invite({ userId: guest.id })));
    expect(answers.map(code).sort()).toEqual([
      [201, undefined],
      [409, 'already_invited'],
      [409, 'already_invited'],
    ]);
    expect(app.notifications).toHaveLength(1);
    expect(code(await invite({ userId: owner.id }))).toEqual([409, 'already_member']);
  });

  test('an invited user finds an invitation gone that expired, was revoked, or whose room was closed', async () => {
    const first = (await invite({ userId: guest.id })).body.id;
    await expire(first);
    expect(await mine()).toEqual([]);
    expect(await sent()).toEqual([]);
    expect((await accept(first)).status).toBe(404);
    expect((await app.as(guest, 'POST', `/api/invitations/${first}/decline`)).status).toBe(404);
    const second = (await invite({ userId: guest.id })).body.id; // the expired one is not in its way
    await app.all(
      sql`insert into notification (user_id, kind, once_key, data) values (${guest.id}, 'room_invitation', ${`room_invitation:${second}`}, '{}')`,
    );
    expect((await app.as(owner, 'DELETE', `/api/rooms/${room}/invitations/${second}`)).status).toBe(204);
    expect((await accept(second)).status).toBe(404);
    expect(await app.all(sql`select from notification where user_id = ${guest.id}`)).toEqual([]);
    const third = (await invite({ userId: guest.id })).body.id;
    await app.as(owner, 'DELETE', `/api/rooms/${room}`);
    expect((await accept(third)).status).toBe(404);
  });

  test('an invited user keeps the invitation into a room that is full', async () => {
    const { body } = await invite({ userId: guest.id });
    await app.all(sql`update room set member_count = 10000 where id = ${room}`);
    expect(code(await accept(body.id))).toEqual([409, 'room_full']);
    await app.all(sql`update room set member_count = 1 where id = ${room}`);
    expect((await accept(body.id)).status).toBe(200);
  });

  test('an invited user who joins without it has no invitation left', async () => {
    room = await app.room(owner);
    const { body } = await invite({ userId: guest.id });
    await app.as(guest, 'POST', `/api/rooms/${room}/join`);
    expect(await mine()).toEqual([]);
    expect((await accept(body.id)).status).toBe(404);
    expect(await counts()).toEqual({ kept: 2, real: 2 });
  });

  test('an invited user must exist', async () => {
    const deleted = await app.person();
    await app.leaveForGood(deleted);
    for (const userId of ['01920000-0000-7000-8000-000000000000', deleted.id]) {
      const answer = await invite({ userId });
      expect(answer.body.errors).toEqual([
        { field: 'body.to.userId', code: 'unknown_user', message: expect.any(String) },
      ]);
    }
  });
});

describe('an invited address', () => {
  test('an unknown address gets a mail whose token lets its holder join, once', async () => {
    const made = await invite({ email: ' New@Example.test ' }, 'Hello');
    expect(made.body).toMatchObject({ invitee: null, email: 'new@example.test' });
    const [mail] = app.invitationMails;
    expect(mail).toMatchObject({ email: 'new@example.test', roomName: 'A room', memberCount: 1, message: 'Hello' });
    const token = mail?.token as string;
    const stored = await app.one<{ token_hash: Buffer }>(
      sql`select token_hash from room_invitation where id = ${made.body.id}`,
    );
    expect(stored.token_hash.equals(sha256(token))).toBe(true);
    expect(JSON.stringify(made.body)).not.toContain(token);
    const others = await app.person();
    const answers = await Promise.all([redeem(token), redeem(token, others)]);
    expect(answers.map(code).sort()).toEqual([
      [200, undefined],
      [400, 'invalid_token'],
    ]);
    expect(await counts()).toEqual({ kept: 2, real: 2 });
    expect(await sent()).toEqual([]);
    expect(app.notifications).toEqual([]);
  });

  test('the invitation of a verified account’s address is told to the account, and no mail is sent', async () => {
    const made = await invite({ email: guest.email.toUpperCase() });
    expect(app.notifications).toMatchObject([{ kind: 'room_invitation', userId: guest.id }]);
    expect(app.invitationMails).toEqual([]);
    expect(await mine()).toMatchObject([{ id: made.body.id }]);
    expect((await accept(made.body.id)).status).toBe(200);
  });

  test('the address of an unverified or deleted account is invited like an unknown one', async () => {
    await app.all(sql`update app_user set email_verified_at = null where id = ${guest.id}`);
    await invite({ email: guest.email });
    expect(app.invitationMails).toHaveLength(1);
    expect(app.notifications).toEqual([]);
    expect(await mine()).toEqual([]);
  });

  test('an invited address is answered alike, whether it is unknown, a user’s, a member’s, invited or banned', async () => {
    const [member, invited, banned] = [await app.person(), await app.person(), await app.person()];
    await app.all(sql`update app_user set email_verified_at = now()`);
    await app.enter(room, member.id);
    await invite({ userId: invited.id });
    await app.as(owner, 'PUT', `/api/rooms/${room}/bans/${banned.id}`);
    app.notifications.splice(0);
    const shapes = new Set<string>();
    for (const email of ['nobody@example.test', ...[guest, member, invited, banned].map((person) => person.email)]) {
      const made = await invite({ email });
      expect(code(made)).toEqual([201, undefined]);
      expect(made.body.email).toBe(email);
      const { id: _id, email: _email, createdAt: _createdAt, expiresAt: _expiresAt, ...rest } = made.body;
      shapes.add(JSON.stringify(rest));
      expect(code(await invite({ email }))).toEqual([409, 'already_invited']);
    }
    expect(shapes.size).toBe(1);
    expect(app.notifications.map(({ userId }) => userId)).toEqual([guest.id]);
    expect(app.invitationMails.map(({ email }) => email)).toEqual(['nobody@example.test']);
    expect(await mine(banned)).toEqual([]);
    expect(await mine(member)).toEqual([]);
    expect(await mine(invited)).toHaveLength(1);
  });

  test('an invited address does not give its owner away when they are invited by name too, or join', async () => {
    const byAddress = (await invite({ email: guest.email })).body.id;
    const byName = await invite({ userId: guest.id });
    expect(byName.status).toBe(201);
    expect(await mine()).toMatchObject([{ id: byName.body.id }]);
    expect((await sent()).map(({ id }) => id)).toEqual([byName.body.id, byAddress]);
    await accept(byName.body.id);
    expect((await sent()).map(({ id }) => id)).toEqual([byAddress]);
    expect(await mine()).toEqual([]);
    expect(code(await invite({ email: guest.email }))).toEqual([409, 'already_invited']);
  });

  test('an invited address gets few mails, from however many rooms', async () => {
    const answers: Answer[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      room = await app.room(owner, 'private');
      answers.push(await invite({ email: 'flooded@example.test' }));
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 429]);
    expect(answers[4]?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(app.invitationMails).toHaveLength(4);
    expect(await sent()).toEqual([]);
  });
});

describe('a token', () => {
  test('a token is refused when it is made up, has expired, was revoked or its room is closed', async () => {
    const tokens: string[] = [];
    const made: unknown[] = [];
    for (const email of ['a@example.test', 'b@example.test', 'c@example.test']) {
      made.push((await invite({ email })).body.id);
      tokens.push(app.invitationMails.at(-1)?.token as string);
    }
    await expire(made[0]);
    await app.as(owner, 'DELETE', `/api/rooms/${room}/invitations/${made[1]}`);
    expect((await redeem(tokens[2] as string, owner)).body.code).toBe('already_member');
    await app.as(owner, 'DELETE', `/api/rooms/${room}`);
    for (const token of ['made up', ...tokens]) expect(code(await redeem(token))).toEqual([400, 'invalid_token']);
  });

  test('a token does not let a banned user in', async () => {
    await invite({ email: 'd@example.test' });
    await app.as(owner, 'PUT', `/api/rooms/${room}/bans/${guest.id}`);
    expect(code(await redeem(app.invitationMails[0]?.token as string))).toEqual([403, 'banned']);
    expect(await counts()).toEqual({ kept: 1, real: 1 });
  });
});

test('only an inviter with a verified address can invite an address; inviting a user needs none', async () => {
  const unproven = await app.person();
  await app.enter(room, unproven.id, 'admin');
  for (const email of ['stranger@example.test', guest.email]) {
    expect(code(await invite({ email }, 'Buy this', unproven))).toEqual([403, 'email_not_verified']);
  }
  expect([app.invitationMails, app.notifications]).toEqual([[], []]);
  expect((await invite({ userId: guest.id }, 'Hello', unproven)).status).toBe(201);
});

test('into a public room members invite, and take back their own invitations only', async () => {
  room = await app.room(owner);
  const [member, other] = [await app.person(), await app.person()];
  await app.enter(room, member.id);
  await app.enter(room, other.id);
  const made = await invite({ userId: guest.id }, undefined, member);
  expect(made.status).toBe(201);
  const path = `/api/rooms/${room}/invitations/${made.body.id}`;
  expect((await app.as(other, 'DELETE', path)).status).toBe(403);
  expect((await app.as(member, 'DELETE', path)).status).toBe(204);
  expect((await app.as(owner, 'DELETE', path)).status).toBe(404);
});

test.each([
  ['nobody', {}],
  ['two at once', { userId: '01920000-0000-7000-8000-000000000000', email: 'a@b.test' }],
  ['no address', { email: 'not one' }],
  ['no id', { userId: 'x' }],
])('%s cannot be invited', async (_name, to) => {
  expect((await invite(to)).status).toBe(400);
});

test('a message is text of at most a thousand characters', async () => {
  expect((await invite({ userId: guest.id }, 'x'.repeat(1_001))).status).toBe(400);
  expect((await invite({ userId: guest.id }, 'a\u0000b')).status).toBe(400);
});

test('a room has at most five hundred open invitations', async () => {
  await app.all(
    sql`insert into room_invitation (room_id, inviter_id, email, expires_at)
        select ${room}, ${owner.id}, n || '@example.test', now() + interval '1 day' from generate_series(1, ${MAX_OPEN_INVITATIONS}::int) n`,
  );
  expect(code(await invite({ userId: guest.id }))).toEqual([409, 'too_many_invitations']);
  const seen = await readAll(app, owner, `/api/rooms/${room}/invitations?limit=100`);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(MAX_OPEN_INVITATIONS);
  await app.all(sql`update room_invitation set expires_at = now() where room_id = ${room}`);
  expect((await invite({ userId: guest.id })).status).toBe(201);
  expect(await app.all(sql`select from room_invitation where room_id = ${room}`)).toHaveLength(1);
});

test('addresses of expired invitations do not stay', async () => {
  const { body } = await invite({ email: 'forgotten@example.test' });
  await expire(body.id);
  room = await app.room(owner, 'private');
  await invite({ userId: guest.id });
  expect(await app.all(sql`select from room_invitation where email = 'forgotten@example.test'`)).toEqual([]);
});

test('invitations have a small budget of their own', async () => {
  const answer = await invite({ userId: guest.id });
  expect(answer.headers.get('ratelimit-limit')).toBe(String(RATE_LIMIT_CLASSES.invite.limit * 100_000));
  expect(RATE_LIMIT_CLASSES.invite.limit / RATE_LIMIT_CLASSES.invite.windowSeconds).toBeLessThan(0.01);
});

test('a user’s invitations are shown once each, page by page, while others come and go', async () => {
  const inviters = await app.crowd(1);
  const rooms: string[] = [];
  for (let index = 0; index < 15; index += 1) rooms.push(await app.room(owner, 'private'));
  for (const id of rooms.slice(0, 12)) {
    await app.all(
      sql`insert into room_invitation (room_id, inviter_id, invitee_id, expires_at)
          values (${id}, ${inviters[0]}, ${guest.id}, now() + interval '1 day')`,
    );
  }
  const late = rooms.slice(12);
  const found = await readAll(app, guest, '/api/invitations?limit=4', async () => {
    const next = late.pop();
    if (next) await app.as(owner, 'POST', `/api/rooms/${next}/invitations`, { to: { userId: guest.id } });
    await app.all(sql`delete from room_invitation where room_id = ${rooms[11]}`);
  });
  expect(found.map((invitation) => (invitation.room as { id: string }).id)).toEqual(rooms.slice(0, 12).reverse());
});
