import { retentionStep } from '../../src/features/maintenance/retention.steps.ts';
import { retentionRules } from '../../src/features/maintenance/retention.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { recordStatements } from '../../test/support/statement-log.ts';
import { type Figure, figure, percentile, printFigures } from '../support/figures.ts';
import { PERSON, type Side, startSide } from './side.ts';

/**
 * `npm run bench:jobs -- [rounds] [jobs] [seconds]`: the figures and the lists of jobs over HTTP, one request after the other, with 10,000,000
 * jobs beside 100,000, in two databases of one server, by turns. Both have the same last day of 10,000 jobs; all others are older, up
 * to 1,000 days. Then the same reads for some seconds while the maintenance deletes jobs that are older than their period,
 * beside the same reads before. It fails when a statement reads a table from end to end.
 */

const [rounds = 3, JOBS = 10_000_000, DELETING_S = 30] = process.argv.slice(2).map(Number);
const FEW = 100_000;
/** Of each read in one round. */
const READS = 200;

const day = 86_400_000;
const yearAgo = (days: number) => new Date(Date.now() - 365 * day + days * day).toISOString();
const reads: Readonly<Record<string, string>> = {
  stats: '/api/jobs/stats',
  list: '/api/jobs',
  status: '/api/jobs?status=failed',
  type: '/api/jobs?type=digest',
  priority: '/api/jobs?priority=high',
  cause: '/api/jobs?cause=cause_0',
  'type and cause': '/api/jobs?type=digest&cause=cause_0',
  person: `/api/jobs?requestedBy=${PERSON}`,
  schedule: '/api/jobs?origin=schedule',
  retrying: '/api/jobs?retrying=true',
  'dead letters': '/api/jobs?deadLetter=true',
  'a week of last year': `/api/jobs?from=${yearAgo(0)}&to=${yearAgo(7)}`,
};

const recorder = recordStatements();
const say = (line: string) => process.stderr.write(`${line}\n`);

async function begin(jobs: number): Promise<Side> {
  const side = await startSide(jobs);
  say(`${jobs} jobs made in ${side.madeIn.toFixed(1)} s, ${side.megabytes.toFixed(0)} MB with indexes`);
  for (const path of Object.values(reads))
    await side.assertNoSeqScan(await recorder.during(() => side.read(path)), path);
  return side;
}

type Samples = Map<string, number[]>;
const samplesOf = (): Samples => new Map(Object.keys(reads).map((name) => [name, []]));
async function readAll(side: Side, into: Samples): Promise<void> {
  for (const [name, path] of Object.entries(reads)) into.get(name)?.push(await side.read(path));
}

const few = await begin(FEW);
const many = await begin(JOBS);
const [ofFew, ofMany] = [samplesOf(), samplesOf()];
for (let warm = 0; warm < 20; warm += 1) for (const side of [few, many]) await readAll(side, samplesOf());
for (let n = 0; n < rounds * READS; n += 1) {
  // Whatever else goes on at a moment meets both.
  for (const [side, into] of [
    [few, ofFew],
    [many, ofMany],
  ] as const)
    await readAll(side, into);
}

const all = (samples: Samples) => [...samples.values()].flat();
const figures: Figure[] = [];
for (const name of Object.keys(reads)) {
  for (const rank of [0.5, 0.99]) {
    const [own, beside] = [ofMany, ofFew].map((samples) => percentile(samples.get(name) ?? [], rank)) as [
      number,
      number,
    ];
    figures.push(figure(`jobs.${name}.p${rank * 100}`, 'ms', own, beside, rounds));
  }
}
figures.push(figure('jobs.all.p99', 'ms', percentile(all(ofMany), 0.99), percentile(all(ofFew), 0.99), rounds));

const rule = retentionRules(loadConfig({}).retention).find(({ name }) => name === 'jobs');
if (!rule) throw new Error('jobs are kept for ever');
const [meanwhile, over] = [samplesOf(), new AbortController()];
const deleting = many.remove(retentionStep(rule), over.signal);
const until = performance.now() + DELETING_S * 1_000;
while (performance.now() < until && !deleting.ended()) await readAll(many, meanwhile);
over.abort();
const { deleted, seconds, slowestPageMs } = await deleting.result;
say(`${deleted} jobs deleted in ${seconds.toFixed(1)} s, the slowest page in ${slowestPageMs.toFixed(0)} ms`);
for (const rank of [0.5, 0.99]) {
  figures.push(
    figure(`jobs.deleting.p${rank * 100}`, 'ms', percentile(all(meanwhile), rank), percentile(all(ofMany), rank), 1),
  );
}
printFigures(figures);
await few.close();
await many.close();
