import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { sql } from 'kysely';
import pg from 'pg';
import pino from 'pino';
import { createNotificationActivities } from '../../activities/notifications/notifications.activities.ts';
import { entities } from '../../src/composition/entities.ts';
import type { EmailCategories } from '../../src/features/accounts/accounts.contract.ts';
import { findContact } from '../../src/features/accounts/people/contacts.reads.ts';
import { createEmailService } from '../../src/features/email/email.service.ts';
import { notificationJobType } from '../../src/features/notifications/delivery.jobs.ts';
import { createDelivery } from '../../src/features/notifications/delivery.service.ts';
import type { NewNotification } from '../../src/features/notifications/notifications.contract.ts';
import { createNotify, type Notify } from '../../src/features/notifications/notify.service.ts';
import { type Config, loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../src/platform/db/orm.ts';
import { type Em, row, rows, run } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../src/platform/jobs/enqueue.ts';
import type { JobRow } from '../../src/platform/jobs/job-row.ts';
import type { JobFence } from '../../src/platform/jobs/jobs.contract.ts';
import { LEFT_TO_DISPATCHER } from '../../src/platform/jobs/launch.ts';
import { CHANNEL, type Envelope } from '../../src/platform/realtime/realtime.contract.ts';
import { createDatabase, databaseVariables } from './database.ts';
import { addUsers } from './users.ts';

export interface WrittenMail {
  user_id: string;
  template: string;
  category: string;
  subject: string;
  to_address: string;
  status: string;
  // Whatever its template takes; tests look into it.
  data: ReturnType<typeof JSON.parse>;
}

export interface NotificationsFixture {
  config: Config;
  orm: Orm;
  em(): Em;
  notify: Notify;
  /** Commits notifications by themselves. */
  tell(...notifications: NewNotification[]): Promise<void>;
  /** A person, without a way to sign in. */
  user(options?: { name?: string; categories?: Partial<EmailCategories> }): Promise<string>;
  /** As if the time of all mails that are being gathered had come. */
  makeDue(): Promise<void>;
  /** Commits a job that delivers, as the worker asks for it. */
  request(): Promise<JobRow>;
  fence(job: JobRow): JobFence;
  /** Runs the activity of a job once, as a worker would; without one, of a new job. */
  deliver(job?: JobRow, options?: { attempt?: number; em?: () => Em }): Promise<JobRow>;
  /** What was written to the ledger for these people, in order. */
  mails(...userIds: string[]): Promise<WrittenMail[]>;
  activities(em?: () => Em): ReturnType<typeof createNotificationActivities>;
  one<T>(query: ReturnType<typeof sql>): Promise<T>;
  all<T>(query: ReturnType<typeof sql>): Promise<T[]>;
  execute(query: ReturnType<typeof sql>): Promise<number>;
  close(): Promise<void>;
}

export async function createNotificationsFixture(
  variables: Record<string, string> = {},
): Promise<NotificationsFixture> {
  const database = await createDatabase();
  const config = loadConfig({
    ...databaseVariables(database.url),
    PORT: '0',
    HTTP_CHECK_RESPONSES: 'true',
    ...variables,
  });
  const orm = createOrm(config.db, entities);
  const em = () => orm.em.fork();
  const notify = createNotify({ config });
  const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
  const email = createEmailService({ config, enqueue, findRecipient: findContact });
  const delivery = createDelivery({ config, email, logger: pino({ level: 'silent' }) });
  const self: NotificationsFixture = {
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
    makeDue: async () => {
      await run(em(), sql`update notification_window set due_at = now() where due_at > now()`);
    },
    request: () =>
      transact(em(), (tx) =>
        enqueue(tx, { type: notificationJobType, input: {}, summary: 'a test delivery', requestedBy: null }),
      ),
    fence: (job) => ({ jobId: job.id, generation: job.generation, chainId: `chain-${job.id}-${job.generation}` }),
    activities: (of = em) => createNotificationActivities({ em: of, delivery }),
    deliver: async (given, { attempt = 1, em: of } = {}) => {
      const job = given ?? (await self.request());
      const environment = new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') });
      await environment.run(self.activities(of).deliverWindows, { fence: self.fence(job) });
      return (await row<JobRow>(em(), sql`select * from job where id = ${job.id}`)) as JobRow;
    },
    mails: (...userIds) =>
      rows(
        em(),
        sql`select user_id, template, category, subject, to_address, status, data from email_message
            where user_id = any(${userIds}::uuid[]) order by id`,
      ),
    one: async <T>(query: ReturnType<typeof sql>) => (await row<T>(em(), query)) as T,
    all: <T>(query: ReturnType<typeof sql>) => rows<T>(em(), query),
    execute: (query) => run(em(), query),
    close: async () => {
      await orm.close(true);
      await database.drop();
    },
  };
  return self;
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
