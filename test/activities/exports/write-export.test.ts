import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { purgeExports } from '../../../src/features/exports/export-purge.service.ts';
import { beginExport, leaveObjects } from '../../../src/features/exports/exports.ledger.ts';
import { column, type Dataset } from '../../../src/platform/datasets/dataset.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
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

test('what is written a second time has no effect', async () => {
  const fence = await fixture.ask({});
  await fixture.write(fence);
  expect(await beginExport(fixture.em(), fence, 2)).toBe('over');
  const [key, ...others] = await fixture.stored();
  expect([key, others]).toEqual([(await stateOf(fixture.em(), fence.jobId)).object_key, []]);
  await fixture.storage.delete(String(key));
});

test('bytes are removed when the file expires, and what an ended job has left', async () => {
  const [done, failed] = [await fixture.ask({}), await fixture.ask({})];
  await fixture.write(done);
  const key = `exports/${failed.jobId}/1-1-left`;
  const { Readable } = await import('node:stream');
  await fixture.storage.put(key, Readable.from(['half']), { contentType: 'text/csv' });
  await leaveObjects(fixture.em(), failed.jobId);
  expect(await purgeExports(fixture.em(), fixture.storage)).toBe(0);
  expect(await fixture.stored()).toHaveLength(2);
  await run(fixture.em(), sql`update export set purge_at = now() where purge_at is not null`);
  expect(await purgeExports(fixture.em(), fixture.storage)).toBeGreaterThanOrEqual(2);
  expect(await fixture.stored()).toEqual([]);
  expect(await stateOf(fixture.em(), done.jobId)).toMatchObject({ object_key: null, purge_at: null });
});
