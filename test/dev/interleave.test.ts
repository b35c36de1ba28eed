import { expect, test } from '@jest/globals';
import { interleave } from '../../dev/jest/interleave.ts';

const file = (name: string, durationMs: number, waits = false) => ({ name, durationMs, waits });
const namesOf = (files: { name: string }[]) => files.map(({ name }) => name);

test('files that wait start first, two at a time; files that compute go on beside them, the longest first', () => {
  const files = [
    file('short', 1_000),
    file('kill', 10_000, true),
    file('long', 6_000),
    file('outage', 9_000, true),
    file('lease', 8_000, true),
    file('middle', 3_000),
  ];
  // The third worker computes until a place to wait is free, at 9 s.
  expect(namesOf(interleave(files, 3))).toEqual(['kill', 'outage', 'long', 'middle', 'lease', 'short']);
});

test('no file is lost or run twice, whatever there is', () => {
  for (const waits of [true, false]) {
    const files = Array.from({ length: 30 }, (_, index) => file(`${index}`, (index * 7919) % 1_000, waits));
    expect(namesOf(interleave(files, 3)).toSorted()).toEqual(namesOf(files).toSorted());
  }
});
