import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createStorage } from '../../../src/platform/storage/create-storage.ts';
import type { Storage } from '../../../src/platform/storage/storage.ts';
import { SyncedFile } from '../../../src/platform/storage/synced-file.ts';
import { storageContract, stream } from './contract.ts';

storageContract('a local directory', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vibe-storage-'));
  return {
    storage: createStorage({ directory, s3: null }),
    close: () => rm(directory, { recursive: true, force: true }),
  };
});

let directory: string;
let storage: Storage;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vibe-storage-'));
  storage = createStorage({ directory, s3: null });
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const put = (key: string, content: string) => storage.put(key, stream(content), { contentType: 'text/plain' });
const textOf = async (key: string) => {
  const result = await storage.get(key);
  return result.outcome === 'found' ? (await buffer(result.body)).toString() : result.outcome;
};

test('an object that is synced to disk as it grows has the bytes that were put', async () => {
  const size = 40 * 1_024 * 1_024 + 7;
  const content = Buffer.alloc(size, 'of every length ');
  const stored = await storage.put(
    'large',
    Readable.from([content.subarray(0, 17_000_003), content.subarray(17_000_003)]),
    {
      contentType: 'a/b',
      size,
    },
  );
  expect(stored).toMatchObject({ outcome: 'stored', size, sha256: createHash('sha256').update(content).digest('hex') });
  const found = await storage.get('large');
  expect(found.outcome === 'found' && (await buffer(found.body)).equals(content)).toBe(true);
});

test('a sync that fails while a file grows is reported when the whole file is synced', async () => {
  // It takes every byte, and syncs none.
  const file = await open('/dev/null', 'w');
  try {
    const synced = new SyncedFile(file);
    for (let n = 0; n < 40; n += 1) await synced.append(Buffer.alloc(1_024 * 1_024));
    await expect(synced.sync()).rejects.toMatchObject({ syscall: 'fdatasync' });
  } finally {
    await file.close();
  }
});

/** Writes to `key` for ever, in a process of its own. */
function endlessWriter(key: string) {
  const modules = fileURLToPath(new URL('../../../src/platform/storage/', import.meta.url));
  const program = `
    import { Readable } from 'node:stream';
    import { createStorage } from '${modules}create-storage.ts';
    const body = new Readable({ read() { setTimeout(() => this.push(Buffer.alloc(65536, 1)), 1); } });
    await createStorage({ directory: ${JSON.stringify(directory)}, s3: null }).put(${JSON.stringify(key)}, body, { contentType: 'a/b' });
  `;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'ignore', 'inherit'] });
}

test('a writer that is killed leaves the object as it was, and its upload to be found and freed', async () => {
  await put('reports/latest', 'as it was');
  const writer = endlessWriter('reports/latest');
  while ((await storage.listIncomplete('reports/')).items.length === 0)
    await new Promise((done) => setTimeout(done, 20));
  writer.kill('SIGKILL');
  await once(writer, 'exit');

  expect(await textOf('reports/latest')).toBe('as it was');
  const { items } = await storage.listIncomplete('');
  expect(items).toMatchObject([{ key: 'reports/latest' }]);
  for (const item of items) await storage.abortIncomplete(item);
  expect(await readdir(join(directory, 'uploads'))).toEqual([]);
});

test('a key may also be the beginning of another', async () => {
  await put('a', 'a');
  await put('a/b', 'b');
  await put('a/b/c', 'c');
  expect([await textOf('a'), await textOf('a/b'), await textOf('a/b/c')]).toEqual(['a', 'b', 'c']);
  await storage.delete('a/b');
  expect((await storage.list('a')).items.map((item) => item.key)).toEqual(['a', 'a/b/c']);
});

test('objects come and go in one folder at once', async () => {
  const coming = Array.from({ length: 40 }, async (_, i) => {
    await put(`busy/folder/${i}`, String(i));
    if (i % 2 === 0) await storage.delete(`busy/folder/${i}`);
  });
  await Promise.all(coming);
  expect((await storage.list('busy/')).items).toHaveLength(20);
  await storage.deleteMany((await storage.list('busy/')).items.map((item) => item.key));
  expect(await readdir(join(directory, 'objects'))).toEqual([]);
});
