import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { EventQueue, type EventRow } from '../../../../src/features/analytics/events/event-queue.ts';
import { newId } from '../../../../src/platform/db/ids.ts';
import { rows, run } from '../../../../src/platform/db/sql.ts';
import { transact } from '../../../../src/platform/db/transaction.ts';
import { createJobsFixture, type JobsFixture } from '../../../support/jobs.ts';

let db: JobsFixture;
beforeAll(async () => {
  db = await createJobsFixture();
});
afterAll(() => db.close());

const event = (more: Partial<EventRow> = {}): EventRow => ({
  id: newId(),
  name: 'queue.tested',
  userId: null,
  at: null,
  properties: '{}',
  source: 'client',
  machine: false,
  ...more,
});
const stored = async (ids: readonly string[]) =>
  (await rows(db.em(), sql`select 1 from event where id = any(${ids}::uuid[])`)).length;

test('a row that Postgres cannot hold fails alone, not those of the same request or of strangers', async () => {
  const queue = new EventQueue(db.em);
  const bad = event({ properties: '{"text": "\\u0000"}' });
  const [mine, theirs] = [
    [event(), bad, event()],
    [event(), event()],
  ];
  const [first, second] = await Promise.all([queue.store(mine), queue.store(theirs)]);
  expect(first).toEqual(['stored', 'unstorable', 'stored']);
  expect(second).toEqual(['stored', 'stored']);
  expect(await stored([...mine, ...theirs].map(({ id }) => id))).toBe(4);
});

test('the queue takes no more events than may wait, and answers all that it took', async () => {
  const queue = new EventQueue(db.em);
  const batches = Array.from({ length: 40 }, () => Array.from({ length: 500 }, () => event()));
  const answers: Promise<unknown[]>[] = [];
  for (const batch of batches) if (queue.admits(batch.length)) answers.push(queue.store(batch));
  expect(answers).toHaveLength(40);
  expect(queue.admits(1)).toBe(false);
  expect((await Promise.all(answers)).flat()).toEqual(Array.from({ length: 20_000 }, () => 'stored'));
  expect(queue.admits(20_000)).toBe(true);
});

test('a database that refuses is reported to those who wait, and the next events are stored', async () => {
  const queue = new EventQueue(db.em);
  await run(db.em(), sql`alter table event rename to event_away`);
  const lost = await Promise.allSettled([queue.store([event()]), queue.store([event()])]);
  await run(db.em(), sql`alter table event_away rename to event`);
  expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await queue.store([event()])).toEqual(['stored']);
});

test('two writers with the same events in another order wait for each other instead of failing', async () => {
  const events = Array.from({ length: 300 }, () => event());
  const queues = Array.from({ length: 4 }, () => new EventQueue(db.em));
  const outcomes = await Promise.all(queues.map((queue, n) => queue.store(n % 2 === 0 ? events : events.toReversed())));
  expect(outcomes.flat().filter((outcome) => outcome === 'stored')).toHaveLength(300);
  expect(await stored(events.map(({ id }) => id))).toBe(300);
});

test('an event is durable when it is answered: another session sees it', async () => {
  const queue = new EventQueue(db.em);
  const one = event();
  await transact(db.em(), async (tx) => {
    await queue.store([one]);
    expect(await rows(tx, sql`select 1 from event where id = ${one.id}`)).toHaveLength(1);
  });
});
