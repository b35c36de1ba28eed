import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { until } from '../../support/system.ts';
import { createRealtimeFixture, type RealtimeFixture } from './support.ts';

let app: RealtimeFixture;
beforeAll(async () => {
  app = await createRealtimeFixture({ env: { WS_MAX_SOCKETS_PER_USER: '100' } });
  app.rooms.set('1', new Set(['alice-id', 'bob-id']));
  await app.listening();
});
afterAll(() => app.close());

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const MEGABYTE = 1_048_576;
const EVENTS = 20;
/** Two megabytes at once. */
const burst = (n: number) =>
  Array.from({ length: EVENTS }, (_, i) => ({
    topic: 'room:1',
    type: 'big',
    data: { n: n * EVENTS + i, text: 'x'.repeat(100_000) },
  }));

test('readers that do not read are dropped, others get everything, and memory does not grow', async () => {
  const reading = await app.connect('alice');
  await reading.subscribe('room:1');
  const slow = await Promise.all(Array.from({ length: 20 }, () => app.connect('bob')));
  for (const client of slow) {
    await client.subscribe('room:1');
    client.ws.pause();
  }
  collect();
  const before = process.memoryUsage().arrayBuffers;
  let held = 0;
  for (let n = 0; n < 30; n += 1) {
    await app.publish(...burst(n));
    for (let i = 0; i < EVENTS; i += 1) expect((await reading.next('event')).data.n).toBe(n * EVENTS + i);
    collect();
    held = Math.max(held, process.memoryUsage().arrayBuffers - before);
  }
  // 60 MB went by. What waits for a socket is bounded, and the same bytes wait for all of them.
  expect(held).toBeLessThan(24 * MEGABYTE);
  expect(app.realtime.counts().slowReaders).toBe(slow.length);
  await until(async () => app.realtime.counts().sockets === 1, 10_000, 'they are cut off');
  for (const { ws } of slow) ws.terminate();
}, 400_000);

test('a dropped reader that reads on soon is told why it was dropped', async () => {
  const client = await app.connect('bob');
  await client.subscribe('room:1');
  client.ws.pause();
  const { slowReaders } = app.realtime.counts();
  for (let n = 0; app.realtime.counts().slowReaders === slowReaders; n += 1) await app.publish(...burst(n));
  client.ws.resume();
  expect(await client.closed).toEqual({ code: 4408, reason: 'slow_reader' });
}, 120_000);
