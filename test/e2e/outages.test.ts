import { afterEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { median } from '../../bench/support/figures.ts';
import { entities } from '../../src/composition/entities.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { rows } from '../../src/platform/db/sql.ts';
import { testDatabaseConfig } from '../support/database.ts';
import { ask, welcomeTo } from '../support/http.ts';
import { type OwnServer, startOwnPostgres, startOwnTemporal } from '../support/servers.ts';
import { ledgerCounts, type System, startSystem, until } from '../support/system.ts';

let system: System | undefined;
let server: OwnServer | undefined;
afterEach(async () => {
  await system?.stop();
  await server?.dispose();
  system = undefined;
  server = undefined;
});

async function send(api: string, token: string, address: string) {
  return await ask('POST', `${api}/api/email/send`, { token, body: welcomeTo(address) });
}

describe('while Temporal is away', () => {
  test('while Temporal is away mail is accepted as fast as otherwise, and goes out when Temporal is back', async () => {
    server = await startOwnTemporal();
    system = await startSystem({ temporal: server.address });
    const { api, sink, em } = system;
    const token = await system.adminToken();
    const usual: number[] = [];
    for (let i = 0; i < 20; i += 1) usual.push((await send(api.url, token, `before-${i}@example.test`)).ms);
    await server.stop();
    const away: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      const answer = await send(api.url, token, `during-${i}@example.test`);
      expect(answer.status).toBe(202);
      away.push(answer.ms);
    }
    // Not a benchmark: it tells an answer that waits for Temporal (2 s at least) from one that does not.
    expect(median(away)).toBeLessThan(median(usual) + 1_500);
    expect((await ask('GET', `${api.url}/readyz`)).status).toBe(200);
    await server.start();
    const all = ['before', 'during'].flatMap((when) =>
      Array.from({ length: 20 }, (_, i) => `${when}-${i}@example.test`),
    );
    await sink.untilAccepted(all, 90_000);
    await until(async () => (await ledgerCounts(em())).open === 0, 60_000, 'all written as sent');
    expect(await ledgerCounts(em())).toEqual({ sent: 40, open: 0, uncertain: 0 });
    expect(sink.arrivals).toHaveLength(40);
  }, 240_000);

  test('a Temporal server that is killed in the middle of a thousand mails loses none', async () => {
    server = await startOwnTemporal();
    system = await startSystem({ temporal: server.address });
    const { api, sink } = system;
    const token = await system.adminToken();
    const addresses = Array.from({ length: 1_000 }, (_, i) => `reader-${i}@example.test`);
    const queue = addresses.values();
    const requesting = Promise.all(
      Array.from({ length: 10 }, async () => {
        for (const address of queue) expect((await send(api.url, token, address)).status).toBe(202);
      }),
    );
    for (const part of [200, 500]) {
      await until(async () => sink.accepted.size >= part, 120_000, `${part} mails`);
      server.kill();
    }
    await requesting;
    await sink.untilAccepted(addresses, 240_000);
    const duplicates = sink.arrivals.length - sink.accepted.size;
    process.stdout.write(`Temporal killed twice: 1000 accepted, 0 lost, ${duplicates} duplicates\n`);
    expect(duplicates).toBe(0);
  }, 400_000);
});

describe('while Postgres is away', () => {
  test('while Postgres is away requests get 503 with Retry-After, the process lives, and it recovers by itself', async () => {
    server = await startOwnPostgres();
    const orm = createOrm(testDatabaseConfig(server.address), entities);
    await orm.migrator.up();
    await orm.close(true);
    system = await startSystem({ databaseUrl: server.address });
    const { api, sink } = system;
    const token = await system.adminToken();
    await system.orm.close(true);
    await server.stop();

    const refused = await send(api.url, token, 'refused@example.test');
    expect(refused.status).toBe(503);
    expect(refused.body).toMatchObject({ status: 503, code: 'database_unavailable' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('GET', `${api.url}/livez`)).status).toBe(200);
    await until(async () => (await ask('GET', `${api.url}/readyz`)).status === 503, 10_000, 'not ready');
    expect((await ask('GET', `${api.url}/readyz`)).body).toMatchObject({
      checks: { postgres: { status: expect.stringMatching(/fail|unknown/) }, temporal: { status: 'pass' } },
    });

    await server.start();
    await until(async () => (await ask('GET', `${api.url}/readyz`)).status === 200, 30_000, 'ready again');
    expect((await send(api.url, token, 'accepted@example.test')).status).toBe(202);
    await sink.untilAccepted(['accepted@example.test'], 60_000);
    expect(sink.accepted.has('refused@example.test')).toBe(false);
  }, 240_000);
});

describe('while every connection of the API is in use', () => {
  test('it is measured as that, and not as an outage of Postgres', async () => {
    system = await startSystem({ env: { DATABASE_POOL_MAX: '2', DATABASE_ACQUIRE_TIMEOUT_MS: '500' } });
    const { api, em, env } = system;
    const token = await system.adminToken();
    const holder = new pg.Client(env.DATABASE_URL);
    await holder.connect();
    await holder.query('begin; lock table watchlist in access exclusive mode');
    const statuses: number[] = [];
    const waiting = Array.from({ length: 4 }, async () => {
      statuses.push((await ask('GET', `${api.url}/api/watchlists`, { token })).status);
    });
    // Two wait for the table and hold both connections, two get none.
    await until(async () => statuses.length === 2, 30_000, 'two are refused');
    const refusedAt = new Date();
    const measured = sql`select 1 from metric_sample s join instance i on i.id = s.instance_id, jsonb_path_query(s.figures, '$.gauges') g
      where i.kind = 'api' and s.at > ${refusedAt} and g ->> 'vibe_db_pool_connections{state="used"}' = '2'
        and g ->> 'vibe_dependency_up{dependency="postgres"}' = '1'`;
    await until(async () => (await rows(em(), measured)).length > 0, 30_000, 'a sample that shows it');
    await holder.end();
    await Promise.all(waiting);
    expect(statuses).toEqual([503, 503, 200, 200]);
  }, 120_000);
});
