import { type Figure, printFigures } from '../support/figures.ts';
import { compareDrop } from './compare-drop.ts';
import { compareImport } from './compare-import.ts';
import { compareIngest } from './compare-ingest.ts';
import { compareReports } from './compare-reports.ts';
import { compareSizes } from './compare-sizes.ts';

/**
 * `npm run bench:analytics [part] [rounds] [small] [large]`: all parts, or one of them:
 *
 * - `ingest`: events sent to the real API beside plain statements and a bare route, by turns;
 * - `sizes`: figures and passes with `small` and with `large` histories;
 * - `drop`: the end of a day of `large` events, by its partition and by deletion;
 * - `reports`: the PDF of a report beside Chromium that prints its page (needs Debian's `chromium`, or `CHROMIUM_PATH`);
 * - `flights`: `large` flights, three million at most, imported by API and worker and compared with an independent count.
 */

interface Sizes {
  rounds: number;
  small: number;
  large: number;
}

const PARTS: Readonly<Record<string, (sizes: Sizes) => Promise<Figure[]>>> = {
  ingest: ({ rounds }) => compareIngest(rounds),
  sizes: ({ rounds, small, large }) => compareSizes(rounds, small, large),
  drop: ({ large }) => compareDrop(large),
  reports: ({ rounds }) => compareReports(rounds),
  flights: ({ large }) => compareImport(Math.min(large, 3_000_000)),
};

const [first = '', ...rest] = process.argv.slice(2);
const part = PARTS[first];
const [rounds = 5, small = 100_000, large = 1_000_000] = (part || first === '' ? rest : [first, ...rest]).map(Number);
const figures: Figure[] = [];
for (const run of part ? [part] : Object.values(PARTS)) figures.push(...(await run({ rounds, small, large })));
printFigures(figures);
