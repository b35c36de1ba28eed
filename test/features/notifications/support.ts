import { sql } from 'kysely';
import pg from 'pg';
import { entities } from '../../../src/entities.ts';
import type { EmailCategories } from '../../../src/features/accounts/accounts.contract.ts';
import type { NewNotification } from '../../../src/features/notifications/notifications.contract.ts';
import { createNotify, type Notify } from '../../../src/features/notifications/notify.service.ts';
import { type Config, loadConfig } from '../../../src/platform/config.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { type Em, row, rows, run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { CHANNEL, type Envelope } from '../../../src/platform/realtime/realtime.contract.ts';
import { createDatabase } from '../../support/database.ts';

export interface NotificationsFixture {
  config: Config;
  orm: Orm;
  em(): Em;
  notify: Notify;
  /** Commits notifications by themselves. */
  tell(...notifications: NewNotification[]): Promise<void>;
  /** A person, without a way to sign in. */
  user(options?: { name?: string; categories?: Partial<EmailCategories> }): Promise<string>;
  one<T>(query: ReturnType<typeof sql>): Promise<T>;
  all<T>(query: ReturnType<typeof sql>): Promise<T[]>;
  execute(query: ReturnType<typeof sql>): Promise<number>;
  close(): Promise<void>;
}

export async function createNotificationsFixture(
  variables: Record<string, string> = {},
): Promise<NotificationsFixture> {
  const database = await createDatabase();
  const config = loadConfig({ DATABASE_URL: database.url, PORT: '0', HTTP_CHECK_RESPONSES: 'true', ...variables });
  const orm = createOrm(config.db, entities);
  const em = () => orm.em.fork();
  const notify = createNotify({ config });
  return {
    config,
    orm,
    em,
    notify,
    tell: (...notifications) => transact(em(), (tx) => notify(tx, notifications)),
    user: async ({ name = 'Zoë', categories } = {}) => {
      const id = newId();
      await addUsers(em(), [{ id, name }]);
      if (categories) {
        await run(
          em(),
          sql`insert into user_preferences (user_id, email_categories) values (${id}, ${JSON.stringify(categories)}::jsonb)`,
        );
      }
      return id;
    },
    one: async <T>(query: ReturnType<typeof sql>) => (await row<T>(em(), query)) as T,
    all: <T>(query: ReturnType<typeof sql>) => rows<T>(em(), query),
    execute: (query) => run(em(), query),
    close: async () => {
      await orm.close(true);
      await database.drop();
    },
  };
}

/** Addresses are `<id>@example.test`. */
export async function addUsers(em: Em, users: readonly { id: string; name: string }[]): Promise<void> {
  await run(
    em,
    sql`insert into app_user (id, email, display_name, password_hash)
        select id, id || '@example.test', name, 'none'
        from unnest(${users.map((user) => user.id)}::uuid[], ${users.map((user) => user.name)}::text[]) as u (id, name)`,
  );
}

export const like = (userId: string, actorId: string, postId = newId()): NewNotification => ({
  kind: 'like',
  userId,
  actorId,
  onceKey: `like:${postId}:${actorId}`,
  data: { postId, excerpt: 'To the moon' },
});

export const comment = (userId: string, actorId: string, excerpt = 'Not so sure'): NewNotification => {
  const commentId = newId();
  return {
    kind: 'comment',
    userId,
    actorId,
    onceKey: `comment:${commentId}`,
    data: { postId: newId(), commentId, excerpt },
  };
};

export const follow = (userId: string, actorId: string): NewNotification => ({
  kind: 'follow',
  userId,
  actorId,
  onceKey: `follow:${actorId}`,
  data: {},
});

export const priceAlert = (userId: string, symbol = 'AAPL'): NewNotification => {
  const firingId = newId();
  return {
    kind: 'price_alert',
    userId,
    actorId: null,
    onceKey: `price_alert:${firingId}`,
    data: {
      alertId: newId(),
      firingId,
      symbol,
      assetName: 'Apple Inc.',
      condition: 'above',
      threshold: 220,
      price: 223.02,
      currency: 'USD',
      at: '2026-03-02T15:41:00.000Z',
    },
  };
};

export const invitation = (userId: string, actorId: string): NewNotification => {
  const invitationId = newId();
  return {
    kind: 'room_invitation',
    userId,
    actorId,
    onceKey: `room_invitation:${invitationId}`,
    data: {
      roomId: newId(),
      roomName: 'Value & Dividends',
      roomDescription: 'Slow money,\nlong horizons',
      memberCount: 42,
      invitationId,
      message: 'Come and see',
    },
  };
};

export const callResolved = (userId: string, right = true): NewNotification => {
  const postId = newId();
  return {
    kind: 'call_resolved',
    userId,
    actorId: null,
    onceKey: `call_resolved:${postId}`,
    data: { postId, symbol: 'TSLA', direction: 'up', changePercent: right ? 4.2 : -4.2, right },
  };
};

export const exportReady = (userId: string): NewNotification => {
  const jobId = newId();
  return {
    kind: 'export_ready',
    userId,
    actorId: null,
    onceKey: `export_ready:${jobId}`,
    data: { jobId, summary: 'posts as CSV' },
  };
};

export interface Listener {
  /** Events of whole messages, in order of arrival. */
  heard: Extract<Envelope, { kind: 'event' }>[];
  close(): Promise<void>;
}

/** Listens where the API processes do. */
export async function listen(url: string): Promise<Listener> {
  const client = new pg.Client(url);
  await client.connect();
  const heard: Listener['heard'] = [];
  const parts = new Map<string, string[]>();
  client.on('notification', ({ payload = '' }) => {
    const [, id = '', place = '', count = '', text = ''] = /^(\S+) (\d+)\/(\d+) (.*)$/s.exec(payload) ?? [];
    const known = parts.get(id) ?? [];
    known[Number(place) - 1] = text;
    parts.set(id, known);
    if (known.filter(() => true).length === Number(count)) heard.push(JSON.parse(known.join('')));
  });
  await client.query(`listen ${CHANNEL}`);
  return { heard, close: () => client.end() };
}
