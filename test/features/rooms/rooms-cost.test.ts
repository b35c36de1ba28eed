import { sql } from 'kysely';
import { explain, type Plan } from '../../support/explain.ts';
import { recordStatements, type Statement } from '../../support/statement-log.ts';
import type { Person } from '../accounts/support.ts';
import { createRoomsFixture, type RoomsFixture } from './support.ts';

const MESSAGES = 100_000;
const ROOMS = 20_000;
const MEMBERS = 10_000;

const recorder = recordStatements();
let app: RoomsFixture;
let person: Person;
let owner: Person;
let big: string;

beforeAll(async () => {
  app = await createRoomsFixture();
  owner = await app.person();
  person = await app.person();
  big = await app.room(owner);
});
afterAll(() => app.close());

/** Fills the tables: one large room, and many that the person is in, with much unread. */
async function fill(): Promise<void> {
  const crowd = await app.crowd(MEMBERS);
  await app.all(
    sql`with entered as (insert into room_member (room_id, user_id, joined_at)
          select ${big}, id, now() - n * interval '1 second' from unnest(${crowd}::uuid[]) with ordinality as c (id, n))
        update room set member_count = member_count + ${MEMBERS}, last_seq = ${MESSAGES} where id = ${big}`,
  );
  await app.all(
    sql`insert into room_message (room_id, seq, author_id, text)
        select ${big}, n, (${crowd}::uuid[])[1 + n % 1000], 'message ' || n from generate_series(1, ${MESSAGES}::int) n`,
  );
  await app.all(
    sql`with made as (insert into room (owner_id, name, visibility, member_count)
          select (${crowd}::uuid[])[1 + n % ${MEMBERS}], 'Room ' || n, case when n % 3 = 0 then 'private' else 'public' end, n % 50
          from generate_series(1, ${ROOMS}::int) n returning id)
        insert into room_member (room_id, user_id) select id, ${person.id} from made`,
  );
  await app.all(
    sql`insert into room_message (room_id, seq, author_id, text)
        select id, n, owner_id, 'hi' from (select id, owner_id from room where owner_id <> ${owner.id} order by id desc limit 300) r,
          generate_series(1, 200) n`,
  );
  await app.all(
    sql`insert into user_follow (follower_id, followed_id) select id, ${owner.id} from unnest(${crowd}::uuid[]) id`,
  );
  await app.all(
    sql`insert into room_invitation (room_id, inviter_id, invitee_id, expires_at)
        select id, ${owner.id}, (${crowd}::uuid[])[1], now() + interval '1 day' from room`,
  );
  await app.all(
    sql`insert into room_ban (room_id, user_id) select ${big}, gen_random_uuid() from generate_series(1, 20000)`,
  );
  for (const table of [
    'room',
    'room_member',
    'room_message',
    'room_invitation',
    'room_ban',
    'user_follow',
    'app_user',
  ]) {
    await app.all(sql`analyze ${sql.table(table)}`);
  }
}

/** Looking at the session is the platform's, and cached. */
const isPlatform = ({ text }: Statement) => text.includes('user_session');

async function statementsOf(request: () => Promise<{ status: number }>): Promise<Statement[]> {
  await request(); // what is cached is so from now on
  const found = await recorder.during(async () => {
    const { status } = await request();
    if (status >= 400) throw new Error(`answered ${status}`);
  });
  return found.filter((statement) => !isPlatform(statement));
}

const get = (path: string) => () => app.as(person, 'GET', path.replace(':big', big));

/** Lists and their statements, whatever their length. */
const lists: [path: string, statements: number][] = [
  ['/api/rooms?limit=100', 2],
  ['/api/rooms?limit=100&sort=largest', 2],
  ['/api/rooms?limit=100&mine=true', 2],
  ['/api/rooms/:big', 3],
  ['/api/rooms/:big/members?limit=100', 3],
  ['/api/rooms/:big/messages?limit=100', 5],
  ['/api/users/OWNER/followers?limit=100', 3],
  ['/api/users/OWNER/profile', 2],
  ['/api/invitations?limit=100', 1],
];

test('statements do not become more with rows, nor do reads without an index', async () => {
  const path = (text: string) => text.replace('OWNER', owner.id);
  const few = new Map<string, number>();
  for (const [list] of lists) few.set(list, (await statementsOf(get(path(list)))).length);
  await fill();
  const many = new Map<string, Statement[]>();
  for (const [list] of lists) many.set(list, await statementsOf(get(path(list))));
  for (const [list, statements] of lists) {
    expect([list, many.get(list)?.length]).toEqual([list, statements]);
    expect(few.get(list)).toBeLessThanOrEqual(statements);
  }
  const costs: [string, Plan][] = [];
  for (const [list, statements] of many) {
    for (const plan of await explain(app.config.db.url, statements)) costs.push([list, plan]);
  }
  expect(costs.filter(([, { seqScans }]) => seqScans.length > 0)).toEqual([]);
  // 101 rooms with up to 100 unread messages each are the most that any of them reads.
  expect(costs.filter(([, { rows }]) => rows > 11_000)).toEqual([]);
});

test.each([
  ['the last page of the messages', (at: Paths) => `${at.room}/messages?limit=50&cursor=${cursor(['older', 51])}`],
  ['a page in their middle', (at: Paths) => `${at.room}/messages?limit=50&cursor=${cursor(['older', 50_000])}`],
  ['the first page after an old one', (at: Paths) => `${at.room}/messages?limit=50&after=${at.message}`],
  ['the last page of the members', (at: Paths) => `${at.room}/members?limit=50&cursor=${cursor([at.time, at.user])}`],
  ['the rooms of a member of thousands', () => '/api/rooms?mine=true&limit=1'],
  ['the largest rooms', () => '/api/rooms?sort=largest&limit=50'],
  ['bans', (at: Paths) => `${at.room}/bans?limit=50`],
  ['invitations into a room', (at: Paths) => `${at.room}/invitations?limit=50`],
] as const)('%s costs what any page costs', async (_name, pathOf) => {
  const { id: message } = await app.one<{ id: string }>(
    sql`select id from room_message where room_id = ${big} and seq = 500`,
  );
  const paths: Paths = { room: `/api/rooms/${big}`, message, time: new Date().toISOString(), user: owner.id };
  const statements = await statementsOf(() => app.as(owner, 'GET', pathOf(paths)));
  for (const { text, seqScans, buffers } of await explain(app.config.db.url, statements)) {
    expect([text, seqScans]).toEqual([text, []]);
    expect([text, buffers < 600]).toEqual([text, true]);
  }
});

interface Paths {
  room: string;
  message: string;
  time: string;
  user: string;
}

function cursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

test('a message in a room of ten thousand takes as many statements as in one of two', async () => {
  const small = await app.room(owner);
  const say = (room: string) => () => app.as(owner, 'POST', `/api/rooms/${room}/messages`, { text: 'hi' });
  const inSmall = await statementsOf(say(small));
  const inBig = await statementsOf(say(big));
  expect(inBig.map(({ text }) => text)).toEqual(inSmall.map(({ text }) => text));
  expect(inBig).toHaveLength(8); // lock, look, insert, author, avatar, images, notify, event
});
