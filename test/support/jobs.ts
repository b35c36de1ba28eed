import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import pino from 'pino';
import { entities } from '../../src/composition/entities.ts';
import type { Config } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../src/platform/db/orm.ts';
import { type Em, row, run } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../src/platform/jobs/enqueue.ts';
import type { JobRow, StartableJob } from '../../src/platform/jobs/job-row.ts';
import { type JobType, JobTypes, type SettledJob } from '../../src/platform/jobs/job-type.ts';
import { LEFT_TO_DISPATCHER } from '../../src/platform/jobs/launch.ts';
import { startWorkflow } from '../../src/platform/jobs/start-workflow.ts';
import { createDatabase, testDatabaseConfig } from './database.ts';

/** A database, a connection to the real Temporal server and a job type that notes how its jobs were settled. */
export interface JobsFixture {
  /** Of the database. */
  url: string;
  orm: Orm;
  em(): Em;
  client: Client;
  /** A client whose server is not there. */
  absent: Client;
  type: JobType<object>;
  taskQueuePrefix: string;
  types: JobTypes;
  settled: SettledJob[];
  logger: pino.Logger;
  /** Commits a job whose start is left to others. */
  enqueue(request?: { runAt?: Date; requestedBy?: string | null; workflow?: string }): Promise<JobRow>;
  job(id: string): Promise<JobRow>;
  start(job: StartableJob): ReturnType<typeof startWorkflow>;
  startAbsent(job: StartableJob): ReturnType<typeof startWorkflow>;
  /** Moves all times of a row back, as if that many seconds had passed. */
  age(id: string, seconds: number): Promise<void>;
  close(): Promise<void>;
}

export function temporalAddress(): string {
  const address = process.env.TEST_TEMPORAL_ADDRESS;
  if (!address) throw new Error('TEST_TEMPORAL_ADDRESS is not set: run the tests by `npm test`');
  return address;
}

/** @param db connections, and how long they are waited for, where a test needs more than programs do */
export async function createJobsFixture(db: Partial<Config['db']> = {}): Promise<JobsFixture> {
  const database = await createDatabase();
  const orm = createOrm({ ...testDatabaseConfig(database.url), ...db }, entities);
  const em = () => orm.em.fork();
  const connection = Connection.lazy({ address: temporalAddress() });
  const absentConnection = Connection.lazy({ address: '127.0.0.1:1' });
  const client = new Client({ connection });
  const absent = new Client({ connection: absentConnection });
  const settled: SettledJob[] = [];
  const type: JobType<object> = {
    type: 'test',
    workflow: 'testJob',
    taskQueue: 'interactive',
    onSettled: async (_em, job) => {
      settled.push(job);
    },
  };
  const prefix = `test-${newId()}`;
  const starter = (through: Client) => (job: StartableJob) =>
    startWorkflow({ client: through, taskQueuePrefix: prefix, deadlineMs: through === absent ? 300 : 5_000 }, job);
  const enqueueJob = createEnqueue(LEFT_TO_DISPATCHER);
  return {
    url: database.url,
    orm,
    em,
    client,
    absent,
    type,
    taskQueuePrefix: prefix,
    types: new JobTypes([type]),
    settled,
    logger: pino({ level: 'silent' }),
    enqueue: (request = {}) =>
      transact(em(), (tx) =>
        enqueueJob(tx, {
          type: { ...type, workflow: request.workflow ?? type.workflow },
          input: { some: 'input' },
          summary: 'a test job',
          requestedBy: request.requestedBy ?? null,
          runAt: request.runAt ?? null,
        }),
      ),
    job: async (id) => {
      const found = await row<JobRow>(em(), sql`select * from job where id = ${id}`);
      if (!found) throw new Error(`no job ${id}`);
      return found;
    },
    start: starter(client),
    startAbsent: starter(absent),
    age: async (id, seconds) => {
      await run(
        em(),
        sql`update job set created_at = created_at - make_interval(secs => ${seconds}),
                updated_at = updated_at - make_interval(secs => ${seconds}),
                progressed_at = progressed_at - make_interval(secs => ${seconds}),
                look_after = look_after - make_interval(secs => ${seconds}),
                queued_at = queued_at - make_interval(secs => ${seconds}),
                dispatched_at = dispatched_at - make_interval(secs => ${seconds})
              where id = ${id}`,
      );
    },
    close: async () => {
      await connection.close();
      await absentConnection.close();
      await orm.close(true);
      await database.drop();
    },
  };
}
