import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Snapshot, withSnapshot } from '../../../src/platform/db/copy-out.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

function inSnapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const signal = new AbortController().signal;
  return withSnapshot({ databaseUrl: database.url, settings: new Map(), timeZone: 'UTC', signal }, work);
}

async function read(
  snapshot: Snapshot,
  query: string,
  pauseMs = 0,
): Promise<{ text: string; rows: number; told: number }> {
  let told = 0;
  const out = snapshot.copy(`copy (${query}) to stdout`, (rows) => {
    told = rows;
  });
  const chunks: Buffer[] = [];
  for await (const chunk of out) {
    chunks.push(chunk as Buffer);
    if (pauseMs > 0) await sleep(pauseMs);
  }
  await snapshot.settled();
  return { text: Buffer.concat(chunks).toString(), rows: out.rowCount, told };
}

test.each([
  ['no row', 'select 1 where false', 0],
  ['one row', 'select 1', 1],
  [
    'rows of any length, cut anywhere by the network',
    "select n || repeat('x', n % 777) from generate_series(1, 50000) n",
    50_000,
  ],
  ['a row of megabytes', "select repeat('ä', 3000000)", 1],
  ['rows without a byte', "select '' from generate_series(1, 1000)", 1_000],
])('%s comes as Postgres wrote it, and is counted', async (_what, query, count) => {
  await inSnapshot(async (snapshot) => {
    const { text, rows, told } = await read(snapshot, query);
    const [wanted] = await snapshot.query<{ text: string | null }>(
      `select string_agg(line || chr(10), '' order by at) as text
       from (select line::text, row_number() over () as at from (${query}) as one(line)) as numbered`,
    );
    expect([rows, told]).toEqual([count, count]);
    expect(text).toBe(wanted?.text ?? '');
  });
});

test('a slow reader gets all of it, and the next statement its answer', async () => {
  await inSnapshot(async (snapshot) => {
    const { text, rows } = await read(snapshot, "select repeat('y', 1000) from generate_series(1, 5000)", 2);
    expect([rows, text.length]).toEqual([5_000, 5_005_000]);
    expect(await snapshot.query('select 7 as n')).toEqual([{ n: 7 }]);
  });
});

test('an error among the rows ends the stream with it', async () => {
  const failed = inSnapshot((snapshot) => read(snapshot, 'select 1 / (5000 - n) from generate_series(1, 10000) n'));
  await expect(failed).rejects.toThrow('division by zero');
  await expect(inSnapshot((snapshot) => read(snapshot, 'select nothing'))).rejects.toThrow('does not exist');
});

test('a connection that is lost among the rows ends the stream with an error', async () => {
  const lost = inSnapshot(async (snapshot) => {
    const out = snapshot.copy("copy (select repeat('z', 1000) from generate_series(1, 1000000)) to stdout");
    for await (const _chunk of out) {
      await inSnapshot((other) =>
        other.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vibe-export' and pid <> pg_backend_pid() and datname = current_database()",
        ),
      );
      await sleep(20);
    }
  });
  await expect(lost).rejects.toThrow(/terminat/);
});
