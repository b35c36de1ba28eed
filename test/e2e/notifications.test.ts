import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createNotify } from '../../src/features/notifications/notify.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { row, rows, run } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { priceAlert } from '../support/notifications.ts';
import { type OwnServer, startOwnTemporal } from '../support/servers.ts';
import { type System, startSystem, until } from '../support/system.ts';
import { addUsers } from '../support/users.ts';

let system: System | undefined;
let server: OwnServer | undefined;
afterEach(async () => {
  await system?.stop();
  await server?.dispose();
  system = undefined;
  server = undefined;
});

/** New people, each with two alerts. @returns their addresses */
async function tellAlerts({ em, env }: System, people: number): Promise<string[]> {
  const users = Array.from({ length: people }, () => ({ id: newId(), name: 'Anna' }));
  await addUsers(em(), users);
  const notify = createNotify({ config: loadConfig(env) });
  await transact(em(), (tx) =>
    notify(
      tx,
      users.flatMap(({ id }) => [priceAlert(id, 'AAPL'), priceAlert(id, 'MSFT')]),
    ),
  );
  return users.map(({ id }) => `${id}@example.test`);
}

async function counts({ em }: System) {
  const found = await row<{ windows: number; mails: number; jobs: number; open: number }>(
    em(),
    sql`select (select count(*)::int from notification_window) as windows,
          (select count(*)::int from email_message) as mails,
          (select count(*)::int from job where type = 'notification') as jobs,
          (select count(*)::int from job where type = 'notification' and status in ('queued', 'running')) as open`,
  );
  if (!found) throw new Error('no counts');
  return found;
}

/** How many mails each address has in the ledger, as a set of the counts. */
async function mailsEach({ em }: System): Promise<number[]> {
  const found = await rows<{ n: number }>(
    em(),
    sql`select distinct count(*)::int as n from email_message group by to_address order by n`,
  );
  return found.map(({ n }) => n);
}

test('a worker killed while it writes a thousand mails writes each of them once', async () => {
  system = await startSystem();
  const running = system;
  const addresses = await tellAlerts(running, 1_000);
  expect(await counts(running)).toMatchObject({ windows: 1_000, mails: 0 });
  await run(running.em(), sql`update notification_window set due_at = now()`);
  for (const deadline = Date.now() + 60_000; (await counts(running)).mails === 0; await delay(10)) {
    if (Date.now() > deadline) throw new Error('no mail was written');
  }
  await running.worker.kill('SIGKILL');
  const inBetween = await counts(running);
  expect(inBetween.windows).toBeGreaterThan(0);
  expect(inBetween.windows + inBetween.mails).toBe(1_000);
  await running.killWorker();
  await until(async () => (await counts(running)).windows === 0, 120_000, 'all windows closed');
  expect(await counts(running)).toMatchObject({ mails: 1_000 });
  expect(await mailsEach(running)).toEqual([1]);
  await until(async () => (await counts(running)).open === 0, 60_000, 'the job ends');
  await running.sink.untilAccepted(addresses.slice(0, 50), 120_000);
}, 360_000);

test('while Temporal is away one job waits, what happens joins its mails, and they go out when it is back', async () => {
  server = await startOwnTemporal();
  system = await startSystem({
    temporal: server.address,
    env: { NOTIFICATIONS_GROUP_MS: '500', NOTIFICATIONS_BUCKET_MS: '500' },
  });
  const running = system;
  await server.stop();
  const before = await tellAlerts(running, 20);
  await until(async () => (await counts(running)).jobs === 1, 30_000, 'a delivery is asked for');
  await delay(3_000);
  const during = await tellAlerts(running, 20);
  expect(await counts(running)).toEqual({ windows: 40, mails: 0, jobs: 1, open: 1 });
  await server.start();
  await running.sink.untilAccepted([...before, ...during], 120_000);
  expect(await mailsEach(running)).toEqual([1]);
  expect(running.sink.arrivals).toHaveLength(40);
  await until(async () => (await counts(running)).open === 0, 60_000, 'every delivery ends');
}, 240_000);
