import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { buffer, text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ExportFormat } from '../../../src/features/exports/exports.contract.ts';
import type { JobFence } from '../../../src/platform/jobs/jobs.contract.ts';
import { unzip } from '../../support/unzip.ts';
import { addPrices, createExportsFixture, type ExportsFixture, stateOf } from './support.ts';

let fixture: ExportsFixture;
beforeAll(async () => {
  fixture = await createExportsFixture();
  await addPrices(fixture.em(), 15_000);
});
afterAll(() => fixture.close());

const FORMATS: readonly ExportFormat[] = ['csv', 'ndjson', 'json', 'xlsx'];
const specs = (format: ExportFormat) => ({
  format,
  compression: format === 'csv' ? ('gzip' as const) : ('none' as const),
});

/** Seeded, so that a failure is found again. */
const SHARES = Array.from({ length: 20 }, (_, index) => {
  if (index >= 18) return index - 16;
  if (index >= 15) return 1;
  return ((index * 7_919 + 13) % 100) / 130;
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function content(key: string, format: ExportFormat): Promise<unknown> {
  const object = await fixture.storage.get(key);
  if (object.outcome !== 'found') throw new Error(`no object ${key}`);
  const bytes = await buffer(object.body);
  // A ZIP names the time of its snapshot.
  return format === 'xlsx' ? [...unzip(bytes)].map(([name, part]) => [name, sha256(part)]) : sha256(bytes);
}

async function dieWriting(fence: JobFence, share: number): Promise<void> {
  const script = fileURLToPath(new URL('./dying-writer.ts', import.meta.url));
  const args = ['--disable-warning=ExperimentalWarning', script, fixture.databaseUrl, fixture.directory];
  const child = spawn(process.execPath, [...args, JSON.stringify(fence), String(share)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = textOf(child.stderr);
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`did not die: ${await said}`);
}

let wanted: Map<ExportFormat, unknown>;
beforeAll(async () => {
  wanted = new Map();
  for (const format of FORMATS) {
    const fence = await fixture.ask(specs(format));
    await fixture.write(fence);
    const { object_key: key } = await stateOf(fixture.em(), fence.jobId);
    wanted.set(format, await content(String(key), format));
    await fixture.storage.delete(String(key));
  }
}, 120_000);

test.each(SHARES.map((share, index) => [share, FORMATS[index % FORMATS.length] as ExportFormat] as const))(
  'an export that dies at %p as %s is the same after it is written again, and leaves nothing',
  async (share, format) => {
    const fence = await fixture.ask(specs(format));
    await dieWriting(fence, share);
    // What the dead attempt has left is nowhere to be downloaded.
    expect(await stateOf(fixture.em(), fence.jobId)).toMatchObject({ status: 'running', object_key: null });
    await fixture.write(fence, { attempt: 2 });
    const { object_key: key, ...state } = await stateOf(fixture.em(), fence.jobId);
    expect(state).toMatchObject({ status: 'succeeded', row_count: 30_000 });
    expect(await fixture.stored()).toEqual([key]);
    expect(await content(String(key), format)).toEqual(wanted.get(format));
    await fixture.storage.delete(String(key));
  },
  60_000,
);
