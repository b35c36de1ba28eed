import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { sql } from 'kysely';
import pino from 'pino';
import { newId } from '../../../src/platform/db/ids.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
import { dispatchOnce } from '../../../src/platform/jobs/loops/dispatcher.ts';
import { registerSearchAttributes, startRegistering } from '../../../src/platform/jobs/search-attributes.ts';
import { type StartOutcome, startWorkflow } from '../../../src/platform/jobs/start-workflow.ts';
import { createJobsFixture, type JobsFixture } from '../../support/jobs.ts';
import { until } from '../../support/system.ts';

/** A namespace of the real server in which nobody has made the search attributes. */

let jobs: JobsFixture;
let bare: Client;
const lines: Record<string, unknown>[] = [];
const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
const said = (message: string) => lines.filter(({ msg }) => msg === message);

beforeAll(async () => {
  jobs = await createJobsFixture();
  const namespace = `bare-${newId()}`;
  await jobs.client.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs(24 * 3_600_000),
  });
  bare = new Client({ connection: jobs.client.connection, namespace });
});
afterAll(() => jobs.close());

const outcomes: StartOutcome[] = [];
const options = (client: Client) => ({
  em: jobs.em,
  types: jobs.types,
  logger,
  start: async (job: Parameters<typeof startWorkflow>[1]) => {
    const outcome = await startWorkflow({ client, taskQueuePrefix: jobs.taskQueuePrefix, deadlineMs: 10_000 }, job);
    outcomes.push(outcome);
    return outcome;
  },
});
const makeDue = () => run(jobs.em(), sql`update job set dispatch_after = now()`);
const counts = () =>
  row<{ queued: number; started: number; failed: number }>(
    jobs.em(),
    sql`select count(*) filter (where status = 'queued')::int as queued,
          count(*) filter (where dispatched_at is not null)::int as started,
          count(*) filter (where status = 'failed')::int as failed from job`,
  );

test('a namespace without our search attributes ends no job: starts are put off, shown, and made once it has them', async () => {
  for (let i = 0; i < 5; i += 1) await jobs.enqueue();
  // A namespace takes a moment until it is known everywhere.
  await until(
    async () => {
      await makeDue();
      outcomes.length = 0;
      await dispatchOnce(options(bare));
      return outcomes.every((outcome) => 'reason' in outcome && outcome.reason.includes('search attribute'));
    },
    60_000,
    'the server refuses for want of search attributes',
  );
  expect(outcomes).toHaveLength(5);
  expect(await counts()).toEqual({ queued: 5, started: 0, failed: 0 });
  expect(jobs.settled).toEqual([]);
  expect(said('Temporal did not take jobs, they will be started later').at(-1)).toMatchObject({ jobs: 5, level: 40 });
  const shown = await row(jobs.em(), sql`select error_code, dispatch_attempts, next_attempt_at from job limit 1`);
  expect(shown).toMatchObject({ error_code: 'start_put_off', next_attempt_at: expect.any(Date) });

  const registering = startRegistering({ client: bare, logger });
  await until(async () => said('search attributes registered').length === 1, 60_000, 'the worker registers them');
  await registering.stop();
  expect(await registerSearchAttributes({ client: bare, logger })).toBe('present');
  expect(said('search attributes registered')).toHaveLength(1);
  await until(
    async () => {
      await makeDue();
      await dispatchOnce(options(bare));
      return (await counts())?.started === 5;
    },
    60_000,
    'all are started',
  );
  expect(await row(jobs.em(), sql`select error_code, error_message, next_attempt_at from job limit 1`)).toEqual({
    error_code: null,
    error_message: null,
    next_attempt_at: null,
  });
}, 200_000);

test.each([
  ['PERMISSION_DENIED', 7],
  ['UNIMPLEMENTED', 12],
])('a server that answers %s is named in the log, with what a person has to create', async (_name, code) => {
  const refusing = Object.assign(new Error('no'), { code, details: 'no', metadata: {} });
  const connection = {
    withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
    operatorService: { listSearchAttributes: () => Promise.reject(refusing) },
  };
  const client = { connection, options: { namespace: 'theirs' } } as unknown as Client;
  expect(await registerSearchAttributes({ client, logger })).toBe('refused');
  expect(lines.at(-1)).toMatchObject({ namespace: 'theirs', search_attributes: ['JobType', 'JobId', 'RequestedBy'] });
});

test('a server that is away is asked again', async () => {
  await expect(registerSearchAttributes({ client: jobs.absent, logger })).rejects.toThrow(
    /connect|deadline|UNAVAILABLE/i,
  );
}, 60_000);
