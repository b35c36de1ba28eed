import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { row } from '../../src/platform/db/sql.ts';
import { type Figure, figure, median, printFigures } from '../support/figures.ts';
import { differenceOf, writeOriginals } from './colours.ts';
import { writePhotographs } from './photographs.ts';
import { growthOf, type Stack, someone, startBaseline, startStack, upload, variantOf } from './stack.ts';

/**
 * `npm run bench:files [images|uploads|ranges|colours|all] [rounds] [photographs]`: the real programs beside what they are made of, by turns.
 * `PHOTOGRAPHS` names a folder with JPEGs of 12 megapixels or more (Debian: `mate-backgrounds`); without it they are made up.
 */

const [section = 'all', givenRounds, givenCount] = process.argv.slice(2);
const rounds = Number(givenRounds ?? 3);
const PHOTOGRAPHS = Number(givenCount ?? 100);
const MB = 1_048_576;
const folder = await mkdtemp(join(tmpdir(), 'vibe-bench-files-'));
const figures: Figure[] = [];
const took: Record<string, number[]> = {};
const note = (name: string, value: number) => {
  (took[name] ??= []).push(value);
  process.stderr.write(`${name}: ${value.toFixed(2)}\n`);
};
const of = (name: string) => median(took[name] ?? []);

/** Of libwebp: sharp's own, which whoever says nothing gets, and the one that our variants have. */
const EFFORT = { default: 4, ours: 2 };

async function loop(way: 'plain' | 'chain', effort: number, photographs: string): Promise<number> {
  const script = fileURLToPath(new URL('./loop.ts', import.meta.url));
  const args = ['--disable-warning=ExperimentalWarning', script, way, String(effort), photographs];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return Number(said);
}

/** From the first byte of the first upload until the last file is ready. */
async function processAll(stack: Stack, paths: readonly string[]): Promise<number> {
  const token = await someone(stack);
  const from = performance.now();
  const waiting = Array.from({ length: Math.ceil(paths.length / 10) }, (_, i) => paths.slice(i * 10, i * 10 + 10));
  const lane = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      await upload(`${stack.system.api.url}/api/files/upload`, token, part);
    }
  };
  await Promise.all([lane(), lane()]);
  for (let open = 1; open > 0; ) {
    await sleep(25);
    const found = await row<{ open: number; failed: number }>(
      stack.system.em(),
      sql`select count(*) filter (where status = 'processing')::int as open,
            count(*) filter (where status = 'failed')::int as failed from file`,
    );
    if ((found?.failed ?? 0) > 0) throw new Error('a photograph failed');
    open = found?.open ?? 0;
  }
  return paths.length / ((performance.now() - from) / 1_000);
}

async function images(): Promise<void> {
  const photographs = join(folder, 'photographs');
  const { paths, source } = await writePhotographs(PHOTOGRAPHS, photographs);
  process.stderr.write(`${paths.length} photographs, ${source}\n`);
  const stack = await startStack('local', folder);
  await processAll(stack, paths.slice(0, 4)); // its processes are warm then
  for (let round = 0; round < rounds; round += 1) {
    note('plain', await loop('plain', EFFORT.default, photographs));
    note('ours', await processAll(stack, paths));
    note('chain', await loop('chain', EFFORT.default, photographs));
    note('chain of our effort', await loop('chain', EFFORT.ours, photographs));
  }
  await stack.stop();
  figures.push(
    figure('files.images', 'images/s of sharp that decodes for each variant', of('ours'), of('plain'), rounds),
    figure('files.images.chain', 'images/s of sharp that decodes once', of('ours'), of('chain'), rounds),
    figure(
      'files.images.chain.effort',
      'images/s of sharp that decodes once and encodes with our effort',
      of('ours'),
      of('chain of our effort'),
      rounds,
    ),
  );
}

const UPLOADS = 20;
const UPLOAD_BYTES = 25 * MB;

/** All at once. @returns megabytes a second */
async function uploadAll(url: string, token: string, paths: readonly string[]): Promise<number> {
  const from = performance.now();
  await Promise.all(paths.map((path) => upload(url, token, [path])));
  return (paths.length * UPLOAD_BYTES) / MB / ((performance.now() - from) / 1_000);
}

