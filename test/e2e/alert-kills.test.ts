import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '../../src/platform/db/ids.ts';
import { row, rows } from '../../src/platform/db/sql.ts';
import { type Drama, giveDrama, naiveDrama } from '../features/market/alerts/drama.ts';
import { type System, startSystem, until } from '../support/system.ts';
import { addUsers } from '../support/users.ts';

let system: System;
let drama: Drama;

beforeAll(async () => {
  // Mails are another test's matter: they are gathered for longer than this one takes.
  system = await startSystem({ env: { NOTIFICATIONS_GROUP_MS: '3600000' } });
  const owners = Array.from({ length: 100 }, (_, i) => ({ id: newId(), name: `Owner ${i}` }));
  await addUsers(system.em(), owners);
  const size = { assets: 40, alerts: 10_000, ticks: 300 };
  drama = await giveDrama(
    system.em(),
    size,
    owners.map(({ id }) => id),
  );
});
afterAll(() => system.stop());

const count = async (query: ReturnType<typeof sql>) => (await row<{ n: number }>(system.em(), query))?.n ?? 0;
const notified = () => count(sql`select count(*)::int as n from notification where kind = 'price_alert'`);

function csvOf(batch: Drama['batches'][number]): string {
  const lines = [...batch].flatMap(([assetId, ticks]) =>
    ticks.map(({ at, price }) => `${drama.symbols.get(assetId)},${new Date(at).toISOString()},${price}`),
  );
  return ['symbol,at,price', ...lines].join('\n');
}

async function send(token: string, csv: string): Promise<void> {
  const response = await fetch(`${system.api.url}/api/market/prices`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body: csv,
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  await response.body?.cancel();
}

test('ten thousand alerts: every crossing is told exactly once although the worker is killed four times', async () => {
  const expected = naiveDrama(drama);
  const token = await system.adminToken();
  const ingesting = (async () => {
    // Every batch twice, as a client would that lost the answer.
    for (const batch of drama.batches) for (let i = 0; i < 2; i += 1) await send(token, csvOf(batch));
  })();
  const reached: number[] = [];
  for (const part of [0.1, 0.3, 0.5, 0.8]) {
    await until(async () => (await notified()) >= expected.length * part, 120_000, `${part} of the crossings told`);
    reached.push(await notified());
    await system.killWorker();
  }
  await ingesting;
  const open = sql`select count(*)::int as n from job where type = 'price_alerts' and status in ('queued', 'running')`;
  await until(async () => (await count(open)) === 0, 180_000, 'every job ended');
  const told = await rows<{ key: string }>(
    system.em(),
    sql`select f.alert_id || ' ' || (extract(epoch from f.at) * 1000)::bigint as key
        from notification n join price_alert_firing f on n.once_key = 'price_alert:' || f.id`,
  );
  process.stdout.write(
    `alerts: ${expected.length} crossings, killed after ${reached.join(', ')}, ${told.length} told\n`,
  );
  expect(told.map(({ key }) => key).sort()).toEqual(expected);
  expect(await notified()).toBe(expected.length);
  // A notification is unique by its key; events would be there twice.
  expect(await count(sql`select count(*)::int as n from event where name = 'alert.fired'`)).toBe(expected.length);
  const jobs = await rows<{ status: string; again: boolean }>(
    system.em(),
    sql`select status, bool_or(attempts > 1) as again from job where type = 'price_alerts' group by status`,
  );
  expect(jobs).toEqual([{ status: 'succeeded', again: true }]);
}, 400_000);
