import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readinessOf } from '../../../src/platform/http/readiness.ts';
import { pollingReadiness, shownReadiness } from '../../../src/platform/readiness-checks.ts';
import { serveWorkerHealth, type WorkerHealth } from '../../../src/platform/temporal/worker-health.ts';

const state = { polls: true, answers: true };
let health: WorkerHealth;
beforeAll(async () => {
  const check = async () => {
    if (!state.answers) throw new Error('away');
  };
  const checks = [
    pollingReadiness(() => state.polls),
    shownReadiness({ name: 'postgres', check }),
    shownReadiness({ name: 'smtp', check: () => Promise.resolve() }, 60_000),
    shownReadiness({ name: 'storage', check: () => new Promise<never>(() => undefined) }),
  ];
  health = await serveWorkerHealth('127.0.0.1', 0, {
    readiness: () => readinessOf(checks, () => undefined)(),
    metrics: (authorization) => Promise.resolve(authorization === 'Bearer good' ? 'a 1\n' : null),
  });
});
afterAll(() => health.close());

async function ask(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`http://127.0.0.1:${health.port}${path}`, { headers });
  return { status: answer.status, text: await answer.text() };
}
async function askJson(path: string) {
  const { status, text } = await ask(path);
  return { status, body: JSON.parse(text) as { status: string; checks?: Record<string, { status: string }> } };
}

test('the worker is ready while it polls, and names what it depends on as passing, failing or unknown', async () => {
  Object.assign(state, { polls: true, answers: false });
  const { status, body } = await askJson('/readyz');
  expect([status, body.status]).toEqual([200, 'ready']);
  expect(Object.entries(body.checks ?? {}).map(([name, { status: found }]) => [name, found])).toEqual([
    ['task-queues', 'pass'],
    ['postgres', 'fail'],
    ['smtp', 'pass'],
    ['storage', 'unknown'],
  ]);
});

test('a worker that does not poll is not ready; it is alive, and says so in any case', async () => {
  Object.assign(state, { polls: false, answers: true });
  expect(await askJson('/readyz')).toMatchObject({ status: 503, body: { status: 'unready' } });
  expect(await askJson('/livez')).toEqual({ status: 200, body: { status: 'ok' } });
  expect(await askJson('/api/health')).toMatchObject({ status: 200, body: { status: 'degraded' } });
});

test('metrics are for callers with the token, and other paths are not there', async () => {
  expect((await ask('/metrics')).status).toBe(401);
  expect(await ask('/metrics', { authorization: 'Bearer good' })).toEqual({ status: 200, text: 'a 1\n' });
  expect((await ask('/')).status).toBe(404);
});

test('a dependency that counts connections is asked seldom', async () => {
  let asked = 0;
  const count = async () => {
    asked += 1;
  };
  const { check } = shownReadiness({ name: 'smtp', check: count }, 60_000);
  for (let round = 0; round < 3; round += 1) await check(AbortSignal.timeout(1_000));
  expect(asked).toBe(1);
});
