import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import pg from 'pg';
import { MEMORY_ENVIRONMENT, memoryFlags } from '../../dev/program-memory.ts';
import { createDatabase } from '../../test/support/database.ts';
import { fillRows, ROW_ID, SESSION_ID } from '../http/rows.ts';
import { type Side, startSide } from '../http/side.ts';
import { signToken } from '../http/token.ts';
import { heldBy } from '../memory/processes.ts';
import { type Figure, figure, median } from '../support/figures.ts';

/** An authorised read of one row by the platform, watched as an API is, and not watched, in turns. */

const CONNECTIONS = 20;
const SECONDS = 3;
const ROUNDS_A_START = 3;

async function load(side: Side, token: string, duration: number): Promise<number> {
  const result = await autocannon({
    url: `${side.url}/api/rows/${ROW_ID}`,
    connections: CONNECTIONS,
    duration,
    headers: { authorization: `Bearer ${token}` },
  });
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
  return result.requests.total / result.duration;
}

/** Samples that the watched side has written: without any nothing was measured. */
async function countSamples(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query('select count(*)::int as count from metric_sample');
  await client.end();
  return rows[0].count;
}

/** @param starts of both sides: the memory of a process differs from one start to the next */
export async function benchOverhead(starts: number): Promise<Figure[]> {
  const database = await createDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'bench-monitoring-'));
  const env = {
    ...MEMORY_ENVIRONMENT,
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS ?? '',
    PORT: '0',
    RATE_LIMIT_FACTOR: '100000',
  };
  const start = (name: string, more: Record<string, string>) =>
    startSide('ours.ts', { ...env, ...more }, { logs: join(folder, `${name}.log`), nodeFlags: memoryFlags('api') });
  const rates = { on: [] as number[], off: [] as number[] };
  const megabytes = { on: [] as number[], off: [] as number[] };
  try {
    await fillRows(database.url);
    const token = await signToken('01980000-0000-7000-8000-00000000cccc', SESSION_ID);
    for (let n = 0; n < starts; n += 1) {
      const sides = { on: await start('on', { BENCH_MONITORING: 'on' }), off: await start('off', {}) };
      for (const side of [sides.on, sides.off]) await load(side, token, 2);
      for (let round = 0; round < ROUNDS_A_START; round += 1) {
        const order = (n + round) % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const);
        for (const name of order) rates[name].push(await load(sides[name], token, SECONDS));
      }
      for (const name of ['on', 'off'] as const) megabytes[name].push((await heldBy(sides[name].pid)).rss);
      await Promise.all([sides.on.stop(), sides.off.stop()]);
    }
    if ((await countSamples(database.url)) < starts) throw new Error('the watched side wrote no samples');
    const rounds = rates.on.length;
    return [
      figure('overhead: authorised reads, watched and not', 'requests/s', median(rates.on), median(rates.off), rounds),
      figure('overhead: memory, watched and not', 'MiB', median(megabytes.on), median(megabytes.off), starts),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  }
}
