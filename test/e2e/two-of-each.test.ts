import { afterEach, expect, test } from '@jest/globals';
import { type ApiClient, createApiClient } from '../../client/client.ts';
import { welcomeTo } from '../support/http.ts';
import { type Program, startApi, startWorker } from '../support/programs.ts';
import { ledgerCounts, type System, startSystem, until } from '../support/system.ts';

let system: System;
const others: Program[] = [];
afterEach(async () => {
  await Promise.all(others.splice(0).map((program) => program.kill()));
  await system.stop();
});

test('two APIs and two workers on one database send nothing twice and share keys and limits', async () => {
  // On a busy machine a request may wait longer for a connection than programs are ready to.
  system = await startSystem({ env: { RATE_LIMIT_FACTOR: '1', DATABASE_ACQUIRE_TIMEOUT_MS: '60000' } });
  const api2 = await startApi(system.env);
  const worker2 = await startWorker(system.env);
  others.push(api2, worker2);
  await Promise.all([api2.ready(), worker2.ready()]);
  const apis = [system.api.url, api2.url];
  const token = await system.adminToken();
  const clients = apis.map((baseUrl) => createApiClient({ baseUrl, token: () => token }));
  const clientOf = (i: number) => clients[i % 2] as ApiClient;

  // The same key at both APIs at once: one mail, one answer.
  const twins = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      clientOf(i).POST('/api/email/send', {
        body: welcomeTo('twin@example.test'),
        headers: { 'Idempotency-Key': 'the-same-key' },
      }),
    ),
  );
  expect(new Set(twins.map((answer) => answer.response.status))).toEqual(new Set([202]));
  expect(new Set(twins.map((answer) => answer.data?.id)).size).toBe(1);

  const addresses = Array.from({ length: 200 }, (_, i) => `reader-${i}@example.test`);
  const queue = addresses.entries();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const [i, address] of queue) {
        const { response } = await clientOf(i).POST('/api/email/send', { body: welcomeTo(address) });
        expect(response.status).toBe(202);
      }
    }),
  );
  await system.sink.untilAccepted([...addresses, 'twin@example.test'], 120_000);
  await until(async () => (await ledgerCounts(system.em())).open === 0, 30_000, 'all written as sent');
  expect(system.sink.arrivals).toHaveLength(201);
  expect(await ledgerCounts(system.em())).toEqual({ sent: 201, open: 0, uncertain: 0 });

  // One budget for both: 600 reads a minute, however they are spread.
  const statuses: number[] = [];
  for (let i = 0; i < 1_400 && !statuses.includes(429); i += 20) {
    const round = await Promise.all(
      Array.from({ length: 20 }, (_, j) => clientOf(j).GET('/api/jobs', { params: { query: { limit: 1 } } })),
    );
    statuses.push(...round.map((answer) => answer.response.status));
  }
  expect(statuses).toContain(429);
}, 300_000);
