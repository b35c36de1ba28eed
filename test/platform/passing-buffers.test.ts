import { constants, type NodeGCPerformanceDetail, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { buffersPassed } from '../../src/platform/passing-buffers.ts';

const MIB = 1_048_576;

test('the young generation is collected once for each 16 MiB that passed', async () => {
  let asked = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries() as unknown as { detail: NodeGCPerformanceDetail }[]) {
      const { kind, flags } = detail;
      const forced = flags !== undefined && (flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) !== 0;
      if (kind === constants.NODE_PERFORMANCE_GC_MINOR && forced) asked += 1;
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  const askedAfter = async (bytes: number) => {
    buffersPassed(bytes);
    // The observer is told in a later turn.
    for (let i = 0; i < 3; i += 1) await turn();
    return asked;
  };
  expect(await askedAfter(15 * MIB)).toBe(0);
  expect(await askedAfter(MIB)).toBe(1);
  expect(await askedAfter(15 * MIB)).toBe(1);
  expect(await askedAfter(100 * MIB)).toBe(2);
  observer.disconnect();
});
