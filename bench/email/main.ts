import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Figure, figure, median, printFigures } from '../support/figures.ts';
import { type BullMq, type Side, startBullMq, startNodemailer } from './baselines.ts';
import { CONNECTIONS } from './letter.ts';
import { type Ours, startOurs } from './ours.ts';
import {
  copyReaders,
  forgetDigests,
  READERS,
  seedMarket,
  seedReaders,
  seedWeeks,
  setDigestHour,
  settle,
} from './seed.ts';
import { type Sink, startSink } from './sink-client.ts';

/**
 * `npm run bench:email`: mail in bulk, from the request to the last 250 of one sink.
 *
 * - `campaign.throughput`: a campaign beside nodemailer's pool, one `sendMail` a mail, and beside BullMQ, one job a mail. All sides
 *   have ten connections and send the mail that our campaign renders; the baselines have it rendered once and fill in strings
 * - `digest.time`: the digests of as many people, due in one hour, beside a plain campaign to them
 * - `campaign.memory`: most memory of the worker during a campaign ten times as large, beside one of that size
 * - `campaign.fill`: until the recipients of the large one were in the ledger, beside a plain `insert … select` of them
 *
 * `BENCH_RECIPIENTS`, `BENCH_ROUNDS` and `BENCH_PARTS` (of `nodemailer,bullmq,digest,memory`) make it shorter.
 */

const RECIPIENTS = Number(process.env.BENCH_RECIPIENTS ?? 10_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const PARTS = (process.env.BENCH_PARTS ?? 'nodemailer,bullmq,digest,memory').split(',');
const LARGE = 10;
const WARM_UP = Math.min(2_000, RECIPIENTS);
const WITHIN_MS = 300_000;
/** Jobs at a time that BullMQ's worker is tried with; the best goes on. */
const CONCURRENCIES = [CONNECTIONS, 2 * CONNECTIONS, 5 * CONNECTIONS, 10 * CONNECTIONS];

const say = (line: string) => process.stderr.write(`${line}\n`);

async function rateOf(sink: Sink, side: Side, series: string, count: number): Promise<number> {
  const { seconds, bytesPerMail } = await sink.measure(series, count, WITHIN_MS, () => side.send(series, count));
  const rate = count / seconds;
  say(`${series}: ${rate.toFixed(0)} mails/s, ${bytesPerMail.toFixed(0)} bytes each`);
  return rate;
}

async function restartAtBest(sink: Sink, side: BullMq): Promise<void> {
  const tried: { concurrency: number; rate: number }[] = [];
  for (const concurrency of CONCURRENCIES) {
    await side.restart(concurrency);
    await rateOf(sink, side, `bullmq-${concurrency}-warm`, WARM_UP);
    tried.push({ concurrency, rate: await rateOf(sink, side, `bullmq-${concurrency}`, WARM_UP) });
  }
  const best = tried.toSorted((a, b) => b.rate - a.rate)[0]?.concurrency ?? CONNECTIONS;
  say(`BullMQ goes on with ${best} jobs at a time`);
  await side.restart(best);
}

async function measureThroughput(sink: Sink, ours: Ours, letterFile: string): Promise<Figure[]> {
  const our: Side = { name: 'ours', send: ours.sendToList, stop: async () => undefined };
  const others: Side[] = [];
  try {
    if (PARTS.includes('nodemailer')) others.push(await startNodemailer(sink.port, letterFile));
    if (PARTS.includes('bullmq')) {
      const bullMq = await startBullMq(sink.port, letterFile);
      others.push(bullMq);
      await restartAtBest(sink, bullMq);
    }
    if (others.length === 0) return [];
    const sides = [our, ...others];
    const rates = new Map<Side, number[]>(sides.map((side) => [side, []]));
    for (const side of sides) await rateOf(sink, side, `${side.name}-warm`, WARM_UP);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        rates.get(side)?.push(await rateOf(sink, side, `${side.name}-round${round + 1}`, RECIPIENTS));
      }
    }
    const rateOfSide = (side: Side) => median(rates.get(side) ?? []);
    return others.map((side) =>
      figure(`campaign.throughput.${side.name}`, 'mails/s', rateOfSide(our), rateOfSide(side), ROUNDS),
    );
  } finally {
    for (const side of others) await side.stop();
  }
}

