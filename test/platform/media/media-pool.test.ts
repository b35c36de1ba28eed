import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MediaTask } from '../../../src/platform/media/media.contract.ts';
import { MediaPool } from '../../../src/platform/media/media-pool.ts';
import { noise } from '../../support/media/image-files.ts';
import { until } from '../../support/system.ts';

const FOREVER = new AbortController().signal;
let folder: string;
let text: MediaTask;
let bomb: MediaTask;
let image: MediaTask;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vibe-pool-'));
  const at = async (name: string, bytes: Buffer | string) => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };
  text = { kind: 'text', path: await at('a.txt', 'a text') };
  bomb = { kind: 'json', path: await at('a.json', `[${'[],'.repeat(8 * 1024 * 1024)}[]]`) };
  const bytes = await noise(5_000, 5_000).jpeg().toBuffer();
  image = { kind: 'image', path: await at('a.jpg', bytes), folder, size: bytes.length, contentType: 'image/jpeg' };
});
afterAll(() => rm(folder, { recursive: true }));

async function withPool(options: { size?: number; deadlineMs?: number }, use: (pool: MediaPool) => Promise<void>) {
  const pool = new MediaPool(options);
  try {
    await use(pool);
  } finally {
    pool.close();
  }
}

test('one process reads one file after the other', async () => {
  await withPool({ size: 1 }, async (pool) => {
    await pool.run(text, FOREVER);
    const [pid] = pool.pids;
    const results = await Promise.all(Array.from({ length: 5 }, () => pool.run(text, FOREVER)));
    for (const result of results) expect(result).toMatchObject({ report: { meta: { lines: 1 } } });
    expect(pool.pids).toEqual([pid]);
  });
});

test('a file that ends its process fails alone; the next has another process', async () => {
  await withPool({ size: 1 }, async (pool) => {
    await pool.run(text, FOREVER);
    const [before] = pool.pids;
    const [crashed, next] = await Promise.all([pool.run(bomb, FOREVER), pool.run(text, FOREVER)]);
    expect(crashed).toEqual({ died: 'crash' });
    expect(next).toMatchObject({ report: { meta: { lines: 1 } } });
    expect(pool.pids).not.toContain(before);
  });
});

test('a decoder that is not done at its deadline is killed', async () => {
  await withPool({ size: 1, deadlineMs: 1 }, async (pool) => {
    expect(await pool.run(image, FOREVER)).toEqual({ died: 'timeout' });
  });
});

test('a decoder whose run is aborted is killed, and its turn is free', async () => {
  await withPool({ size: 1 }, async (pool) => {
    const controller = new AbortController();
    const running = pool.run(bomb, controller.signal);
    controller.abort(new Error('not wanted any more'));
    await expect(running).rejects.toThrow('not wanted any more');
    expect(await pool.run(text, FOREVER)).toMatchObject({ report: {} });
  });
});

test('the processes of the pool have no configuration and no credentials', async () => {
  process.env.DATABASE_URL_OF_THIS_TEST = 'postgres://secret';
  try {
    await withPool({ size: 1 }, async (pool) => {
      await pool.run(text, FOREVER);
      const environment = (await readFile(`/proc/${pool.pids[0]}/environ`, 'latin1')).split('\0').filter(Boolean);
      const names = environment.map((entry) => entry.split('=')[0]);
      expect(names).toContain('MALLOC_ARENA_MAX');
      expect(names.filter((name) => /DATABASE|SECRET|KEY|TOKEN|PATH|HOME/.test(name ?? ''))).toEqual([]);
    });
  } finally {
    delete process.env.DATABASE_URL_OF_THIS_TEST;
  }
});

test('a closed pool leaves no process', async () => {
  const pool = new MediaPool({ size: 2 });
  await Promise.all([pool.run(text, FOREVER), pool.run(text, FOREVER)]);
  expect(pool.pids).toHaveLength(2);
  pool.close();
  await until(async () => pool.pids.length === 0, 10_000, 'its processes to end');
});
