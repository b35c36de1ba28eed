import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createApiClient } from '../../client/client.ts';
import { eraseSteps } from '../../src/composition/erase-steps.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { row, run } from '../../src/platform/db/sql.ts';
import { createStorage } from '../../src/platform/storage/create-storage.ts';
import { wrongCounters } from '../features/community/counters.ts';
import { BELONGINGS, countsToCome, giveBelongings } from '../support/belongings.ts';
import { startWorker } from '../support/programs.ts';
import { type System, signUp, startSystem, until } from '../support/system.ts';
import { tracesOf } from '../support/traces.ts';

const KILLS = 4;
/** Makes a page last long enough for a kill to find it under way. */
const PAGE_MS = 250;

let system: System;
afterEach(() => system.stop());

async function slowDown(table: string): Promise<void> {
  const em = system.em();
  const seconds = sql.raw(String(PAGE_MS / 1_000));
  await run(
    em,
    sql`create or replace function dawdle() returns trigger language plpgsql as $$ begin
          if (select count(*) from touched) > 50 then perform pg_sleep(${seconds}); end if; return null; end $$`,
  );
  for (const event of ['update', 'delete']) {
    await run(
      em,
      sql`create trigger ${sql.ref(`dawdle_${event}`)} after ${sql.raw(event)} on ${sql.table(table)}
          referencing old table as touched for each statement execute function dawdle()`,
    );
  }
}

async function countsOf(receiptId: string): Promise<Record<string, number>> {
  const receipt = await row<{ counts: Record<string, number> }>(
    system.em(),
    sql`select counts from account_deletion where id = ${receiptId}`,
  );
  return receipt?.counts ?? {};
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0);

test('a user with thousands of rows is erased although the worker is killed again and again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vibe-erasure-'));
  const env = {
    AUTH_CACHE_TTL_MS: '0',
    HTTP_ANSWER_TIMEOUT_MS: '5000',
    STORAGE_DIR: join(folder, 'storage'),
    UPLOAD_SPOOL_DIR: join(folder, 'spool'),
    UPLOAD_MIN_FREE_BYTES: '0',
  };
  const storage = createStorage(loadConfig(env).storage);
  system = await startSystem({ env });
  const em = system.em();
  const person = { displayName: 'Ottilie Verschwindibus', addresses: ['ottilie@example.test'] };
  const ottilie = await signUp(system.api.url, 'ottilie@example.test', person.displayName);
  const { id, email, password, token } = ottilie;
  const neighbour = await signUp(system.api.url, 'neighbour@example.test', 'Nanette Nachbar');
  const whoIs = { ...person, id };
  await until(async () => system.sink.accepted.size === 2, 30_000, 'both welcomed');
  for (const [token, words] of [
    [ottilie.token, person.displayName],
    [neighbour.token, 'Nanette Nachbar'],
  ] as const) {
    const form = new FormData();
    form.append('files', new File([`A letter of ${words}`], `${words}.txt`));
    const headers = { authorization: `Bearer ${token}` };
    const uploaded = await fetch(`${system.api.url}/api/files/upload`, { method: 'POST', headers, body: form });
    expect(uploaded.status).toBe(202);
  }
  const ready = () => row<{ all: boolean }>(em, sql`select bool_and(status = 'ready') as all from file`);
  await until(async () => (await ready())?.all === true, 60_000, 'both letters processed');
  expect((await tracesOf(em, whoIs, storage)).filter((trace) => trace.startsWith('storage'))).toHaveLength(1);
  // Nothing is erased yet while it is counted what there is.
  await system.worker.kill('SIGKILL');
  await giveBelongings(em, whoIs);
  for (const table of ['event', 'email_message', 'job', 'user_session']) await slowDown(table);

  const api = createApiClient({ baseUrl: system.api.url, token: () => token });
  const { data: asked, response } = await api.DELETE('/api/users/{userId}', {
    params: { path: { userId: id } },
    body: { currentPassword: password },
  });
  expect(response.status).toBe(202);
  if (!asked) throw new Error('no receipt');
  const expected: Record<string, number> = { 'accounts.profile': 1 };
  Object.assign(expected, await countsToCome(em, eraseSteps, id));
  // The farewell, once it is sent.
  expected['email.messages'] = (expected['email.messages'] ?? 0) + 1;

  system.worker = await startWorker(system.env);
  for (let kill = 1, seen = 1; kill <= KILLS; kill += 1) {
    const goneOn = async () => total(await countsOf(asked.id)) > seen;
    await until(goneOn, 90_000, `it goes on before kill ${kill}`);
    await delay((kill * PAGE_MS) / (KILLS + 1)); // each at another moment of a page
    await system.killWorker();
    seen = total(await countsOf(asked.id));
    expect(seen).toBeLessThan(total(expected));
  }
  const path = { token: asked.receiptToken };
  const receipt = async () =>
    (await createApiClient({ baseUrl: system.api.url }).GET('/api/account-deletions/{token}', { params: { path } }))
      .data;
  await until(async () => (await receipt())?.status === 'completed', 180_000, 'completed');

  expect(Object.fromEntries(((await receipt())?.steps ?? []).map(({ name, count }) => [name, count]))).toEqual(
    expected,
  );
  for (const step of new Set(BELONGINGS.map((one) => one.step))) {
    const rows = BELONGINGS.filter((one) => one.step === step).reduce((sum, one) => sum + one.rows, 0);
    expect(expected[step]).toBeGreaterThanOrEqual(rows);
  }
  expect(await tracesOf(em, whoIs, storage)).toEqual([]);
  expect(await wrongCounters(em)).toEqual([]);
  // A mail whose answer was lost with a worker comes again, under the same Message-ID.
  const arrived = system.sink.arrivals.filter(({ to }) => to === email);
  expect(new Set(arrived.map(({ messageId }) => messageId)).size).toBe(2);
  // Nobody else was touched.
  const next = { id: neighbour.id, displayName: 'Nanette Nachbar', addresses: [neighbour.email] };
  const traces = await tracesOf(em, next, storage);
  expect(traces.map((trace) => trace.split(':')[0])).toEqual(
    expect.arrayContaining([
      'storage',
      'app_user.email',
      'email_message.to_address',
      'event.user_id',
      'user_session.user_id',
    ]),
  );
  const { data: deletions } = await (await system.admin()).GET('/api/account-deletions', {});
  expect(deletions?.data).toMatchObject([{ id: asked.id, userId: id, status: 'completed', jobStatus: 'succeeded' }]);
  process.stdout.write(`worker killed ${KILLS} times: ${total(expected)} things erased, each counted once\n`);
  storage.close();
  await rm(folder, { recursive: true });
}, 600_000);
