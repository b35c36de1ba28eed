import { type Figure, printFigures } from '../support/figures.ts';
import { benchFaults } from './faults/bench-faults.ts';
import { benchOverhead } from './overhead.ts';
import { benchPerformance } from './performance.ts';
import { requireInstalled } from './prometheus.ts';
import { benchRules } from './rules.ts';
import { benchSeries } from './series.ts';

/**
 * `npm run bench:monitoring [-- part …]`: what monitoring costs, and whether it says what is. Parts: `rules`, `overhead`, `series`,
 * `performance`. Debian's `prometheus` has the same rules in the same run.
 *
 * `npm run bench:monitoring -- faults` makes real faults, beside Debian's `prometheus` and `prometheus-alertmanager`; it takes a quarter
 * of an hour. With `faults-alone` they are not waited for. Names of faults behind it make only those.
 */

const PARTS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  rules: () => benchRules(15),
  overhead: () => benchOverhead(8),
  series: benchSeries,
  performance: () => benchPerformance(20),
};

const [first = '', ...rest] = process.argv.slice(2);

async function benchParts(named: readonly string[]): Promise<Figure[]> {
  const unknown = named.find((part) => PARTS[part] === undefined);
  if (unknown !== undefined) throw new Error(`no part "${unknown}": they are ${Object.keys(PARTS).join(', ')}, faults`);
  const parts = named.length === 0 ? Object.keys(PARTS) : named;
  if (parts.includes('rules')) requireInstalled('prometheus');
  const figures: Figure[] = [];
  for (const part of parts) {
    process.stderr.write(`${part} …\n`);
    figures.push(...((await PARTS[part]?.()) ?? []));
  }
  return figures;
}

printFigures(
  first === 'faults' || first === 'faults-alone'
    ? await benchFaults(first === 'faults', rest)
    : await benchParts(first === '' ? [] : [first, ...rest]),
);
process.exit(0);
