import { sql } from 'kysely';
import { followsRoutes } from '../../../src/features/community/follows/follows.routes.ts';
import { createFindImages } from '../../../src/features/files/attachments/images.reads.ts';
import { allRoomsRoutes } from '../../../src/features/rooms/all.routes.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { publicRoutes } from '../../../src/platform/http/access.ts';
import type { Person } from '../accounts/support.ts';
import { createRoomsFixture, type RoomsFixture } from './support.ts';

const ACTORS = ['stranger', 'invited', 'member', 'room admin', 'owner', 'moderator', 'admin'] as const;
type Actor = (typeof ACTORS)[number];

let app: RoomsFixture;
let people: Record<Actor, Person>;
/** A member who does nothing but be talked about; somebody banned; somebody outside. */
let other: string;
let banned: string;
let outsider: string;
let key: string;

beforeAll(async () => {
  app = await createRoomsFixture();
  const made: [Actor, Person][] = [];
  for (const actor of ACTORS) {
    const role = actor === 'moderator' || actor === 'admin' ? actor : 'user';
    made.push([actor, await app.person(role)]);
  }
  people = Object.fromEntries(made) as Record<Actor, Person>;
  [other = '', banned = '', outsider = ''] = await app.crowd(3);
  const apiKey = await app.as(people.owner, 'POST', `/api/users/${people.owner.id}/api-keys`, {
    name: 'all a user’s key may have',
    scopes: ['events:write'],
  });
  key = apiKey.body.key as string;
});
afterAll(() => app.close());

interface Scene {
  roomId: string;
  messageId: string;
  invitationId: string;
}

/** A new room with everybody in their place. */
async function scene(visibility: 'public' | 'private'): Promise<Scene> {
  const roomId = await app.room(people.owner, visibility);
  await app.enter(roomId, people['room admin'].id, 'admin');
  await app.enter(roomId, people.member.id);
  await app.enter(roomId, other);
  await app.all(sql`insert into room_ban (room_id, user_id) values (${roomId}, ${banned})`);
  const { id: messageId } = await app.one<{ id: string }>(
    sql`with numbered as (update room set last_seq = 1 where id = ${roomId})
        insert into room_message (room_id, seq, author_id, text) values (${roomId}, 1, ${other}, 'hello') returning id`,
  );
  const { id: invitationId } = await app.one<{ id: string }>(
    sql`insert into room_invitation (room_id, inviter_id, invitee_id, expires_at)
        values (${roomId}, ${people.owner.id}, ${people.invited.id}, now() + interval '1 day') returning id`,
  );
  return { roomId, messageId, invitationId };
}

const state = (roomId: string) =>
  app.all(sql`
    select (select to_json(r) from room r where id = ${roomId})::text as room,
      (select json_agg(m order by user_id) from room_member m where room_id = ${roomId})::text as members,
      (select json_agg(b order by user_id) from room_ban b where room_id = ${roomId})::text as bans,
      (select json_agg(m order by seq) from room_message m where room_id = ${roomId})::text as messages,
      (select json_agg(i order by id) from room_invitation i where room_id = ${roomId})::text as invitations`);

type Statuses = readonly [number, number, number, number, number, number, number];
const all = (status: number): Statuses => [status, status, status, status, status, status, status];
const READ: Statuses = [404, 404, 200, 200, 200, 404, 200];
const managed = (status: number): [Statuses, Statuses] => [
  [403, 403, 403, status, status, 403, 403],
  [404, 404, 403, status, status, 404, 403],
];
const inspected: [Statuses, Statuses] = [
  [403, 403, 403, 200, 200, 403, 200],
  [404, 404, 403, 200, 200, 404, 200],
];
const ofMembers = (status: number): [Statuses, Statuses] => [
  [403, 403, status, status, status, 403, 403],
  [404, 404, status, status, status, 404, 403],
];

