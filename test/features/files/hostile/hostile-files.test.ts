import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createFilesFixture, type FilesFixture, IN_AGREEMENT } from '../../../support/files.ts';
import { HOSTILE } from './hostile-files.ts';

/** What a decoder takes by itself, and as much again. */
const MAX_CHILD_KB = 300_000;

let files: FilesFixture;
beforeAll(async () => {
  files = await createFilesFixture();
});
afterAll(() => files.close());

/** The most memory that any process of the pool has had. */
async function peakKb(): Promise<number> {
  const peaks = files.pool.pids.map(async (pid) => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''); // ended meanwhile
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  });
  return Math.max(0, ...(await Promise.all(peaks)));
}

const good = () => ({ name: 'good.txt', bytes: randomBytes(100).toString('hex') });

/** What has become of a file of an upload, as the table says it. */
async function fateOf(result: { code: string | null; file: { id: string } | null }): Promise<object> {
  if (result.file === null) return { refused: result.code };
  const { status, error, meta } = (await files.call('GET', `/api/files/${result.file.id}`)).json;
  return status === 'failed' ? { failed: error.code } : { [status]: meta };
}

test('the table has at least sixty kinds of files, each once', () => {
  expect(HOSTILE.length).toBeGreaterThanOrEqual(60);
  expect(new Set(HOSTILE.map(({ what }) => what)).size).toBe(HOSTILE.length);
});

test.each(HOSTILE.map((file) => [file.what, file] as const))(
  '%s does no harm',
  async (_what, { name, bytes, outcome }) => {
    const before = await files.keys();
    const { status, json } = await files.upload([good(), { name, bytes: await bytes() }, good()]);
    const [first, hostile, last] = json.results;
    expect([status, first.outcome, last.outcome]).toEqual([202, 'accepted', 'accepted']);
    expect(await files.spooled()).toEqual([]);
    await files.work();
    expect(await fateOf(hostile)).toMatchObject(outcome);
    expect([await fateOf(first), await fateOf(last)]).toMatchObject([{ ready: {} }, { ready: {} }]);
    const job = (await files.call('GET', `/api/jobs/${json.jobId}`)).json;
    const total = hostile.file === null ? 2 : 3;
    expect([job.status, job.progress]).toEqual(['succeeded', expect.objectContaining({ done: total, total })]);
    expect(await peakKb()).toBeLessThan(MAX_CHILD_KB);
    for (const { file } of json.results) if (file !== null) await files.call('DELETE', `/api/files/${file.id}`);
    await files.work();
    expect(await files.keys()).toEqual(before);
    expect(await files.spooled()).toEqual([]);
    expect(await files.disagreements()).toEqual(IN_AGREEMENT);
  },
);

test('nothing that failed or was refused is left, and no room is lost', async () => {
  const { usage } = (await files.call('GET', '/api/files/limits')).json;
  expect(usage).toMatchObject({ usedBytes: 0, reservedBytes: 0, fileCount: 0 });
  expect(await files.keys()).toEqual([]);
});
