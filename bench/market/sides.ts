import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const CHUNK_BYTES = 65_536;

/** A table as `price` is, for rows that no one checks and no one listens to. */
export const BASELINE_TABLE = `
  create table bench_price (asset_id int not null, at timestamptz not null, price float8 not null,
    open float8, high float8, low float8, volume float8, primary key (asset_id, at))`;

async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** Milliseconds of a plain `COPY`, committed. */
export async function copy(client: pg.Client, rows: Buffer): Promise<number> {
  const chunks = Array.from({ length: Math.ceil(rows.length / CHUNK_BYTES) }, (_, index) =>
    rows.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
  );
  const statement = 'copy bench_price (asset_id, at, price, open, high, low, volume) from stdin (format csv)';
  return await timed(() => pipeline(Readable.from(chunks), client.query(copyFrom(statement))));
}

export interface Ingested {
  inserted: number;
  unchanged: number;
}

/** Milliseconds of a request, from its first byte to the end of the answer. @throws unless it was answered as expected */
export async function ingest(url: string, token: string, rows: Buffer, expected: Ingested): Promise<number> {
  return await timed(async () => {
    const post = request(`${url}/api/market/prices`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv', 'content-length': rows.length },
    });
    post.end(rows);
    const [response] = (await once(post, 'response')) as [IncomingMessage];
    const text = (await response.toArray()).join('');
    const { inserted, unchanged } = JSON.parse(text) as Ingested;
    if (inserted !== expected.inserted || unchanged !== expected.unchanged) throw new Error(text);
  });
}
