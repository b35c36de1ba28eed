import { buffer } from 'node:stream/consumers';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { sql } from 'kysely';
import type { ExportSpec } from '../../../src/features/exports/exports.contract.ts';
import { run } from '../../../src/platform/db/sql.ts';
import { addPrices, createExportsFixture, type ExportsFixture, stateOf } from './support.ts';

let fixture: ExportsFixture;
beforeAll(async () => {
  fixture = await createExportsFixture();
  await addPrices(fixture.em(), 12_000);
  await run(fixture.em(), sql`update price set open = 1.25 where asset_id = 1`);
});
afterAll(() => fixture.close());

async function exported(spec: Partial<ExportSpec>): Promise<ArrayBuffer> {
  const fence = await fixture.ask({ ...spec, format: 'parquet' });
  await fixture.write(fence);
  const { object_key: key } = await stateOf(fixture.em(), fence.jobId);
  const object = await fixture.storage.get(String(key));
  if (object.outcome !== 'found') throw new Error('no object');
  expect(object.contentType).toBe('application/vnd.apache.parquet');
  return new Uint8Array(await buffer(object.body)).buffer;
}

const rowsOf = (file: ArrayBuffer) =>
  parquetReadObjects({ file, compressors: { ZSTD: (bytes) => new Uint8Array(zstdDecompressSync(bytes)) } });

test('rows of several groups have typed values, compressed by zstd', async () => {
  const file = await exported({ timeZone: 'Asia/Tokyo' });
  const rows = await rowsOf(file);
  expect(rows).toHaveLength(24_000);
  // A zone changes no instant.
  const first = { symbol: 'NVDA', at: new Date('2026-01-01T00:01:00Z'), price: 0.37, open: 1.25, high: null };
  expect(rows[0]).toMatchObject(first);
  expect(rows.at(-1)).toMatchObject({
    symbol: 'SPX',
    at: new Date('2026-01-09T08:00:00Z'),
    open: null,
    volume: 12_000,
  });
  const { row_groups: groups, schema } = parquetMetadata(file);
  expect(groups.map(({ num_rows: count }) => Number(count))).toEqual([10_000, 10_000, 4_000]);
  expect(groups.flatMap(({ columns }) => columns.map((one) => one.meta_data?.codec))).toEqual(Array(24).fill('ZSTD'));
  expect(schema.find(({ name }) => name === 'at')?.logical_type).toEqual({
    type: 'TIMESTAMP',
    isAdjustedToUTC: true,
    unit: 'MILLIS',
  });
});

test('texts and JSON of all scripts come back, whole numbers beyond 2^53 among them', async () => {
  const properties = ['Grüße "Ωμέγα" Жизнь', '', '=1+1', '漢字 🎉', '\u0001\\N'].map((text) => ({ text }));
  const documents = [...properties.map((one) => JSON.stringify(one)), '{"n": 9007199254740993}'];
  await run(
    fixture.em(),
    sql`insert into event (id, name, user_id, properties)
        select uuidv7(n * interval '1 second'), 'post.created', null, document::jsonb
        from unnest(${documents}::text[]) with ordinality as t(document, n)`,
  );
  const rows = await rowsOf(await exported({ dataset: 'all-events', columns: ['name', 'userId', 'properties'] }));
  // This reader leaves the type JSON as its text, so no digit is lost.
  const texts = rows.map((row) => String(row.properties));
  expect(texts.slice(0, -1).map((text) => JSON.parse(text))).toEqual(properties);
  expect(texts.at(-1)).toBe('{"n": 9007199254740993}');
  expect(rows.every(({ name, userId }) => name === 'post.created' && userId === null)).toBe(true);
});

test('an export without rows makes a file with its columns', async () => {
  const file = await exported({ filters: { symbol: 'NONE' }, columns: ['symbol', 'price'] });
  expect(await rowsOf(file)).toEqual([]);
  expect(parquetMetadata(file).schema.map(({ name }) => name)).toEqual(['root', 'symbol', 'price']);
});
