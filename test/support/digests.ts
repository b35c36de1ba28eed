import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { type RawBuilder, sql } from 'kysely';
import pino from 'pino';
import { createDigestActivities } from '../../activities/digests/digests.activities.ts';
import { entities } from '../../src/composition/entities.ts';
import { schedulesOf } from '../../src/composition/schedules.ts';
import type { EmailCategories } from '../../src/features/accounts/accounts.contract.ts';
import type { FillDigestsInput } from '../../src/features/digests/digests.contract.ts';
import { digestSchedule } from '../../src/features/digests/digests.jobs.ts';
import { createDigestFill, type FillDeps } from '../../src/features/digests/fill-digests.service.ts';
import { type Config, loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../src/platform/db/orm.ts';
import { type Em, row, rows, run } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../src/platform/jobs/enqueue.ts';
import type { JobRow } from '../../src/platform/jobs/job-row.ts';
import type { JobFence } from '../../src/platform/jobs/jobs.contract.ts';
import { LEFT_TO_DISPATCHER } from '../../src/platform/jobs/launch.ts';
import { createDatabase, databaseVariables } from './database.ts';
import { addAssets } from './market.ts';
import { type System, until } from './system.ts';
import { addUsers } from './users.ts';

/** Somebody who may get a digest. */
export interface Reader {
  id: string;
  /** None: they have not said, and have the defaults. */
  wishes?: { timeZone: string; day: number; hour: number; categories?: Partial<EmailCategories> };
  /** Without one they are mailed nothing. */
  proven?: boolean;
}

/** A row of the ledger as tests look at it. */
export interface WrittenDigest {
  user_id: string;
  once_key: string;
  job_id: string;
  status: string;
  expires_at: Date;
}

export interface DigestsFixture {
  config: Config;
  orm: Orm;
  em(): Em;
  addReaders(readers: readonly Reader[]): Promise<void>;
  /** Somebody new. */
  reader(wishes?: Reader['wishes'], proven?: boolean): Promise<string>;
  /** Changes what somebody wishes, as the preferences route does. */
  move(id: string, wishes: NonNullable<Reader['wishes']>): Promise<void>;
  /** Commits the job of a period. */
  request(dueAt: Date): Promise<JobRow>;
  fence(job: JobRow): JobFence;
  /**
   * Fills for one period as the activity does, at `now` or when the period was due. @returns whether there is something to send
   */
  fill(dueAt: Date | string, options?: FillOptions): Promise<boolean | 'more'>;
  job(id: string): Promise<JobRow>;
  /** Digests of these people, or of all, in the order in which they were written. */
  digests(...userIds: string[]): Promise<WrittenDigest[]>;
  execute(query: RawBuilder<unknown>): Promise<number>;
  close(): Promise<void>;
}

export interface FillOptions {
  now?: Date;
  job?: JobRow;
  attempt?: number;
  em?: () => Em;
  findEmpty?: FillDeps['findEmpty'];
  environment?: MockActivityEnvironment;
  passMs?: number;
}

/** Nobody's week is empty: what a digest says is tested elsewhere. */
export const nobodyIsEmpty: FillDeps['findEmpty'] = async () => new Set();

export async function createDigestsFixture(): Promise<DigestsFixture> {
  const database = await createDatabase();
  const config = loadConfig(databaseVariables(database.url));
  const orm = createOrm(config.db, entities);
  const em = () => orm.em.fork();
  const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
  const schedule = digestSchedule(config.mail);
  const logger = pino({ level: 'silent' });
  const self: DigestsFixture = {
    config,
    orm,
    em,
    addReaders: async (readers) => {
      await addUsers(
        em(),
        readers.map(({ id, proven }) => ({ id, email: `${id}@b.test`, name: 'Zoë', verified: proven ?? true })),
      );
      for (const { id, wishes } of readers) if (wishes) await self.move(id, wishes);
    },
    reader: async (wishes, proven = true) => {
      const id = newId();
      await self.addReaders([{ id, proven, ...(wishes ? { wishes } : {}) }]);
      return id;
    },
    move: async (id, { timeZone, day, hour, categories = {} }) => {
      await run(
        em(),
        sql`insert into user_preferences (user_id, time_zone, digest_day, digest_hour, email_categories)
            values (${id}, ${timeZone}, ${day}, ${hour}, ${JSON.stringify(categories)}::jsonb)
            on conflict (user_id) do update set time_zone = excluded.time_zone, digest_day = excluded.digest_day,
              digest_hour = excluded.digest_hour, email_categories = excluded.email_categories`,
      );
    },
    request: (dueAt) => transact(em(), (tx) => enqueue(tx, { ...schedule.request(dueAt), id: newId() })),
    fence: (job) => ({ jobId: job.id, generation: job.generation, chainId: `chain-${job.id}-${job.generation}` }),
    fill: async (given, options = {}) => {
      const dueAt = new Date(given);
      const job = options.job ?? (await self.request(dueAt));
      const activities = createDigestActivities({
        em: options.em ?? em,
        fill: createDigestFill({
          links: [],
          findEmpty: options.findEmpty ?? nobodyIsEmpty,
          logger,
          clock: async () => options.now ?? dueAt,
        }),
      });
      const environment =
        options.environment ??
        new MockActivityEnvironment({ attempt: options.attempt ?? 1 }, { logger: new DefaultLogger('ERROR') });
      return await environment.run((input: FillDigestsInput) => activities.fillDigests(input), {
        fence: self.fence(job),
        dueAt: dueAt.toISOString(),
        ...(options.passMs === undefined ? {} : { passMs: options.passMs }),
      });
    },
    job: async (id) => (await row<JobRow>(em(), sql`select * from job where id = ${id}`)) as JobRow,
    digests: (...userIds) =>
      rows<WrittenDigest>(
        em(),
        sql`select user_id, once_key, job_id, status, expires_at from email_message
            where once_key is not null ${userIds.length === 0 ? sql`` : sql`and user_id = any(${userIds}::uuid[])`}
            order by id`,
      ),
    execute: (query) => run(em(), query),
    close: async () => {
      await orm.close(true);
      await database.drop();
    },
  };
  return self;
}

/** Somebody with a watchlist, whose digest became due at the last full hour. */
export async function addReaderDueNow(em: Em): Promise<{ id: string; address: string }> {
  const id = newId();
  const address = `${id}@example.test`;
  const [asset] = await addAssets(em, { [`D${id.slice(-8).toUpperCase()}`]: 100 });
  await run(
    em,
    sql`with reader as (
            insert into app_user (id, email, display_name, password_hash, email_verified_at)
            values (${id}, ${address}, 'Zoë', '', now()) returning id),
          preferences as (
            insert into user_preferences (user_id, time_zone, digest_day, digest_hour)
            select id, 'UTC', extract(isodow from now() at time zone 'UTC'), extract(hour from now() at time zone 'UTC')
            from reader),
          list as (insert into watchlist (user_id, name) select id, 'Mine' from reader returning id)
        insert into watchlist_asset (watchlist_id, asset_id) select id, ${asset?.id as number}::int from list`,
  );
  return { id, address };
}

const prefixOf = (system: System) => system.env.TEMPORAL_TASK_QUEUE_PREFIX as string;

const ASK_AGAIN_MS = 5_000;

/** Has a schedule run once more, as if its time had come. @returns the id of the workflow that it started */
export async function triggerSchedule(client: Client, system: System, name: string): Promise<string> {
  const schedule = client.schedule.getHandle(`${prefixOf(system)}-${name}`);
  const lastRun = async () => {
    const found = await schedule.describe().catch(() => null);
    return found && (found.info.recentActions.at(-1)?.action.workflow.workflowId ?? '');
  };
  await until(async () => (await lastRun()) !== null, 30_000, 'the worker has made the schedule');
  const before = await lastRun();
  let asked = Number.NEGATIVE_INFINITY;
  const started = async () => {
    if ((await lastRun()) !== before) return true;
    // A run that has ended, but not yet to the schedule's knowledge, makes it skip the next one.
    if (performance.now() - asked > ASK_AGAIN_MS) {
      await schedule.trigger();
      asked = performance.now();
    }
    return false;
  };
  await until(started, 60_000, 'the schedule has started a run');
  return (await lastRun()) as string;
}

/** A schedule goes on when the test has ended. Call it once the workers have stopped. */
export async function removeSchedules(client: Client, system: System): Promise<void> {
  for (const { name } of schedulesOf(loadConfig(system.env))) {
    await client.schedule.getHandle(`${prefixOf(system)}-${name}`).delete();
  }
}