/** Every route that needs a token, with a good body and its answers in a public and in a private room, in the order of ACTORS. */
const table: [route: string, body: unknown, inPublic: Statuses, inPrivate: Statuses][] = [
  ['POST /api/rooms', { name: 'mine', visibility: 'private' }, all(201), all(201)],
  ['GET /api/rooms', undefined, all(200), all(200)],
  ['GET /api/rooms/:roomId', undefined, all(200), READ],
  ['PATCH /api/rooms/:roomId', { name: 'other' }, ...managed(200)],
  ['DELETE /api/rooms/:roomId', undefined, [403, 403, 403, 403, 204, 204, 204], [404, 404, 403, 403, 204, 404, 403]],
  ['POST /api/rooms/:roomId/join', undefined, all(200), [404, 404, 200, 200, 200, 404, 403]],
  [
    'POST /api/rooms/:roomId/leave',
    undefined,
    [204, 204, 204, 204, 409, 204, 204],
    [404, 404, 204, 204, 409, 404, 204],
  ],
  ['GET /api/rooms/:roomId/members', undefined, all(200), READ],
  [
    'PATCH /api/rooms/:roomId/members/:userId',
    { role: 'admin' },
    [403, 403, 403, 403, 200, 403, 403],
    [404, 404, 403, 403, 200, 404, 403],
  ],
  ['DELETE /api/rooms/:roomId/members/:userId', undefined, ...managed(204)],
  ['GET /api/rooms/:roomId/bans', undefined, ...inspected],
  ['PUT /api/rooms/:roomId/bans/:userId', undefined, ...managed(204)],
  ['DELETE /api/rooms/:roomId/bans/:bannedId', undefined, ...managed(204)],
  ['POST /api/rooms/:roomId/messages', { text: 'hi' }, ...ofMembers(201)],
  ['GET /api/rooms/:roomId/messages', undefined, all(200), READ],
  ['PATCH /api/rooms/:roomId/messages/:messageId', { text: 'not mine' }, all(403), [404, 404, 403, 403, 403, 404, 403]],
  // Moderators of the site say why: 400 without a reason.
  [
    'DELETE /api/rooms/:roomId/messages/:messageId',
    undefined,
    [403, 403, 403, 204, 204, 400, 400],
    [404, 404, 403, 204, 204, 404, 403],
  ],
  ['PUT /api/rooms/:roomId/read', ':messageId', ...ofMembers(204)],
  [
    'POST /api/rooms/:roomId/invitations',
    ':outsider',
    [403, 403, 201, 201, 201, 403, 403],
    [404, 404, 403, 201, 201, 404, 403],
  ],
  ['GET /api/rooms/:roomId/invitations', undefined, ...inspected],
  ['DELETE /api/rooms/:roomId/invitations/:invitationId', undefined, ...managed(204)],
  ['GET /api/invitations', undefined, all(200), all(200)],
  [
    'POST /api/invitations/:invitationId/accept',
    undefined,
    [404, 200, 404, 404, 404, 404, 404],
    [404, 200, 404, 404, 404, 404, 404],
  ],
  [
    'POST /api/invitations/:invitationId/decline',
    undefined,
    [404, 204, 404, 404, 404, 404, 404],
    [404, 204, 404, 404, 404, 404, 404],
  ],
  ['POST /api/invitations/redeem', { token: 'made up' }, all(400), all(400)],
  ['PUT /api/users/:userId/follow', undefined, all(204), all(204)],
  ['DELETE /api/users/:userId/follow', undefined, all(204), all(204)],
  ['GET /api/users/:userId/followers', undefined, all(200), all(200)],
  ['GET /api/users/:userId/following', undefined, all(200), all(200)],
  ['GET /api/users/:userId/profile', undefined, all(200), all(200)],
];

const notify = async () => undefined;
const routes = [
  ...allRoomsRoutes({ notify, images: createFindImages(loadConfig({})), mailInvitation: async () => undefined }),
  ...followsRoutes({ notify }),
];

