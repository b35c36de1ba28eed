import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { sql } from 'kysely';
import pino from 'pino';
import { createErasureActivities } from '../../../activities/accounts/erasure.activities.ts';
import { entities } from '../../../src/composition/entities.ts';
import { erasureJobType } from '../../../src/features/accounts/erasure/erasure.jobs.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { type Em, row, run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import type { EraseStep } from '../../../src/platform/erasure/erase-step.ts';
import { cancelJob, retryJob } from '../../../src/platform/jobs/commands.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import type { JobRow } from '../../../src/platform/jobs/job-row.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import type { JobFence } from '../../../src/platform/jobs/jobs.contract.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { settleRun } from '../../../src/platform/jobs/settle.ts';
import { createDatabase, type TestDatabase, testDatabaseConfig } from '../../support/database.ts';

const types = new JobTypes([erasureJobType]);
let database: TestDatabase;
let orm: Orm;
let userId: string;
let job: JobRow;
beforeAll(async () => {
  database = await createDatabase();
  orm = createOrm(testDatabaseConfig(database.url), entities);
  for (const table of ['thing', 'other_thing']) {
    await run(
      em(),
      sql`create table ${sql.table(table)} (id uuid primary key default uuidv7(), user_id uuid not null)`,
    );
  }
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

const em = (): Em => orm.em.fork();

function deleting(table: string, waits?: EraseStep['waits']): EraseStep {
  const from = sql.table(table);
  const erase: EraseStep['erase'] = (tx, id, limit) =>
    run(tx, sql`delete from ${from} where id in (select id from ${from} where user_id = ${id} limit ${limit})`);
  return { name: `test.${table}`, erase, ...(waits ? { waits } : {}) };
}
const STEPS = [deleting('thing'), deleting('other_thing')];
const THINGS = { 'test.thing': 1_200, 'test.other_thing': 700 };

beforeEach(async () => {
  userId = newId();
  for (const [table, count] of [
    ['thing', 1_200],
    ['other_thing', 700],
  ] as const) {
    await run(
      em(),
      sql`insert into ${sql.table(table)} (user_id) select ${userId} from generate_series(1, ${count}::int)`,
    );
  }
  job = await transact(em(), (tx) =>
    createEnqueue(LEFT_TO_DISPATCHER)(tx, {
      type: erasureJobType,
      input: { graceMs: 0 },
      summary: 'delete an account',
      requestedBy: null,
      beside: sql`insert into account_deletion (user_id, job_id, token_hash, addresses)
        select ${userId}, id, sha256(id::text::bytea), array['ada@example.test'] from queued`,
    }),
  );
});

const fenceOf = (one: JobRow): JobFence => ({
  jobId: one.id,
  generation: one.generation,
  chainId: `chain-${one.generation}`,
});

interface Options {
  steps?: readonly EraseStep[];
  em?: () => Em;
  graceMs?: number;
  fence?: JobFence;
  environment?: MockActivityEnvironment;
  passMs?: number;
}

function environmentOf(attempt: number): MockActivityEnvironment {
  return new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') });
}

async function attempt(number = 1, options: Options = {}): Promise<{ finished: boolean; more?: boolean }> {
  const activities = createErasureActivities({
    em: options.em ?? em,
    steps: options.steps ?? STEPS,
    logger: pino({ level: 'silent' }),
  });
  const environment = options.environment ?? environmentOf(number);
  const { passMs } = options;
  const limit = passMs === undefined ? {} : { passMs };
  const input = { fence: options.fence ?? fenceOf(job), graceMs: options.graceMs ?? 0, ...limit };
  return (await environment.run(activities.eraseOnce, input)) as { finished: boolean; more?: boolean };
}

interface Receipt {
  status: string;
  counts: Record<string, number>;
  addresses: string[] | null;
  completed_at: Date | null;
}
const receipt = async () =>
  (await row<Receipt>(em(), sql`select * from account_deletion where user_id = ${userId}`)) as Receipt;
const jobNow = async () => (await row<JobRow>(em(), sql`select * from job where id = ${job.id}`)) as JobRow;
const left = async () =>
  await row(
    em(),
    sql`select (select count(*)::int from thing where user_id = ${userId}) as things,
      (select count(*)::int from other_thing where user_id = ${userId}) as others`,
  );

async function expectCompleted(): Promise<void> {
  expect(await receipt()).toMatchObject({ status: 'completed', counts: THINGS, addresses: null });
  expect((await receipt()).completed_at).toEqual((await jobNow()).finished_at);
  expect(await jobNow()).toMatchObject({ status: 'succeeded', progress_done: 1_900, error_code: null });
  expect(await left()).toEqual({ things: 0, others: 0 });
}

test('an erasure runs every step page by page, then completes receipt and job together', async () => {
  const pages: number[] = [];
  const steps = STEPS.map((step) => ({
    ...step,
    erase: async (tx: Em, id: string, limit: number) => {
      const touched = await step.erase(tx, id, limit);
      pages.push(touched);
      return touched;
    },
  }));
  expect(await attempt(1, { steps })).toEqual({ finished: true });
  expect(pages).toEqual([500, 500, 200, 0, 500, 200, 0]);
  await expectCompleted();
});

type Moment = 'before' | 'before the commit of' | 'after';

/** An entity manager whose process dies at the given transaction or statement outside of one. */
function dying(at: number, moment: Moment): { em: () => Em; died: () => boolean } {
  let count = 0;
  let dead = false;
  const die = () => {
    dead = true;
    throw new Error('killed');
  };
  const create = () => {
    if (dead) die();
    const mortal = em();
    const transactional = mortal.transactional.bind(mortal);
    mortal.transactional = (async (work: (inner: Em) => Promise<unknown>, options: object) => {
      count += 1;
      const last = count === at;
      if (last && moment === 'before') die();
      const result = await transactional(async (inner) => {
        const done = await work(inner as Em);
        if (last && moment === 'before the commit of') die();
        return done;
      }, options);
      if (last && moment === 'after') die();
      return result;
    }) as typeof mortal.transactional;
    return mortal;
  };
  return { em: create, died: () => dead };
}

describe.each<Moment>(['before', 'before the commit of', 'after'])('a process that dies %s', (moment) => {
  test('killed at each transaction in turn, an erasure ends with the same exact receipt', async () => {
    const outcomes: unknown[] = [];
    for (let at = 1, died = true; died; at += 1) {
      const mortal = dying(at, moment);
      outcomes.push(await attempt(at, { em: mortal.em }).catch((error: Error) => error.message));
      died = mortal.died();
    }
    // Every attempt dies one transaction later than the one before, until one has nothing left to die at.
    expect(outcomes.pop()).toEqual({ finished: true });
    expect(outcomes.length).toBeGreaterThanOrEqual(3);
    expect(new Set(outcomes)).toEqual(new Set(['killed']));
    await expectCompleted();
  });

  test('killed at any one transaction, an erasure repeats it and loses nothing', async () => {
    const transactions = 8; // 4 pages of things, 3 of others, the end
    for (let at = 1; at <= transactions; at += 1) {
      const mortal = dying(at, moment);
      await expect(attempt(1, { em: mortal.em })).rejects.toThrow('killed');
      expect(mortal.died()).toBe(true);
      expect(await attempt(2)).toEqual({ finished: true });
      await expectCompleted();
      await run(
        em(),
        sql`update account_deletion set status = 'queued', counts = '{}', completed_at = null, addresses = '{ada@example.test}' where user_id = ${userId}`,
      );
      await run(em(), sql`update job set status = 'queued', chain_id = null where id = ${job.id}`);
      for (const [table, count] of [
        ['thing', 1_200],
        ['other_thing', 700],
      ] as const) {
        await run(
          em(),
          sql`insert into ${sql.table(table)} (user_id) select ${userId} from generate_series(1, ${count}::int)`,
        );
      }
    }
  });
});

test('attempts that overlap share the pages and count each thing once', async () => {
  await Promise.all([attempt(1), attempt(2), attempt(3)]);
  await expectCompleted();
});

test('running an erasure again after its end changes nothing', async () => {
  await attempt(1);
  const before = [await receipt(), await jobNow()];
  expect(await attempt(2)).toEqual({ finished: true });
  expect([await receipt(), await jobNow()]).toEqual(before);
});

test('a run that has lost its job touches nothing and asks for no other pass', async () => {
  await run(em(), sql`update job set chain_id = 'another chain' where id = ${job.id}`);
  expect(await attempt(1)).toEqual({ finished: true });
  expect(await left()).toEqual({ things: 1_200, others: 700 });
  expect(await receipt()).toMatchObject({ status: 'queued', counts: {} });
});

test('a run that loses its job between two pages stops and starts no other page', async () => {
  let pages = 0;
  const steps = STEPS.map((step) => ({
    ...step,
    erase: async (tx: Em, id: string, limit: number) => {
      pages += 1;
      return await step.erase(tx, id, limit);
    },
  }));
  const losing = () => {
    const own = em();
    const transactional = own.transactional.bind(own);
    own.transactional = (async (work: (inner: Em) => Promise<unknown>, options: object) => {
      const result = await transactional(work as never, options);
      if (pages === 2) await run(em(), sql`update job set chain_id = 'another chain' where id = ${job.id}`);
      return result;
    }) as typeof own.transactional;
    return own;
  };
  expect(await attempt(1, { steps, em: losing })).toEqual({ finished: true });
  expect(pages).toBe(2);
  expect(await receipt()).toMatchObject({ status: 'running', counts: { 'test.thing': 1_000 } });
  expect(await left()).toEqual({ things: 200, others: 700 });
});

test('things that have to end first keep the receipt open, and the next pass completes it', async () => {
  let busy = true;
  const steps = [...STEPS, deleting('thing', async () => busy)];
  expect(await attempt(1, { steps })).toEqual({ finished: false });
  expect(await receipt()).toMatchObject({ status: 'running', counts: THINGS, addresses: ['ada@example.test'] });
  expect((await jobNow()).status).toBe('running');
  busy = false;
  expect(await attempt(1, { steps })).toEqual({ finished: true });
  await expectCompleted();
});

test('a deletion is not complete before a pass that began after the grace', async () => {
  expect(await attempt(1, { graceMs: 60_000 })).toEqual({ finished: false });
  expect(await left()).toEqual({ things: 0, others: 0 });
  await run(em(), sql`insert into thing (user_id) values (${userId})`);
  await run(
    em(),
    sql`update account_deletion set requested_at = now() - interval '1 minute' where user_id = ${userId}`,
  );
  expect(await attempt(1, { graceMs: 60_000 })).toEqual({ finished: true });
  expect((await receipt()).counts).toEqual({ 'test.thing': 1_201, 'test.other_thing': 700 });
});

describe('a step that fails', () => {
  const broken: EraseStep = {
    name: 'test.broken',
    erase: async () => {
      throw new Error('key (email)=(ada@example.test) is not unique');
    },
  };
  const steps = [STEPS[0] as EraseStep, broken, STEPS[1] as EraseStep];

  test('a step that fails is named in the job, without the words of the database, and tried again', async () => {
    const failure = await attempt(3, { steps }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ type: 'erase_step_failed', nonRetryable: false });
    expect((failure as Error).message).toBe('the step test.broken failed');
    const now = await jobNow();
    expect(now).toMatchObject({ status: 'running', attempts: 3, error_message: 'the step test.broken failed' });
    expect(now.next_attempt_at).not.toBeNull();
    expect(JSON.stringify(now)).not.toContain('ada@example.test');
    expect(await attempt(4)).toEqual({ finished: true });
    await expectCompleted();
  });

  test('a step that fails for good ends the job; a retry by a person goes on where it stopped', async () => {
    await attempt(1, { steps }).catch(() => undefined);
    const error = { code: 'erase_step_failed', message: 'the step test.broken failed' };
    await settleRun(em(), types, { fence: fenceOf(job), status: 'failed', error });
    expect(await receipt()).toMatchObject({ status: 'running', counts: { 'test.thing': 1_200 } });
    const retried = await retryJob(em(), types, job.id, LEFT_TO_DISPATCHER);
    expect(await attempt(1, { fence: fenceOf(job) })).toEqual({ finished: true });
    expect((await receipt()).counts).toEqual({ 'test.thing': 1_200 });
    expect(await attempt(1, { fence: fenceOf(retried as JobRow) })).toEqual({ finished: true });
    await expectCompleted();
  });
});

test('a run that is told to stop does so after the page under way', async () => {
  const environment = environmentOf(1);
  const steps = STEPS.map((step) => ({
    ...step,
    erase: async (tx: Em, id: string, limit: number) => {
      environment.cancel();
      return await step.erase(tx, id, limit);
    },
  }));
  await expect(attempt(1, { steps, environment })).rejects.toThrow(/cancel/i);
  expect(await receipt()).toMatchObject({ status: 'running', counts: { 'test.thing': 500 } });
  expect(await jobNow()).toMatchObject({ status: 'running', error_code: null });
});

test('an erasure cancelled before it started erases nothing until its job is retried', async () => {
  expect(await cancelJob(em(), types, job.id)).toBe('cancelled');
  expect(await attempt(1)).toEqual({ finished: true });
  expect(await left()).toEqual({ things: 1_200, others: 700 });
  const retried = await retryJob(em(), types, job.id, LEFT_TO_DISPATCHER);
  await attempt(1, { fence: fenceOf(retried as JobRow) });
  await expectCompleted();
});

test('a pass whose time is up ends with its page, and the next ones go on until the receipt is complete', async () => {
  const heartbeats: unknown[] = [];
  const environment = environmentOf(1);
  environment.on('heartbeat', (details: unknown) => heartbeats.push(details));
  expect(await attempt(1, { passMs: 0, environment })).toEqual({ finished: false, more: true });
  expect(heartbeats).toHaveLength(1);
  expect(await left()).toEqual({ things: 700, others: 700 });
  const ends = [];
  do ends.push(await attempt(1, { passMs: 0 }));
  while (ends.at(-1)?.more && ends.length < 20);
  // Of 1,200 and 700 in pages of 500 one was erased before; a pass that finds nothing in its time goes on.
  expect(ends.map(({ more }) => more ?? false)).toEqual([true, true, true, true, false]);
  expect(ends.at(-1)).toEqual({ finished: true });
  await expectCompleted();
});
