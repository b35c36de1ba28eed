import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { createDatabase } from '../../test/support/database.ts';
import { type Figure, figure, median, printFigures } from '../support/figures.ts';
import { fillRows, ROW_ID, SESSION_ID } from './rows.ts';
import { type Side, startSide } from './side.ts';
import { signToken } from './token.ts';

/**
 * `npm run bench:http [rounds] [seconds]`: an authorised read of one row, by the platform and by bare Koa + @koa/router + pg
 * with the same token check and the same tracing, in turns. Measured without exporting spans and with all spans exported.
 */

const [rounds = 7, seconds = 3] = process.argv.slice(2).map(Number);
const CONNECTIONS = 20;

async function load(side: Side, token: string, duration: number): Promise<number> {
  const url = `${side.url}/api/rows/${ROW_ID}`;
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration,
    headers: { authorization: `Bearer ${token}` },
  });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${result.non2xx} refused and ${result.errors} failed requests`);
  return result.requests.total / result.duration;
}

/** Takes spans and drops them, as cheaply as a collector on another machine would seem. */
async function startCollector(): Promise<{ url: string; close(): void }> {
  const server = createServer((req, res) => {
    req.resume().on('end', () => res.end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url, close };
}

async function compare(name: string, env: Record<string, string>, token: string, logs: string): Promise<Figure> {
  const ours = await startSide('ours.ts', env, { logs });
  const baseline = await startSide('baseline.ts', env);
  try {
    await load(ours, token, 2);
    await load(baseline, token, 2);
    const rates = { ours: [] as number[], baseline: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      // The side that goes first in a round finds the machine a little different: they take turns in that too.
      const order = round % 2 === 0 ? (['ours', 'baseline'] as const) : (['baseline', 'ours'] as const);
      for (const side of order) rates[side].push(await load(side === 'ours' ? ours : baseline, token, seconds));
    }
    return figure(name, 'requests/s', median(rates.ours), median(rates.baseline), rounds);
  } finally {
    await Promise.all([ours.stop(), baseline.stop()]);
  }
}

const database = await createDatabase();
const folder = mkdtempSync(join(tmpdir(), 'bench-http-'));
const collector = await startCollector();
try {
  await fillRows(database.url);
  const token = await signToken('01980000-0000-7000-8000-00000000cccc', SESSION_ID);
  const env = {
    DATABASE_URL: database.url,
    PORT: '0',
    // A limit that the load does not reach; leases stay as large as in production, so the queries for them are all there.
    RATE_LIMIT_FACTOR: '100000',
  };
  const logs = join(folder, 'requests.log');
  printFigures([
    await compare('authorised read', env, token, logs),
    await compare(
      'authorised read, spans exported',
      { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
      token,
      logs,
    ),
  ]);
} finally {
  collector.close();
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
}