async function secondsOf(sink: Sink, what: string, count: number, work: () => Promise<unknown>): Promise<number> {
  const { seconds, bytesPerMail } = await sink.measure(READERS, count, WITHIN_MS, async () => void (await work()));
  say(`${what}: ${seconds.toFixed(2)} s for ${count} mails, ${bytesPerMail.toFixed(0)} bytes each`);
  return seconds;
}

async function restartWorker(ours: Ours): Promise<void> {
  await ours.system.killWorker();
  await ours.system.worker.ready();
}

async function measureDigests(sink: Sink, ours: Ours): Promise<Figure[]> {
  const em = () => ours.system.em();
  await seedMarket(em());
  await seedWeeks(em());
  async function campaign(): Promise<number> {
    await settle(em());
    return await secondsOf(sink, 'a campaign', RECIPIENTS, () => ours.sendToReaders(RECIPIENTS));
  }
  async function digests(): Promise<number> {
    await forgetDigests(em());
    await setDigestHour(em(), true);
    await settle(em());
    const seconds = await secondsOf(sink, 'digests', RECIPIENTS, ours.sendDigests);
    await setDigestHour(em(), false);
    return seconds;
  }
  // A worker that has sent campaigns for minutes would be warm for one side only.
  await restartWorker(ours);
  say('twice each to warm up:');
  for (let round = 0; round < 2; round += 1) {
    await campaign();
    await digests();
  }
  const times = { digests: [] as number[], campaign: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % 2 === 0) times.campaign.push(await campaign());
    times.digests.push(await digests());
    if (round % 2 === 1) times.campaign.push(await campaign());
  }
  return [figure('digest.time', 's', median(times.digests), median(times.campaign), ROUNDS)];
}

/** Of a worker that has just started: what earlier mails left in memory would hide what these ones need. */
async function measurePeak(sink: Sink, ours: Ours, count: number): Promise<{ peak: number; filledSeconds: number }> {
  await restartWorker(ours);
  await sink.measure('fresh', WARM_UP, WITHIN_MS, () => ours.sendToList('fresh', WARM_UP));
  await ours.peakMemory();
  let filledSeconds = 0;
  await secondsOf(sink, 'a campaign', count, async () => {
    filledSeconds = await ours.sendToReaders(count);
  });
  const peak = await ours.peakMemory();
  say(`${peak.toFixed(0)} MiB at most, ${filledSeconds.toFixed(2)} s until all were in the ledger`);
  return { peak, filledSeconds };
}

async function measureMemory(sink: Sink, ours: Ours): Promise<Figure[]> {
  const small = await measurePeak(sink, ours, RECIPIENTS);
  await seedReaders(ours.system.em(), RECIPIENTS, (LARGE - 1) * RECIPIENTS);
  const large = await measurePeak(sink, ours, LARGE * RECIPIENTS);
  const copied = await copyReaders(ours.system.em());
  return [
    figure('campaign.memory', 'MiB', large.peak, small.peak, 1),
    figure('campaign.fill', 's', large.filledSeconds, copied, 1),
  ];
}

const folder = await mkdtemp(path.join(tmpdir(), 'vibe-bench-email-'));
const sink = await startSink();
const ours = await startOurs(sink);
try {
  const letterFile = path.join(folder, 'letter.json');
  await writeFile(letterFile, JSON.stringify(await ours.letter()));
  await seedReaders(ours.system.em(), 0, RECIPIENTS);
  const figures = await measureThroughput(sink, ours, letterFile);
  if (PARTS.includes('digest')) figures.push(...(await measureDigests(sink, ours)));
  if (PARTS.includes('memory')) figures.push(...(await measureMemory(sink, ours)));
  printFigures(figures);
} finally {
  await ours.stop();
  await sink.stop();
  await rm(folder, { recursive: true, force: true });
}
