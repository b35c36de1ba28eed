import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { findArchivedDays } from '../../../../src/features/analytics/archive/archive.queries.ts';
import { sweepArchives } from '../../../../src/features/analytics/archive/sweep-archives.ts';
import { retentionStep } from '../../../../src/features/maintenance/retention.steps.ts';
import { retentionRules } from '../../../../src/features/maintenance/retention.ts';
import { loadConfig } from '../../../../src/platform/config.ts';
import { run } from '../../../../src/platform/db/sql.ts';
import { agedStorage } from './aged-storage.ts';
import { type ArchiveFixture, createArchiveFixture } from './support.ts';

let app: ArchiveFixture;
beforeEach(async () => {
  app = await createArchiveFixture();
});
afterEach(() => app.close());

const context = (dryRun = false) => ({ em: app.em, dryRun, mayGoOn: async () => undefined });
const aged = () => agedStorage(app.storage, 2);
const stray = (name: string) =>
  app.storage.put(`archive/events/${name}.ndjson.gz`, Readable.from(['x']), { contentType: 'text/plain' });
const expire = () => {
  const rule = retentionRules(loadConfig({}).retention).find(({ name }) => name === 'event_archives');
  if (!rule) throw new Error('no such rule');
  return retentionStep(rule).take({ ...context(), keeper: app.em, client: null as never, reindex: false });
};

test('an archive goes when its own period is over; its day stays gone', async () => {
  const { day } = await app.fill(120);
  await app.archive();
  const [key] = await app.stored();
  expect(await expire()).toMatchObject({ count: 0 });
  expect(await sweepArchives(context(), aged())).toEqual({ count: 0 });
  await run(app.em(), sql`update event_archive set dropped_at = now() - interval '1101 days'`);
  expect(await expire()).toEqual({ count: 1, note: 'kept for 1100 days' });
  expect(await sweepArchives(context(true), aged())).toEqual({ count: 1 });
  expect(await app.stored()).toEqual([key]);
  expect(await sweepArchives(context(), aged())).toEqual({ count: 1 });
  expect(await app.stored()).toEqual([]);
  expect(await app.archives()).toEqual([expect.objectContaining({ key, state: 'expired' })]);
  expect(await findArchivedDays(app.em(), [day])).toEqual([day]);
  expect([await expire(), await sweepArchives(context(), aged())]).toMatchObject([{ count: 0 }, { count: 0 }]);
});

test('a stray object is removed once it is a day old', async () => {
  await app.fill(120);
  await app.archive();
  const [key] = await app.stored();
  await stray('left-by-a-kill');
  expect(await sweepArchives(context(), app.storage)).toEqual({ count: 0 });
  expect(await sweepArchives(context(), aged())).toEqual({ count: 1 });
  expect(await app.stored()).toEqual([key]);
});

test('many stray objects are reported and kept: it may be the wrong bucket', async () => {
  for (let n = 0; n < 21; n += 1) await stray(`of-another-installation-${n}`);
  const swept = await sweepArchives(context(), aged());
  expect(swept).toMatchObject({ count: 0, note: expect.stringContaining('21 objects without a row') });
  expect(await app.stored()).toHaveLength(21);
});
