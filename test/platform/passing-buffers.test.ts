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
  // The second and the fourth reach 16 MiB.
  for (const mib of [15, 1, 15, 100, 15]) buffersPassed(mib * MIB);
  while (asked < 2) await turn();
  // One more would have been asked for in the same turn, and told at the same time.
  for (let i = 0; i < 10; i += 1) await turn();
  expect(asked).toBe(2);
  observer.disconnect();
});
