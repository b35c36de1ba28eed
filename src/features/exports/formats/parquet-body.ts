import { Readable } from 'node:stream';
import { constants, zstdCompressSync } from 'node:zlib';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ColumnType, DatasetColumn } from '../../../platform/datasets/dataset.ts';
import { columnsOf, copyJson, rowsQuery } from '../dataset-query.ts';
import type { Body, BodyOptions } from './body.ts';
import { type CellRow, JsonRows } from './json-rows.ts';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Rows that are encoded together, and kept in memory until then. */
const GROUP_ROWS = 10_000;

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;
const WHOLE = { type: 'INT64' } as const;

/** See "Logical Types" of the Parquet format. Its instants are in UTC, so the zone of the request changes nothing. */
const ELEMENTS: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  id: TEXT,
  text: TEXT,
  json: { type: 'BYTE_ARRAY', logical_type: { type: 'JSON' } },
  integer: WHOLE,
  bigint: WHOLE,
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  instant: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
};

type Encode = (value: Exclude<CellRow[string], null>) => unknown;

const asIs: Encode = (value) => value;

/** Converts the values of {@link JsonRows} to those of the writer. */
const ENCODERS: Readonly<Record<ColumnType, Encode>> = {
  id: asIs,
  text: asIs,
  json: (value) => new TextEncoder().encode(String(value)),
  integer: (value) => BigInt(value),
  bigint: (value) => BigInt(value),
  number: Number,
  boolean: asIs,
  instant: (value) => BigInt(Date.parse(String(value))),
};

function schemaOf(columns: readonly DatasetColumn[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...ELEMENTS[type] })),
  ];
}

/** Passes on what was written so far, so that at most one group is in memory. */
class Pages extends ByteWriter {
  take(): Buffer {
    const bytes = Buffer.from(this.getBytes());
    this.index = 0;
    return bytes;
  }
}

/** Apache Parquet with typed columns, compressed by zstd, in groups of {@link GROUP_ROWS} rows. */
export function parquetBody({ dataset, spec, snapshot, onRows }: BodyOptions): Body {
  const columns = columnsOf(dataset, spec.columns);
  const rows = new JsonRows(snapshot.copy(copyJson(rowsQuery(dataset, spec, 'cells'), '')));
  let written = 0;

  async function nextGroup(): Promise<unknown[][] | undefined> {
    const group = columns.map((): unknown[] => []);
    let length = 0;
    while (length < GROUP_ROWS) {
      const batch = await rows.next(GROUP_ROWS - length);
      if (batch.length === 0) break;
      length += batch.length;
      columns.forEach(({ name, type }, index) => {
        const [values, encode] = [group[index] as unknown[], ENCODERS[type]];
        for (const row of batch) {
          const value = row[name] ?? null;
          values.push(value === null ? null : encode(value));
        }
      });
    }
    written += length;
    return length === 0 ? undefined : group;
  }

  async function* bytes(): AsyncGenerator<Buffer> {
    const pages = new Pages();
    const file = new ParquetWriter({
      writer: pages,
      schema: schemaOf(columns),
      codec: 'ZSTD',
      compressors: { ZSTD: compress },
      kvMetadata: [{ key: 'dataset', value: dataset.name }],
      createdBy: 'vibe-trend-analyzer',
    });
    for (let group = await nextGroup(); group !== undefined; group = await nextGroup()) {
      await file.write({
        // The places of pages would be kept in memory until the end.
        columnData: columns.map(({ name }, index) => ({ name, data: group?.[index] as unknown[], offsetIndex: false })),
        rowGroupSize: GROUP_ROWS,
      });
      onRows(written);
      yield pages.take();
    }
    await file.finish();
    yield pages.take();
  }

  return {
    streams: [Readable.from(bytes(), { objectMode: false })],
    rows: () => written,
    cutCells: () => 0,
  };
}

function compress(page: Uint8Array): Uint8Array {
  return zstdCompressSync(page, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}
