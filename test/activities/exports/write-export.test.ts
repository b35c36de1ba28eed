import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { beginExport } from '../../../src/features/exports/exports.ledger.ts';
import { expireFiles } from '../../../src/features/files/cleanup/expiry.service.ts';
import { purgePage, releaseLeases } from '../../../src/features/files/cleanup/purge.service.ts';
import { giveUpMade, reserveMade } from '../../../src/features/files/made/made-files.service.ts';
import { column, type Dataset } from '../../../src/platform/datasets/dataset.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { row, rows, run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { LocalStorage } from '../../../src/platform/storage/local.ts';
import { until } from '../../support/system.ts';
import { addPrices, createExportsFixture, type ExportsFixture, stateOf, USER } from './support.ts';

let fixture: ExportsFixture;
beforeAll(async () => {
  fixture = await createExportsFixture();
  await addPrices(fixture.em(), 10);
});
afterAll(() => fixture.close());

/** A row a second, for minutes. */
const slow: Dataset = {
  name: 'slow',
  title: 'Slow',
  about: 'For tests',
  audience: 'admin',
  columns: [column('n', 'integer', 'n')],
  filters: [],
  // The count does not wait.
  from: `(select n, case when n > 1 then 1 end as waits from generate_series(1, 600) n) s`,
  at: 'now()',
  order: 'n, (case when waits = 1 then pg_sleep(1)::text end)',
};

const open = async () =>
  (
    await row<{ count: number }>(
      fixture.em(),
      sql`select count(*)::int as count from pg_stat_activity
          where application_name = 'vibe-export' and datname = current_database()`,
    )
  )?.count;

test.each([
  ['is cancelled', async (_id: string, cancel: AbortController) => cancel.abort(new Error('cancelled'))],
  [
    'was ended by somebody else',
    async (id: string) => void (await run(fixture.em(), sql`update job set status = 'cancelled' where id = ${id}`)),
  ],
])('an export that %s ends its statement in the database and leaves no object', async (_what, end) => {
  const fence = await fixture.ask({ dataset: 'slow', columns: ['n'] });
  const cancel = new AbortController();
  const writing = fixture
    .write(fence, { writer: fixture.writer(undefined, [slow]), signal: cancel.signal })
    .catch((error: Error) => error.message);
  await until(async () => (await open()) === 1, 30_000, 'the statement runs');
  await end(fence.jobId, cancel);
  expect(await writing).toBe(cancel.signal.aborted ? 'cancelled' : undefined);
  await until(async () => (await open()) === 0, 30_000, 'the statement has ended');
  expect(await fixture.stored()).toEqual([]);
  await run(fixture.em(), sql`update job set status = 'cancelled' where id = ${fence.jobId}`);
});

test('two exports of a user are written at once; a third one waits, and another user does not', async () => {
  const [first, second, third] = [await fixture.ask({}), await fixture.ask({}), await fixture.ask({})];
  const other = await fixture.ask({}, newId());
  for (const fence of [first, second, other]) {
    expect(await beginExport(fixture.em(), fence, 1)).toMatchObject({ begun: { id: fence.jobId } });
  }
  expect(await beginExport(fixture.em(), third, 1)).toEqual({ waitMs: 3_000 });
  expect(await stateOf(fixture.em(), third.jobId)).toMatchObject({ status: 'queued' });
  // One that is tried again is not kept waiting by itself.
  expect(await beginExport(fixture.em(), first, 2)).toMatchObject({ begun: { id: first.jobId } });
  await run(
    fixture.em(),
    sql`update job set status = 'cancelled' where requested_by = ${USER} and id <> ${third.jobId}`,
  );
  expect(await beginExport(fixture.em(), third, 1)).toMatchObject({ begun: { id: third.jobId } });
  await run(fixture.em(), sql`update job set status = 'cancelled' where status = 'running'`);
});

test('an export that is written a second time has no effect', async () => {
  const fence = await fixture.ask({});
  await fixture.write(fence);
  expect(await beginExport(fixture.em(), fence, 2)).toBe('over');
  const [key, ...others] = await fixture.stored();
  expect([key, others]).toEqual([(await stateOf(fixture.em(), fence.jobId)).object_key, []]);
  await fixture.storage.delete(String(key));
});

const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
const purge = () => purgePage(fixture.em(), fixture.storage, new AbortController().signal);

test('bytes are removed when the file expires, and what an ended job has left', async () => {
  const [done, failed] = [await fixture.ask({}), await fixture.ask({})];
  await fixture.write(done);
  const key = `exports/${failed.jobId}/1-1-left`;
  await reserveMade(fixture.em(), { fileId: failed.jobId, ownerId: USER, key });
  await fixture.storage.put(key, Readable.from(['half']), { contentType: 'text/csv' });
  await transact(fixture.em(), (tx) => giveUpMade(tx, enqueue, failed.jobId));
  expect(await expireFiles({ em: fixture.em, enqueue })).toBe(0);
  expect(await purge()).toEqual({ found: 0, purged: 0 });
  expect(await fixture.stored()).toHaveLength(2);
  await run(fixture.em(), sql`update file set expires_at = now() where id = ${done.jobId}`);
  await run(fixture.em(), sql`update stored_object set garbage_at = now() where state = 'garbage'`);
  expect(await expireFiles({ em: fixture.em, enqueue })).toBe(1);
  expect(await purge()).toEqual({ found: 2, purged: 2 });
  expect(await fixture.stored()).toEqual([]);
  expect(await stateOf(fixture.em(), done.jobId)).toMatchObject({ status: 'succeeded', object_key: null });
  const asked = await rows(fixture.em(), sql`select from job where type = 'file_purge' and status = 'queued'`);
  expect(asked.length).toBeGreaterThanOrEqual(1);
});

test('an object whose lease has ended is not published, and nothing of the attempt shows', async () => {
  const fence = await fixture.ask({});
  const writer = fixture.writer(undefined, []);
  const beginning = await beginExport(fixture.em(), fence, 1);
  if (beginning === 'over' || 'waitMs' in beginning) throw new Error('not begun');
  const takeOver = new (class extends LocalStorage {
    override async put(...args: Parameters<LocalStorage['put']>) {
      const stored = await super.put(...args);
      await run(fixture.em(), sql`update stored_object set lease_until = now() where file_id = ${fence.jobId}`);
      expect(await releaseLeases(fixture.em())).toBe(1);
      return stored;
    }
  })(fixture.directory);
  const late = fixture.writer(takeOver)(beginning.begun, fence, 1, new AbortController().signal);
  await expect(late).rejects.toThrow('was given up');
  expect(await stateOf(fixture.em(), fence.jobId)).toMatchObject({ status: 'running', object_key: null });
  await writer(beginning.begun, fence, 2, new AbortController().signal);
  const { object_key: key } = await stateOf(fixture.em(), fence.jobId);
  expect(await fixture.stored()).toEqual([key]);
  await fixture.storage.delete(String(key));
});
