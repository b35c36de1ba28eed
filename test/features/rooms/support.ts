import { sql } from 'kysely';
import pg from 'pg';
import { followsRoutes } from '../../../src/features/community/follows/follows.routes.ts';
import { createFindImages } from '../../../src/features/files/attachments/images.reads.ts';
import type { NewNotification } from '../../../src/features/notifications/notifications.contract.ts';
import type { Notify } from '../../../src/features/notifications/notify.service.ts';
import { allRoomsRoutes } from '../../../src/features/rooms/all.routes.ts';
import type { InvitationMail } from '../../../src/features/rooms/invitations/room-invitations.service.ts';
import type { RoomRole, RoomVisibility } from '../../../src/features/rooms/rooms.domain.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { CHANNEL, type Envelope } from '../../../src/platform/realtime/realtime.contract.ts';
import type { Answer } from '../../support/http.ts';
import { type AccountsFixture, createAccountsFixture, type Person } from '../accounts/support.ts';

export interface RoomsFixture extends AccountsFixture {
  notifications: NewNotification[];
  invitationMails: InvitationMail[];
  /** A request of a signed-in person. */
  as(person: Person, method: string, path: string, body?: unknown): Promise<Answer>;
  /** Makes a room without asking anybody and returns its id. */
  room(owner: Person, visibility?: RoomVisibility): Promise<string>;
  /** Makes somebody a member without asking anybody. */
  enter(roomId: string, userId: string, role?: RoomRole): Promise<void>;
  /** Says something by request and returns the message. */
  say(person: Person, roomId: string, text: string): Promise<Record<string, unknown>>;
  /** Deletes somebody's account by request. */
  leaveForGood(person: Person): Promise<void>;
  /** Living accounts that nobody signs in to, by their ids. */
  crowd(size: number): Promise<string[]>;
}

/** Rooms and follows behind the real HTTP platform; what they hand to notifications and to e-mail is caught. */
export async function createRoomsFixture(): Promise<RoomsFixture> {
  const notifications: NewNotification[] = [];
  const invitationMails: InvitationMail[] = [];
  const notify: Notify = async (_tx, made) => void notifications.push(...made);
  const routes = [
    ...allRoomsRoutes({
      notify,
      images: createFindImages(loadConfig({})),
      mailInvitation: async (_tx, mail) => void invitationMails.push(mail),
    }),
    ...followsRoutes({ notify }),
  ];
  const accounts = await createAccountsFixture({}, routes);
  const fixture: RoomsFixture = {
    ...accounts,
    notifications,
    invitationMails,
    as: (person, method, path, body) => accounts.call(method, path, { token: person.accessToken, body }),
    async room(owner, visibility = 'public') {
      const made = await accounts.one<{ id: string }>(
        sql`with made as (
              insert into room (owner_id, name, visibility, member_count) values (${owner.id}, 'A room', ${visibility}, 1) returning id)
            insert into room_member (room_id, user_id, role) select id, ${owner.id}, 'owner' from made returning room_id as id`,
      );
      return made.id;
    },
    async enter(roomId, userId, role = 'member') {
      await accounts.all(
        sql`with entered as (insert into room_member (room_id, user_id, role) values (${roomId}, ${userId}, ${role}))
            update room set member_count = member_count + 1 where id = ${roomId}`,
      );
    },
    async say(person, roomId, text) {
      const said = await fixture.as(person, 'POST', `/api/rooms/${roomId}/messages`, { text });
      if (said.status !== 201) throw new Error(JSON.stringify(said.body));
      return said.body;
    },
    async leaveForGood(person) {
      const asked = { currentPassword: person.password };
      const left = await fixture.as(person, 'DELETE', `/api/users/${person.id}`, asked);
      if (left.status !== 202) throw new Error(JSON.stringify(left.body));
    },
    async crowd(size) {
      const made = await accounts.all<{ id: string }>(
        sql`insert into app_user (email, password_hash, display_name)
            select gen_random_uuid() || '@crowd.test', 'none', 'Crowd ' || n from generate_series(1, ${size}::int) n returning id`,
      );
      return made.map(({ id }) => id);
    },
  };
  return fixture;
}

export interface Listener {
  /** What was notified so far, in order. */
  heard: Envelope[];
  /** Waits until so many were heard. */
  until(count: number): Promise<Envelope[]>;
  close(): Promise<void>;
}

/** Hears what every API process hears. */
export async function listen(databaseUrl: string): Promise<Listener> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const heard: Envelope[] = [];
  client.on('notification', ({ payload = '' }) => {
    const [, part = '', ...text] = payload.split(' ');
    if (part !== '1/1') throw new Error('a test says nothing that long');
    heard.push(JSON.parse(text.join(' ')) as Envelope);
  });
  await client.query(`listen ${CHANNEL}`);
  return {
    heard,
    async until(count) {
      for (let turn = 0; heard.length < count && turn < 500; turn += 1) await client.query('select pg_sleep(0.02)');
      return heard;
    },
    close: () => client.end(),
  };
}

/** All pages of a list, one after the other. `between` runs before each next page. */
export async function readAll(
  app: RoomsFixture,
  person: Person,
  path: string,
  between: () => Promise<void> = async () => undefined,
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let cursor: string | null = null;
  do {
    const at: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { status, body } = await app.as(person, 'GET', `${path}${at}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    found.push(...(body.data as Record<string, unknown>[]));
    cursor = body.nextCursor as string | null;
    if (cursor !== null) await between();
  } while (cursor !== null);
  return found;
}
