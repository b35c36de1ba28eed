import path from 'node:path';
import { startMailSink } from '../../test/support/mail-sink.ts';
import { createCampaigns } from '../email/campaigns.ts';
import { startSink } from '../email/sink-client.ts';
import { createAsk } from '../mail/ask.ts';
import { type Ask, burst, type Drip, drip } from '../mail/load.ts';
import { type Child, startChild } from '../support/child.ts';
import { type Figure, figure, median, percentile, printFigures } from '../support/figures.ts';

/**
 * `npm run bench:release -- <tree> [mail] [campaigns]`: this tree beside another release of it, for example a worktree with its own
 * `npm ci`. Both run at once on one Postgres and one Temporal server and are asked in turns, so that both find the machine alike:
 * differences of 3 % show, where runs one after the other differ by 30 %.
 *
 * - `mail`: single mails as in `bench:mail`, in bursts and at a constant rate
 * - `campaigns`: campaigns to a list as in `bench:email`
 */

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 8);
const RECIPIENTS = Number(process.env.BENCH_RECIPIENTS ?? 10_000);
const BURST_MAILS = 500;
const CONCURRENCY = 50;
const DRIP_MAILS = 100;
/** Mails a second, but a third of what bursts reach at most: else a slow machine measures its queue. */
const DRIP_PER_SECOND = 20;
const WARM_UP_MAILS = 500;
const START_WITHIN_MS = 120_000;
const SEND_WITHIN_MS = 300_000;

const [tree, ...parts] = process.argv.slice(2);
if (tree === undefined) throw new Error('name the folder of the other release');

const say = (line: string) => process.stderr.write(`${line}\n`);

interface Release {
  name: 'ours' | 'other';
  api: string;
  /** A new token of an admin: one lives for minutes. */
  token(): Promise<string>;
}
type Samples = Record<Release['name'], number[]>;
const noSamples = (): Samples => ({ ours: [], other: [] });

/** Serves both releases for as long as `work` takes. */
async function besideEachOther(sinkPort: number, work: (releases: Release[]) => Promise<void>): Promise<void> {
  const children: Child[] = [];
  const serve = async (name: Release['name'], folder: string): Promise<Release> => {
    const child = startChild(new URL('./serve.ts', import.meta.url), [String(sinkPort)], path.resolve(folder));
    children.push(child);
    const { api } = await child.answer<{ api: string }>('api', START_WITHIN_MS);
    const token = async () => {
      child.send({ token: true });
      return (await child.answer<{ token: string }>('token', 60_000)).token;
    };
    return { name, api, token };
  };
  try {
    await work([await serve('ours', '.'), await serve('other', tree as string)]);
  } finally {
    for (const child of children) await child.stop();
  }
}

/** Each release once a round; the one that begins changes. */
async function inTurns(releases: Release[], once: (release: Release, round: number) => Promise<void>): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const release of round % 2 === 0 ? releases : releases.toReversed()) await once(release, round);
  }
}

const ofMedians = (name: string, unit: string, { ours, other }: Samples) =>
  figure(name, unit, median(ours), median(other), ROUNDS);

async function asking<Result>({ api: url, token }: Release, work: (ask: Ask) => Promise<Result>): Promise<Result> {
  const { ask, close } = createAsk({ url, token: await token() }, CONCURRENCY);
  return await work(ask).finally(close);
}

async function compareMail(): Promise<Figure[]> {
  const sink = await startMailSink();
  const rates = noSamples();
  const drips: Record<Release['name'], Drip> = {
    ours: { acknowledgedMs: [], deliveredMs: [] },
    other: { acknowledgedMs: [], deliveredMs: [] },
  };
  try {
    await besideEachOther(sink.port, async (releases) => {
      const burstOf = (release: Release, series: string, count: number) =>
        asking(release, (ask) => burst(ask, sink, series, count, CONCURRENCY));
      for (const release of releases) await burstOf(release, `warm-up-${release.name}`, WARM_UP_MAILS);
      await inTurns(releases, async (release, round) => {
        const series = `burst-${release.name}-${round}`;
        const { mailsPerSecond } = await burstOf(release, series, BURST_MAILS);
        rates[release.name].push(mailsPerSecond);
        say(`${series}: ${mailsPerSecond.toFixed(1)} mails/s`);
      });
      const perSecond = Math.min(DRIP_PER_SECOND, median([...rates.ours, ...rates.other]) / 3);
      say(`at a constant rate of ${perSecond.toFixed(1)} mails/s:`);
      await inTurns(releases, async (release, round) => {
        const series = `drip-${release.name}-${round}`;
        const { acknowledgedMs, deliveredMs } = await asking(release, (ask) =>
          drip(ask, sink, series, DRIP_MAILS, perSecond),
        );
        drips[release.name].acknowledgedMs.push(...acknowledgedMs);
        drips[release.name].deliveredMs.push(...deliveredMs);
        say(`${series}: delivered after ${median(deliveredMs).toFixed(1)} ms`);
      });
    });
  } finally {
    await sink.close();
  }
  const ofDrips = (name: string, key: keyof Drip, rank: number) =>
    figure(name, 'ms', percentile(drips.ours[key], rank), percentile(drips.other[key], rank), ROUNDS);
  return [
    ofMedians('mail.throughput', 'mails/s', rates),
    ofDrips('mail.delivery.p50', 'deliveredMs', 0.5),
    ofDrips('mail.delivery.p95', 'deliveredMs', 0.95),
    ofDrips('mail.accepted.p50', 'acknowledgedMs', 0.5),
    ofDrips('mail.accepted.p95', 'acknowledgedMs', 0.95),
  ];
}

async function compareCampaigns(): Promise<Figure[]> {
  const sink = await startSink();
  const rates = noSamples();
  try {
    await besideEachOther(sink.port, async (releases) => {
      const rateOf = async ({ name, api, token }: Release, round: string, count: number): Promise<number> => {
        const series = `campaign-${name}-${round}`;
        const { sendToList } = createCampaigns(api, await token());
        const { seconds } = await sink.measure(series, count, SEND_WITHIN_MS, () => sendToList(series, count));
        say(`${series}: ${(count / seconds).toFixed(0)} mails/s`);
        return count / seconds;
      };
      for (const release of releases) await rateOf(release, 'warm-up', WARM_UP_MAILS);
      await inTurns(releases, async (release, round) => {
        rates[release.name].push(await rateOf(release, String(round), RECIPIENTS));
      });
    });
  } finally {
    await sink.stop();
  }
  return [ofMedians('campaign.throughput', 'mails/s', rates)];
}

const comparisons = { mail: compareMail, campaigns: compareCampaigns };
const figures: Figure[] = [];
for (const [name, compare] of Object.entries(comparisons)) {
  if (parts.length === 0 || parts.includes(name)) figures.push(...(await compare()));
}
printFigures(figures);
