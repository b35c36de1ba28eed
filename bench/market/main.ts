import { sql } from 'kysely';
import pg from 'pg';
import { createApiClient } from '../../client/client.ts';
import { entities } from '../../src/composition/entities.ts';
import { seedAdmin } from '../../src/features/accounts/admin-seed.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { type Em, row, rows, run } from '../../src/platform/db/sql.ts';
import { createDatabase } from '../../test/support/database.ts';
import { temporalAddress } from '../../test/support/jobs.ts';
import { startApi } from '../../test/support/programs.ts';
import { ADMIN } from '../../test/support/system.ts';
import { type Figure, figure, median, printFigures } from '../support/figures.ts';
import { armAlerts } from './arm-alerts.ts';
import { type Batch, batchOf, FIRST_PRICE, ROWS, SYMBOLS } from './rows.ts';
import { BASELINE_TABLE, copy, ingest } from './sides.ts';

/**
 * `npm run bench:market [rounds] [alerts]`: prices sent to the real API over HTTP, with so many armed alerts looking at them, beside
 * a plain `COPY` of the same rows into an equal table of the same database, by turns. Each round sends its rows twice: new,
 * then known. Says on stderr what each took and how many alerts it set off.
 */

const [rounds = 7, alerts = 10_000] = process.argv.slice(2).map(Number);

async function makeAssets(em: Em): Promise<number[]> {
  await run(em, sql`insert into asset (symbol, name) select symbol, symbol from unnest(${SYMBOLS}::text[]) symbol`);
  const made = await rows<{ id: number }>(
    em,
    sql`select id from asset order by array_position(${SYMBOLS}::text[], symbol)`,
  );
  return made.map((asset) => asset.id);
}

async function countFirings(em: Em): Promise<number> {
  const counted = await row<{ count: number }>(em, sql`select count(*)::int as count from price_alert_firing`);
  return counted?.count ?? 0;
}

async function logIn(url: string): Promise<string> {
  const { data, error } = await createApiClient({ baseUrl: url }).POST('/api/auth/login', { body: ADMIN });
  if (!data) throw new Error(`log-in: ${error.status} ${error.detail}`);
  return data.accessToken;
}

const database = await createDatabase();
const env = {
  DATABASE_URL: database.url,
  TEMPORAL_ADDRESS: temporalAddress(),
  RATE_LIMIT_FACTOR: '100000',
  LOG_LEVEL: 'info',
  PROGRAM_OUTPUT: 'discard',
};
const orm = createOrm(loadConfig(env).db, entities);
const client = new pg.Client(database.url);
await client.connect();
await client.query(BASELINE_TABLE);
await seedAdmin(orm.em.fork(), ADMIN);
const assetIds = await makeAssets(orm.em.fork());
await armAlerts(
  orm.em.fork(),
  alerts,
  assetIds.map((id) => ({ id, price: FIRST_PRICE })),
);
const api = await startApi(env);
const times = { copied: [] as number[], inserted: [] as number[], repeated: [] as number[] };

async function ours(batch: Batch, token: string): Promise<[number, number]> {
  const inserted = await ingest(api.url, token, batch.forApi, { inserted: ROWS, unchanged: 0 });
  return [inserted, await ingest(api.url, token, batch.forApi, { inserted: 0, unchanged: ROWS })];
}

try {
  await api.ready();
  const token = await logIn(api.url);
  let firedBefore = 0;
  for (let round = -1; round < rounds; round += 1) {
    const batch = batchOf(round + 1, assetIds);
    // The side that goes first in a round finds the machine a little different: they take turns in that too.
    const first = round % 2 === 0 ? await ours(batch, token) : null;
    const copied = await copy(client, batch.forCopy);
    const [inserted, repeated] = first ?? (await ours(batch, token));
    const fired = await countFirings(orm.em.fork());
    process.stderr.write(
      `round ${round + 1}: ${[copied, inserted, repeated].map(Math.round).join(', ')} ms, ${fired - firedBefore} firings\n`,
    );
    firedBefore = fired;
    if (round === -1) continue; // warms up
    times.copied.push(copied);
    times.inserted.push(inserted);
    times.repeated.push(repeated);
  }
  const rate = (milliseconds: readonly number[]) => (ROWS / median(milliseconds)) * 1_000;
  const compare = (name: string, milliseconds: readonly number[]): Figure =>
    figure(name, 'rows/s', rate(milliseconds), rate(times.copied), rounds);
  printFigures([compare('market.ingest.new', times.inserted), compare('market.ingest.known', times.repeated)]);
} finally {
  await api.kill();
  await client.end();
  await orm.close(true);
  await database.drop();
}
