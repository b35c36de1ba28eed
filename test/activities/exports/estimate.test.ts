import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { datasets } from '../../../src/composition/datasets.ts';
import { estimateExport } from '../../../src/features/exports/estimates.service.ts';
import { ARCHIVE, type ExportSpec } from '../../../src/features/exports/exports.contract.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
import { addPrices, createExportsFixture, type ExportsFixture, specOf, USER } from './support.ts';

let fixture: ExportsFixture;
beforeAll(async () => {
  fixture = await createExportsFixture();
  await addPrices(fixture.em(), 5_000);
  await run(
    fixture.em(),
    sql`insert into post (author_id, body, sentiment)
        select ${USER}, 'Grüße, "' || md5(n::text) || '" ' || repeat('word ', n % 20), 'bullish' from generate_series(1, 3000) n`,
  );
});
afterAll(() => fixture.close());

function estimate(given: Partial<ExportSpec>) {
  const spec = specOf(given);
  const parts = datasets.filter(({ name, audience }) =>
    spec.dataset === ARCHIVE ? audience === 'person' : name === spec.dataset,
  );
  return estimateExport(fixture.em(), parts, spec, USER);
}

async function written(given: Partial<ExportSpec>): Promise<{ rows: number; bytes: number }> {
  const fence = await fixture.ask(given);
  await fixture.write(fence);
  const found = await row<{ rows: number; bytes: string }>(
    fixture.em(),
    sql`select row_count as rows, bytes from export where id = ${fence.jobId}`,
  );
  return { rows: found?.rows ?? -1, bytes: Number(found?.bytes) };
}

/** How many times too great or too small an estimate may be: what is packed depends on what the rows have in common. */
const cases: [given: Partial<ExportSpec>, factor: number][] = (['prices', 'posts'] as const).flatMap((dataset) => [
  [{ dataset, format: 'csv' }, 1.25],
  [{ dataset, format: 'json' }, 1.25],
  [{ dataset, format: 'ndjson' }, 1.25],
  [{ dataset, format: 'csv', compression: 'gzip' }, 2],
  [{ dataset, format: 'xlsx' }, 3],
  [{ dataset, format: 'pdf' }, 3],
  ...(dataset === 'prices' ? ([[{ dataset, format: 'parquet' }, 3]] as [Partial<ExportSpec>, number][]) : []),
]);

test.each([...cases, [{ dataset: ARCHIVE, format: 'zip', columns: [] }, 3]] as typeof cases)(
  'an estimate of %p tells its rows, and its size within %p times',
  async (given, factor) => {
    const [told, made] = [await estimate(given), await written(given)];
    expect(told).toMatchObject({ rows: made.rows, exact: true, fits: true });
    const ratio = told.bytes / made.bytes;
    expect({ given, ratio, within: ratio < factor && ratio > 1 / factor }).toEqual({ given, ratio, within: true });
  },
);

test('rows beyond 100,000 are guessed, filters and owners are heeded', async () => {
  await run(
    fixture.em(),
    sql`insert into price (asset_id, at, price)
        select 1, timestamptz '2027-01-01T00:00:00Z' + n * interval '1 second', 1 from generate_series(1, 150000) as n`,
  );
  await run(fixture.em(), sql`analyze price`);
  const many = await estimate({ format: 'pdf' });
  expect(many).toMatchObject({ exact: false, fits: false });
  expect(many.rows).toBeGreaterThan(120_000);
  expect(many.rows).toBeLessThan(200_000);
  expect(await estimate({ filters: { symbol: 'SPX' } })).toMatchObject({ rows: 5_000, exact: true });
  const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:11:00Z' };
  expect(await estimate({ range })).toMatchObject({ rows: 20, exact: true });
  const other = '01900000-0000-7000-8000-000000000002';
  const posts = datasets.filter(({ name }) => name === 'posts');
  expect(await estimateExport(fixture.em(), posts, specOf({ dataset: 'posts' }), other)).toMatchObject({
    rows: 0,
    bytes: 0,
  });
});
