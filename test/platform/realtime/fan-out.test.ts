import { setImmediate as turn } from 'node:timers/promises';
import { FanOut, type Reader } from '../../../src/platform/realtime/fan-out.ts';
import { TopicIndex } from '../../../src/platform/realtime/topic-index.ts';

/** A reader that takes its time, and what it was written. */
class BusyReader implements Reader {
  readonly written: string[] = [];
  readonly #ms: number;
  subscribed = true;

  constructor(ms: number) {
    this.#ms = ms;
  }

  has(): boolean {
    return this.subscribed;
  }

  write(frame: Buffer): void {
    this.written.push(frame.toString('utf8', 0, 20));
    const until = performance.now() + this.#ms;
    while (performance.now() < until);
  }
}

function setUp(readers: readonly BusyReader[]) {
  const index = new TopicIndex<BusyReader>();
  for (const reader of readers) index.add('t:1', reader);
  let overflows = 0;
  const fanOut = new FanOut(index, () => {
    overflows += 1;
  });
  return { index, fanOut, overflows: () => overflows };
}

const crowd = (count: number, ms: number) => Array.from({ length: count }, () => new BusyReader(ms));

test('writing lets others have their turn, and everything still comes once and in order', async () => {
  const readers = crowd(200, 0.25);
  const { fanOut } = setUp(readers);
  for (const text of ['a', 'b', 'c']) fanOut.push('t:1', () => Buffer.from(text));
  let turns = 0;
  while (readers.some(({ written }) => written.length < 3)) {
    await turn();
    turns += 1;
  }
  expect(readers.every(({ written }) => written.join('') === 'abc')).toBe(true);
  // All of it takes at least 150 ms.
  expect(turns).toBeGreaterThan(5);
});

test('many events for few readers let others have their turn, too', async () => {
  const { fanOut, index } = setUp(crowd(100, 0.25));
  const few = crowd(2, 0.25);
  for (const reader of few) index.add('t:2', reader);
  // It is cut into slices, so the others wait behind it.
  fanOut.push('t:1', () => Buffer.from('first'));
  for (let n = 0; n < 400; n += 1) fanOut.push('t:2', () => Buffer.from(String(n)));
  let turns = 0;
  while (few.some(({ written }) => written.length < 400)) {
    await turn();
    turns += 1;
  }
  expect(turns).toBeGreaterThan(5);
});

test('a subscription that ends or begins while an event is being written counts as it is', async () => {
  const readers = crowd(100, 0.25);
  const { fanOut, index } = setUp(readers);
  fanOut.push('t:1', () => Buffer.from('a'));
  const last = readers.at(-1) as BusyReader;
  const again = readers[0] as BusyReader;
  expect([again.written.length, last.written.length]).toEqual([1, 0]);
  last.subscribed = false;
  index.remove('t:1', again);
  index.add('t:1', again);
  fanOut.push('t:1', () => Buffer.from('b'));
  while ((readers.at(-2) as BusyReader).written.length < 2) await turn();
  await turn();
  expect(again.written).toEqual(['a', 'b']);
  expect(last.written).toEqual([]);
});

test('events beyond what can be written are dropped, and the drop is reported', async () => {
  const readers = crowd(100, 0.25);
  const { fanOut, overflows } = setUp(readers);
  const large = Buffer.alloc(1_048_576, 'x');
  for (let n = 0; n < 20; n += 1) fanOut.push('t:1', () => large);
  expect(overflows()).toBe(1);
  while (readers.some(({ written }) => written.length < 4)) await turn();
  await turn();
  expect(Math.max(...readers.map(({ written }) => written.length))).toBeLessThan(8);
});

test('no message is made for a topic without subscribers', () => {
  const { fanOut } = setUp([]);
  fanOut.push('t:1', () => {
    throw new Error('made');
  });
});
