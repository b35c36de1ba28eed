import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { buffer, text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import {
  ARCHIVE,
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportSpec,
} from '../../../src/features/exports/exports.contract.ts';
import { run } from '../../../src/platform/db/sql.ts';
import type { JobFence } from '../../../src/platform/jobs/jobs.contract.ts';
import { pagesOf } from '../../platform/pdf/read-pdf.ts';
import { unzip } from '../../support/unzip.ts';
import { addPrices, addUpload, createExportsFixture, type ExportsFixture, stateOf, USER } from './support.ts';

/** How often each format dies; the last two of them after its last byte. `KILLS=20 npm test -- …` dies at 20 points of each. */
const KILLS = Number(process.env.KILLS ?? 4);

let fixture: ExportsFixture;
beforeAll(async () => {
  fixture = await createExportsFixture();
  const em = fixture.em();
  await addPrices(em, 15_000);
  await run(
    em,
    sql`insert into post (author_id, body, sentiment)
        select ${USER}, 'Grüße, "Ωμέγα" =1+' || n || chr(10) || md5(n::text), 'bullish' from generate_series(1, 5000) n`,
  );
  await addUpload(fixture, 'notes.txt');
});
afterAll(() => fixture.close());

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function specOf(format: ExportFormat): Partial<ExportSpec> {
  if (format === 'zip') return { format, dataset: ARCHIVE, columns: [] };
  // A PDF has fewer rows.
  if (format === 'pdf') return { format, range: { from: null, to: '2026-01-02T00:00:00Z' } };
  return { format, compression: format === 'csv' ? 'gzip' : 'none' };
}

/** What must be the same. PDF, XLSX and ZIP name the time of their snapshot, everything else of them is compared. */
const CONTENTS: Readonly<Partial<Record<ExportFormat, (bytes: Buffer) => unknown>>> = {
  pdf: async (bytes) => (await pagesOf(bytes)).map((page) => page.replace(/Snapshot of \S+/, '')),
  xlsx: (bytes) => [...unzip(bytes)].map(([name, part]) => [name, sha256(part)]),
  zip: (bytes) =>
    [...unzip(bytes)].map(([name, part]) => [
      name,
      name === 'manifest.json' ? { ...(JSON.parse(String(part)) as object), snapshotAt: '' } : sha256(part),
    ]),
};

interface Published {
  rows: number | null;
  bytes: number;
  content: unknown;
}

async function published({ jobId }: JobFence, format: ExportFormat): Promise<Published> {
  const { object_key: key, row_count: rows, status } = await stateOf(fixture.em(), jobId);
  expect(status).toBe('succeeded');
  // Nothing else is left in the store.
  expect((await fixture.stored()).filter((one) => one !== 'files/notes.txt')).toEqual([key]);
  const object = await fixture.storage.get(String(key));
  if (object.outcome !== 'found') throw new Error(`no object ${key}`);
  const bytes = await buffer(object.body);
  await fixture.storage.delete(String(key));
  return { rows, bytes: bytes.length, content: await (CONTENTS[format] ?? sha256)(bytes) };
}

async function dieWriting(fence: JobFence, point: string): Promise<void> {
  const script = fileURLToPath(new URL('./dying-writer.ts', import.meta.url));
  const args = ['--disable-warning=ExperimentalWarning', script, fixture.databaseUrl, fixture.directory];
  const child = spawn(process.execPath, [...args, JSON.stringify(fence), point], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = textOf(child.stderr);
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`did not die: ${await said}`);
}

const wanted = new Map<ExportFormat, Published>();
beforeAll(async () => {
  for (const format of EXPORT_FORMATS) {
    const fence = await fixture.ask(specOf(format));
    await fixture.write(fence);
    wanted.set(format, await published(fence, format));
  }
}, 240_000);

/** Seeded, so that a failure is found again: a share of the bytes, or a moment after them. */
function pointsOf(shift: number): readonly (number | string)[] {
  const shares = Array.from({ length: KILLS - 2 }, (_, index) => (((index + shift) * 7_919 + 13) % 100) / 100);
  return [...shares, 'stored', 'published'];
}

const deaths = EXPORT_FORMATS.flatMap((format, index) =>
  pointsOf(index * KILLS).map((point) => [format, point] as const),
);

test.each(deaths)(
  'an export as %s that dies at %p is the same after it is written again, and leaves nothing',
  async (format, point) => {
    const whole = wanted.get(format);
    if (whole === undefined) throw new Error(`nothing to compare ${format} with`);
    const fence = await fixture.ask(specOf(format));
    await dieWriting(fence, typeof point === 'number' ? String(Math.ceil(point * whole.bytes)) : point);
    // What the dead attempt has left is nowhere to be downloaded.
    expect(await stateOf(fixture.em(), fence.jobId)).toMatchObject({ status: 'running', object_key: null });
    await fixture.write(fence, { attempt: 2 });
    const again = await published(fence, format);
    expect({ ...again, bytes: 0 }).toEqual({ ...whole, bytes: 0 });
  },
  120_000,
);
