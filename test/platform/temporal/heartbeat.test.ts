import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { withHeartbeat } from '../../../src/platform/temporal/heartbeat.ts';

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
});
afterAll(async () => {
  await Runtime.instance().shutdown();
});

function environment() {
  const mock = new MockActivityEnvironment();
  let beats = 0;
  mock.on('heartbeat', () => {
    beats += 1;
  });
  return { mock, beats: () => beats };
}

test('an activity that hangs is given up and told so, and sends no further heartbeat', async () => {
  const { mock, beats } = environment();
  let told: AbortSignal | undefined;
  const hanging = mock.run(() =>
    withHeartbeat((context) => {
      told = context.cancellationSignal;
      return new Promise<never>(() => undefined);
    }, 1),
  );
  await expect(hanging).rejects.toMatchObject({ type: 'no_progress', nonRetryable: false });
  expect(told?.aborted).toBe(true);
  const before = beats();
  await delay(2_500);
  expect(beats()).toBe(before);
}, 60_000);

test('an activity that makes progress sends heartbeats for longer than it may stand still', async () => {
  const { mock, beats } = environment();
  const done = await mock.run(() =>
    withHeartbeat(async (context) => {
      for (let page = 0; page < 25; page += 1) {
        await delay(200);
        context.heartbeat();
      }
      return context.info.attempt;
    }, 3_000),
  );
  expect(done).toBe(1);
  expect(beats()).toBeGreaterThanOrEqual(25);
}, 60_000);

test('a slow activity that does not stand still for too long sends heartbeats between its pages', async () => {
  const { mock, beats } = environment();
  await mock.run(() => withHeartbeat(() => delay(5_000), 60_000));
  expect(beats()).toBeGreaterThanOrEqual(1);
}, 60_000);

test('a cancellation reaches the work as before', async () => {
  const { mock } = environment();
  const run = mock.run(() =>
    withHeartbeat(async ({ cancellationSignal }) => {
      mock.cancel();
      await delay(10_000, undefined, { signal: cancellationSignal }).catch(() => undefined);
      return cancellationSignal.aborted;
    }),
  );
  expect(await run).toBe(true);
}, 60_000);
