import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { startMailSink } from '../../test/support/mail-sink.ts';
import { createAsk } from '../mail/ask.ts';
import { burst } from '../mail/load.ts';
import { startOurs } from '../mail/ours.ts';
import { descendants, heldBy } from './processes.ts';

/**
 * `npm run bench:memory [mails]`: what the API and a worker hold when idle, after single mails, and at most. Prints one JSON line
 * for each. Processes that a program starts for files of strangers are counted apart.
 */

const MAILS = Number(process.argv[2] ?? 6_000);
/** As many as a busy client keeps under way. */
const CONCURRENCY = 50;
const UPLOADS = 4;
/** Until what was only needed for the load is given back. */
const SETTLE_MS = 10_000;

const folder = await mkdtemp(path.join(tmpdir(), 'vibe-bench-memory-'));
/** Made beforehand, as the image has it: a worker that bundles by itself holds a bundler. */
const bundle = path.join(folder, 'workflows.js');
await promisify(execFile)(process.execPath, ['src/bundle-workflows.ts', bundle]);
const sink = await startMailSink();
const ours = await startOurs(sink, { WORKFLOW_BUNDLE: bundle });
const { ask, close } = createAsk(ours, CONCURRENCY);

async function uploadImages(): Promise<void> {
  const size = { width: 3_000, height: 2_000 };
  for (let i = 0; i < UPLOADS; i += 1) {
    const bytes = await sharp({ create: { ...size, channels: 3, background: { r: 40 * i, g: 90, b: 160 } } })
      .png()
      .toBuffer();
    const form = new FormData();
    form.append('files', new File([bytes as never], `chart-${i}.png`, { type: 'image/png' }));
    const headers = { authorization: `Bearer ${ours.token}` };
    const answer = await fetch(`${ours.url}/api/files/upload`, { method: 'POST', headers, body: form });
    if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  }
}

/** The most that all processes below held together, at any of the looks. */
async function heldBelow(pid: number): Promise<{ processes: number; megabytes: number }> {
  const held = await Promise.all((await descendants(pid)).map(heldBy));
  return { processes: held.length, megabytes: held.reduce((sum, { peak }) => sum + peak, 0) };
}

const programs = Object.entries(ours.pids);
const rssOf = async () =>
  Object.fromEntries(await Promise.all(programs.map(async ([name, pid]) => [name, (await heldBy(pid)).rss])));

try {
  await delay(SETTLE_MS);
  const idle = await rssOf();
  const { mailsPerSecond } = await burst(ask, sink, 'memory', MAILS, CONCURRENCY);
  await delay(SETTLE_MS);
  const loaded = await rssOf();
  await uploadImages();
  await delay(SETTLE_MS);
  for (const [name, pid] of programs) {
    const children = await heldBelow(pid);
    const line = {
      program: name,
      unit: 'MiB',
      idle: Math.round(idle[name]),
      afterLoad: Math.round(loaded[name]),
      peak: Math.round((await heldBy(pid)).peak),
      mails: MAILS,
      mailsPerSecond: Number(mailsPerSecond.toFixed(1)),
      children: children.processes,
      childrenPeak: Math.round(children.megabytes),
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
} finally {
  close();
  await ours.stop();
  await sink.close();
  await rm(folder, { recursive: true, force: true });
}
