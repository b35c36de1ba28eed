import fc from 'fast-check';
import { Admission } from '../../../src/platform/realtime/admission.ts';
import { readMessage } from '../../../src/platform/realtime/messages.ts';
import { PartsReader } from '../../../src/platform/realtime/parts-reader.ts';
import { TopicIndex } from '../../../src/platform/realtime/topic-index.ts';

/** Cuts a text as the publisher does, but anywhere. */
function cut(id: string, text: string, at: readonly number[]): string[] {
  const edges = [0, ...at.map((n) => n % (text.length + 1)).toSorted((a, b) => a - b), text.length];
  const parts = edges.slice(1).map((end, i) => text.slice(edges[i], end));
  return parts.map((part, i) => `${id} ${i + 1}/${parts.length} ${part}`);
}

const envelope = fc.record({
  kind: fc.constant('event' as const),
  topic: fc.string(),
  type: fc.string(),
  data: fc.dictionary(fc.string(), fc.jsonValue()),
});

describe('parts', () => {
  test('parts make the message again, in whatever order and however mixed with others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(envelope, fc.array(fc.nat(), { maxLength: 6 })), { minLength: 1, maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        (messages, order) => {
          const texts = messages.map(([message]) => JSON.stringify(message));
          const payloads = messages.flatMap(([, at], i) => cut(`id${i}`, texts[i] as string, at));
          const reader = new PartsReader((why) => {
            throw new Error(why);
          });
          const read: string[] = [];
          while (payloads.length > 0) {
            const [payload = ''] = payloads.splice((order.next().value as number) % payloads.length, 1);
            const message = reader.take(payload, 0);
            if (message) read.push(JSON.stringify(message));
          }
          expect(read.toSorted()).toEqual(texts.map((text) => JSON.stringify(JSON.parse(text))).toSorted());
          expect(reader.unfinished).toBe(0);
        },
      ),
    );
  });

  test('parts of a message that stays incomplete are given up: by time, and by number', () => {
    let lost = 0;
    const reader = new PartsReader(() => {
      lost += 1;
    });
    reader.take('a 1/2 x', 0);
    reader.take('b 1/2 x', 9_000);
    reader.take('c 1/1 {"kind":"event","topic":"t","type":"e","data":{}}', 10_001);
    expect([lost, reader.unfinished]).toEqual([1, 1]);
    for (let n = 0; n < 1_000; n += 1) reader.take(`n${n} 1/2 x`, 10_002);
    expect(reader.unfinished).toBeLessThanOrEqual(32);
    expect(lost + reader.unfinished).toBe(1_002);
  });

  test('nonsense parts make no message, whatever they are', () => {
    const head = fc.tuple(fc.string(), fc.integer(), fc.integer()).map(([id, n, of]) => `${id} ${n}/${of} `);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(head, fc.json()).map((pair) => pair.join('')),
        ),
        (payload) => {
          const reader = new PartsReader(() => undefined);
          expect(reader.take(payload, 0)).toBeNull();
        },
      ),
    );
  });

  test('a repeated part does not make the message twice', () => {
    const reader = new PartsReader(() => undefined);
    expect(reader.take('a 1/2 {"kind":"revoke",', 0)).toBeNull();
    expect(reader.take('a 1/2 {"kind":"revoke",', 0)).toBeNull();
    expect(reader.take('a 2/2 "topic":"t","userId":"u"}', 0)).toEqual({ kind: 'revoke', topic: 't', userId: 'u' });
  });
});

test('only a message of the protocol is read as one', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => expect(readMessage(text)).toBeNull()));
  for (const text of ['{"type":"ping","more":1}', '{"type":"subscribe"}', '{"type":"ping","id":{}}', '[]', 'null']) {
    expect(readMessage(text)).toBeNull();
  }
  expect(readMessage('{"type":"ping","id":1}')).toEqual({ type: 'ping', id: 1 });
});

test('the index holds what was added and not removed, and no topic without subscribers', () => {
  const topic = fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2', '')).map(([f, id]) => `${f}:${id}`);
  const step = fc.tuple(fc.boolean(), topic, fc.nat(3));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const index = new TopicIndex<number>();
      const model = new Map<string, Set<number>>();
      for (const [add, name, subscriber] of steps) {
        const known = model.get(name) ?? new Set();
        model.set(name, known);
        index[add ? 'add' : 'remove'](name, subscriber);
        known[add ? 'add' : 'delete'](subscriber);
      }
      for (const [name, expected] of model) expect([...index.subscribers(name)].sort()).toEqual([...expected].sort());
      expect(index.size).toBe([...model.values()].filter(({ size }) => size > 0).length);
    }),
  );
});

test('admission counts return to zero when all callers have left', () => {
  const visit = fc.tuple(fc.constantFrom('1.1.1.1', '2.2.2.2'), fc.constantFrom(null, 'u', 'v'), fc.boolean());
  fc.assert(
    fc.property(fc.array(visit, { maxLength: 60 }), (visits) => {
      const admission = new Admission({ maxSockets: 10, maxPerUser: 3, maxUnauthenticatedPerAddress: 4 });
      const inside: [string, string | null][] = [];
      for (const [address, userId, leaves] of visits) {
        if (admission.enter(address) !== null) continue;
        inside.push([address, userId !== null && admission.identify(address, userId) ? userId : null]);
        expect(admission.sockets).toBeLessThanOrEqual(10);
        if (leaves) admission.leave(...(inside.shift() as [string, string | null]));
        const of = (index: 0 | 1, value: string) => inside.filter((one) => one[index] === value && (index || !one[1]));
        expect(of(1, 'u').length).toBeLessThanOrEqual(3);
        expect(of(0, '1.1.1.1').length).toBeLessThanOrEqual(4);
      }
      for (const one of inside) admission.leave(...one);
      expect(admission.sockets).toBe(0);
      for (let n = 0; n < 4; n += 1) expect(admission.enter('1.1.1.1')).toBeNull();
      expect(admission.enter('1.1.1.1')).toBe('address');
    }),
  );
});