test('the table names every route that is not public, and these are public', () => {
  const named = table.map(([route]) => route.replace('bans/:bannedId', 'bans/:userId'));
  const every = routes.map((route) => `${route.method.toUpperCase()} ${route.path}`);
  expect(publicRoutes(routes)).toEqual(['GET /api/invitations/accept', 'GET /api/invitations/accept.js']);
  expect([...named, ...publicRoutes(routes)].sort()).toEqual(every.sort());
});

function request(route: string, body: unknown, { roomId, messageId, invitationId }: Scene, token?: string) {
  const [method = '', path = ''] = route.split(' ');
  const filled = path
    .replace(':roomId', roomId)
    .replace(':messageId', messageId)
    .replace(':invitationId', invitationId)
    .replace(':bannedId', banned)
    .replace(':userId', other);
  const bodies: Record<string, unknown> = { ':messageId': { messageId }, ':outsider': { to: { userId: outsider } } };
  const sent = typeof body === 'string' ? bodies[body] : body;
  return app.call(method, filled, { ...(token === undefined ? {} : { token }), body: sent });
}

describe.each(table)('%s', (route, body, inPublic, inPrivate) => {
  test.each([
    ['public', inPublic],
    ['private', inPrivate],
  ] as const)(
    'a call in a %s room answers each as they may, and changes nothing where it refuses',
    async (visibility, statuses) => {
      const answered: Record<string, number> = {};
      const changedBy: string[] = [];
      for (const actor of ACTORS) {
        const place = await scene(visibility);
        const before = await state(place.roomId);
        const answer = await request(route, body, place, people[actor].accessToken);
        answered[actor] = answer.status;
        const same = JSON.stringify(before) === JSON.stringify(await state(place.roomId));
        if (answer.status >= 400 && !same) changedBy.push(actor);
      }
      expect(answered).toEqual(Object.fromEntries(ACTORS.map((actor, index) => [actor, statuses[index]])));
      expect(changedBy).toEqual([]);
    },
  );

  test('a call needs a token of a person', async () => {
    const place = await scene('public');
    const before = await state(place.roomId);
    expect((await request(route, body, place)).status).toBe(401);
    expect((await request(route, body, place, key)).status).toBe(403);
    expect(await state(place.roomId)).toEqual(before);
  });
});

test('a private room, a closed one and one that never was are answered alike', async () => {
  const { roomId } = await scene('private');
  const closed = await app.room(people.owner);
  await app.as(people.owner, 'DELETE', `/api/rooms/${closed}`);
  const ids = [roomId, closed, '01920000-0000-7000-8000-000000000000'];
  const answers = [];
  for (const id of ids) {
    const { status, body } = await app.as(people.stranger, 'GET', `/api/rooms/${id}/messages`);
    answers.push({ status, detail: body.detail, code: body.code });
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]?.status).toBe(404);
});

test('room admins answer to the owner alone', async () => {
  const { roomId } = await scene('public');
  await app.enter(roomId, people.stranger.id, 'admin');
  const path = `/api/rooms/${roomId}`;
  for (const target of [people.stranger.id, people.owner.id, people['room admin'].id]) {
    for (const [method, where] of [
      ['DELETE', 'members'],
      ['PUT', 'bans'],
    ] as const) {
      expect((await app.as(people['room admin'], method, `${path}/${where}/${target}`)).status).toBe(403);
    }
  }
  expect((await app.as(people.owner, 'DELETE', `${path}/members/${people.owner.id}`)).status).toBe(403);
  expect((await app.as(people.owner, 'PUT', `${path}/bans/${people.owner.id}`)).status).toBe(403);
  expect((await app.as(people.owner, 'DELETE', `${path}/members/${people.stranger.id}`)).status).toBe(204);
  expect((await app.as(people.owner, 'PUT', `${path}/bans/${people['room admin'].id}`)).status).toBe(204);
});
