import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { newId } from '../../src/platform/db/ids.ts';
import { temporalAddress } from '../../test/support/jobs.ts';
import { startMailSink } from '../../test/support/mail-sink.ts';
import { type Figure, figure, median, percentile, printFigures } from '../support/figures.ts';
import { createAsk } from './ask.ts';
import { type Ask, burst, drip } from './load.ts';
import { startOurs } from './ours.ts';

/**
 * `npm run bench:mail`: the whole path of a transactional mail (HTTP → Postgres → Temporal → SMTP) beside the least a team
 * would write (SDK client → Temporal → one activity with nodemailer), on one Temporal server, interleaved.
 */

const BURST_ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const BURST_MAILS = 1_000;
const BURST_CONCURRENCY = 50;
const DRIP_ROUNDS = 3;
const DRIP_MAILS = 400;
const DRIP_PER_SECOND = 20;

const sink = await startMailSink();
const ours = await startOurs(sink);

const bareQueue = `bare-${newId()}`;
const bare = spawn(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    fileURLToPath(new URL('./bare-worker.ts', import.meta.url)),
    temporalAddress(),
    bareQueue,
    String(sink.port),
    JSON.stringify(ours.sampleMail),
  ],
  { stdio: ['ignore', 'pipe', 'ignore'] },
);
await once(bare.stdout, 'data');
const connection = await Connection.connect({ address: temporalAddress() });
const client = new Client({ connection });

const askBare: Ask = async (address) => {
  await client.workflow.start('bareSend', { workflowId: `bare-${newId()}`, taskQueue: bareQueue, args: [address] });
};

const { ask: askOurs, close: closeOurs } = createAsk(ours, BURST_CONCURRENCY);

const sides = [
  { name: 'ours', ask: askOurs },
  { name: 'bare', ask: askBare },
] as const;
const rates = { ours: [] as number[], bare: [] as number[] };
const acknowledged = { ours: [] as number[], bare: [] as number[] };
const delivered = { ours: [] as number[], bare: [] as number[] };

try {
  for (const { name, ask } of sides) await burst(ask, sink, `warm-up-${name}`, 200, BURST_CONCURRENCY);
  for (let i = 0; i < BURST_ROUNDS; i += 1) {
    for (const { name, ask } of i % 2 === 0 ? sides : sides.toReversed()) {
      const { mailsPerSecond } = await burst(ask, sink, `burst-${name}-${i}`, BURST_MAILS, BURST_CONCURRENCY);
      rates[name].push(mailsPerSecond);
      process.stderr.write(`burst ${i + 1}/${BURST_ROUNDS} ${name}: ${mailsPerSecond.toFixed(1)} mails/s\n`);
    }
  }
  for (let i = 0; i < DRIP_ROUNDS; i += 1) {
    for (const { name, ask } of i % 2 === 0 ? sides : sides.toReversed()) {
      const result = await drip(ask, sink, `drip-${name}-${i}`, DRIP_MAILS, DRIP_PER_SECOND);
      acknowledged[name].push(...result.acknowledgedMs);
      delivered[name].push(...result.deliveredMs);
      process.stderr.write(
        `drip ${i + 1}/${DRIP_ROUNDS} ${name}: request → 250 p50 ${median(result.deliveredMs).toFixed(1)} ms, ` +
          `acknowledged p95 ${percentile(result.acknowledgedMs, 0.95).toFixed(1)} ms\n`,
      );
    }
  }
  const drips = DRIP_ROUNDS;
  const figures: Figure[] = [
    figure('mail.throughput', 'mails/s', median(rates.ours), median(rates.bare), BURST_ROUNDS),
    figure('mail.delivery.p50', 'ms', median(delivered.ours), median(delivered.bare), drips),
    figure('mail.delivery.p95', 'ms', percentile(delivered.ours, 0.95), percentile(delivered.bare, 0.95), drips),
    figure('mail.accepted.p50', 'ms', median(acknowledged.ours), median(acknowledged.bare), drips),
    figure('mail.accepted.p95', 'ms', percentile(acknowledged.ours, 0.95), percentile(acknowledged.bare, 0.95), drips),
  ];
  printFigures(figures);
} finally {
  closeOurs();
  bare.kill('SIGTERM');
  await once(bare, 'exit');
  await connection.close();
  await ours.stop();
  await sink.close();
}