async function uploads(): Promise<void> {
  const paths = Array.from({ length: UPLOADS }, (_, i) => join(folder, `upload-${i}.jpg`));
  // By its first bytes a photograph; whether it is one is seen when it is processed, which is not measured here.
  for (const path of paths) {
    await writeFile(path, Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(UPLOAD_BYTES - 4)]));
  }
  for (const driver of ['local', 's3'] as const) {
    const stack = await startStack(driver, folder);
    await stack.system.worker.kill();
    const url = `${stack.system.api.url}/api/files/upload`;
    const spool = join(folder, `baseline-${driver}`);
    await mkdir(spool);
    const baseline = driver === 's3' ? await startBaseline(stack.env, [spool, '']) : null;
    await uploadAll(url, await someone(stack), paths.slice(0, 2));
    if (baseline) await uploadAll(baseline.url, '', paths.slice(0, 2));
    for (let round = 0; round < rounds; round += 1) {
      const token = await someone(stack);
      const growth = await growthOf(stack.system.api.pid, async () => {
        note(driver, await uploadAll(url, token, paths));
      });
      note(`${driver} memory`, growth);
      if (baseline) note('multer', await uploadAll(baseline.url, '', paths));
    }
    await baseline?.stop();
    await stack.stop();
    figures.push(
      figure(
        `files.uploads.${driver}.memory`,
        'MB of those allowed',
        Math.max(...(took[`${driver} memory`] ?? [])),
        60,
        rounds,
      ),
    );
  }
  figures.push(figure('files.uploads', 'MB/s of multer.diskStorage and PutObject', of('s3'), of('multer'), rounds));
}

const READERS = 50;
const RANGES = 8;

/** @returns megabytes a second */
async function readRanges(url: string, headers: Record<string, string>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: READERS });
  const read = (start: number) =>
    new Promise<void>((resolve, reject) => {
      const request = get(
        url,
        { agent, headers: { ...headers, range: `bytes=${start}-${start + MB - 1}` } },
        (answer) => {
          if (answer.statusCode !== 206) reject(new Error(`status ${answer.statusCode}`));
          answer.resume().on('end', resolve).on('error', reject);
        },
      );
      request.on('error', reject);
    });
  const from = performance.now();
  await Promise.all(
    Array.from({ length: READERS }, async (_, reader) => {
      for (let i = 0; i < RANGES; i += 1) await read(((reader + i * 7) % 24) * MB);
    }),
  );
  agent.destroy();
  return (READERS * RANGES) / ((performance.now() - from) / 1_000);
}

async function ranges(): Promise<void> {
  const path = join(folder, 'ranges.jpg');
  await writeFile(path, Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(UPLOAD_BYTES - 4)]));
  const stack = await startStack('local', folder);
  await stack.system.worker.kill();
  const token = await someone(stack);
  const [id] = await upload(`${stack.system.api.url}/api/files/upload`, token, [path]);
  const url = `${stack.system.api.url}/api/files/${id}/download`;
  const headers = { authorization: `Bearer ${token}` };
  const baseline = await startBaseline({}, [folder, path]);
  await readRanges(url, headers);
  await readRanges(baseline.url, {});
  for (let round = 0; round < rounds; round += 1) {
    note('ranges', await readRanges(url, headers));
    note('stream', await readRanges(baseline.url, {}));
  }
  await baseline.stop();
  await stack.stop();
  figures.push(figure('files.ranges', 'MB/s of a bare stream', of('ranges'), of('stream'), rounds));
}

/** Of 255: WebP rounds each level. What comes from ink is looked up in a table, between whose values each library goes its own way. */
const ALLOWED_DIFFERENCE = { light: 4, ink: 16 };

/** Largest difference between what we make of an original and what ImageMagick sees in it. */
async function colours(): Promise<void> {
  const originals = await writeOriginals(folder);
  const stack = await startStack('local', folder);
  const token = await someone(stack);
  const worst = { light: 0, ink: 0 };
  for (const [name, path] of originals) {
    const [id = ''] = await upload(`${stack.system.api.url}/api/files/upload`, token, [path]);
    const difference = await differenceOf(folder, path, await variantOf(stack, token, id));
    process.stderr.write(`${name}: ${difference}\n`);
    const made = name.startsWith('cmyk') ? 'ink' : 'light';
    worst[made] = Math.max(worst[made], difference);
  }
  await stack.stop();
  for (const made of ['light', 'ink'] as const) {
    const unit = 'levels of 255 off ImageMagick, of those allowed';
    figures.push(figure(`files.colours.${made}`, unit, worst[made], ALLOWED_DIFFERENCE[made], originals.size));
  }
}

const SECTIONS = { images, uploads, ranges, colours };
for (const [name, run] of Object.entries(SECTIONS)) if (section === 'all' || section === name) await run();
printFigures(figures);
await rm(folder, { recursive: true, force: true });
