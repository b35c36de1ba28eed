import { expect, test } from '@jest/globals';
import pino from 'pino';
import { startLoop } from '../../src/platform/loop.ts';
import { until } from '../support/system.ts';

const lines: Record<string, unknown>[] = [];
const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
const forEver = () => new Promise<never>(() => undefined);

test('a round that never ends is given up, and the next one is started', async () => {
  const signals: AbortSignal[] = [];
  const loop = startLoop({
    name: 'hanging',
    intervalMs: 1,
    deadlineMs: 50,
    logger,
    round: (signal) => {
      signals.push(signal);
      return signals.length === 1 ? forEver() : Promise.resolve(false);
    },
  });
  await until(async () => signals.length > 1, 60_000, 'another round');
  expect(signals[0]?.aborted).toBe(true);
  expect(lines.at(-1)).toMatchObject({ loop: 'hanging', err: { message: 'given up: not done within 50 ms' } });
  await loop.stop();
});

test('a loop that is stopped tells its round, and waits for what the round still has to do', async () => {
  const order: string[] = [];
  const loop = startLoop({
    name: 'obedient',
    intervalMs: 1,
    logger,
    round: (signal) =>
      new Promise((resolve) => {
        order.push('begun');
        signal.addEventListener('abort', () => {
          order.push('told');
          resolve(true);
        });
      }),
  });
  await until(async () => order.includes('begun'), 60_000, 'a round');
  await loop.stop();
  expect(order).toEqual(['begun', 'told']);
});

test('a loop stops although its round hears no signal', async () => {
  let rounds = 0;
  const loop = startLoop({
    name: 'deaf',
    intervalMs: 1,
    stopGraceMs: 20,
    logger,
    round: () => {
      rounds += 1;
      return forEver();
    },
  });
  await until(async () => rounds === 1, 60_000, 'a round');
  await loop.stop();
  expect(lines.at(-1)).toMatchObject({ loop: 'deaf', err: { message: 'given up: did not stop within 20 ms' } });
  expect(rounds).toBe(1);
});
