import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ChecksumMismatchError,
  type FoundObject,
  type GetOptions,
  SizeMismatchError,
  type Storage,
} from '../../../src/platform/storage/storage.ts';

/** What every driver of the storage port does, whatever it stores in. */

export const MiB = 1024 * 1024;
const TEXT = 'text/plain; charset=utf-8';

/** `size` bytes that look random and are the same for the same seed. */
export function* bytes(size: number, seed = 'seed', chunkSize = 64 * 1024): Generator<Buffer> {
  const cipher = createCipheriv('aes-128-ctr', createHash('md5').update(seed).digest(), Buffer.alloc(16));
  for (let left = size; left > 0; left -= chunkSize) yield cipher.update(Buffer.alloc(Math.min(left, chunkSize)));
}

export function stream(content: string | Iterable<Buffer>): Readable {
  return Readable.from(typeof content === 'string' ? [Buffer.from(content)] : content, { objectMode: false });
}

async function hashOf(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

/** A body that gives `size` bytes and then neither more nor an end, until it is destroyed. */
export function stalling(size: number): Readable {
  const source = bytes(size);
  return new Readable({
    read() {
      const { value, done } = source.next();
      if (!done) this.push(value);
    },
  });
}

export function storageContract(name: string, open: () => Promise<{ storage: Storage; close(): Promise<void> }>): void {
  describe(`storage: ${name}`, () => {
    let storage: Storage;
    let close: () => Promise<void>;
    beforeAll(async () => {
      ({ storage, close } = await open());
    }, 240_000);
    afterAll(async () => {
      storage.close();
      await close();
    });

    const put = (key: string, content: string, ifAbsent = false) =>
      storage.put(key, stream(content), { contentType: TEXT, ifAbsent });
    const found = async (key: string, options?: GetOptions): Promise<FoundObject> => {
      const result = await storage.get(key, options);
      if (result.outcome !== 'found') throw new Error(`${key}: ${result.outcome}`);
      return result;
    };
    const textOf = async (key: string, options?: GetOptions) =>
      (await buffer((await found(key, options)).body)).toString();
    const keysOf = async (prefix: string) => (await storage.list(prefix)).items.map((item) => item.key);

    test('the storage gives back exactly the bytes it was given, in many sizes', async () => {
      for (const size of [1, 65_536, 8 * MiB - 1, 8 * MiB, 8 * MiB + 1, 20 * MiB]) {
        const result = await storage.put('sizes/object.bin', stream(bytes(size)), {
          contentType: 'application/x-bin',
          size,
        });
        const expected = await hashOf(bytes(size));
        expect(result).toMatchObject({ outcome: 'stored', size, sha256: expected });
        const object = await found('sizes/object.bin');
        expect(object).toMatchObject({ size, contentType: 'application/x-bin', range: null });
        expect(await hashOf(object.body)).toBe(expected);
      }
    });

    test('the storage stores an object without a byte', async () => {
      const result = await storage.put('empty', stream([]), { contentType: TEXT, size: 0 });
      expect(result).toMatchObject({ outcome: 'stored', size: 0, sha256: createHash('sha256').digest('hex') });
      expect(await storage.head('empty')).toMatchObject({ size: 0, contentType: TEXT });
      expect(await textOf('empty')).toBe('');
      expect(await storage.get('empty', { range: { start: 0 } })).toEqual({ outcome: 'unsatisfiable' });
    });

    test('the storage takes keys in any script, with spaces, signs and a percent sign', async () => {
      const keys = ['ключ/日本/ünï côdé.txt', "a b/+&=?#;:,@!$'()*.txt", 'per%2Fcent/100%', 'emoji/📈.csv'];
      for (const key of keys) {
        await put(key, key);
        expect(await textOf(key)).toBe(key);
        expect(await keysOf(key)).toEqual([key]);
        await storage.delete(key);
        expect(await storage.head(key)).toBeUndefined();
      }
    });

    test.each(['', '/a', 'a/', 'a//b', '../a', 'a/../b', './a', 'a/.', 'a\\b', 'a\u0000b', 'x'.repeat(201), '\ud800'])(
      'the storage refuses %j as a key',
      async (key) => {
        const body = stream('x');
        await expect(storage.put(key, body, { contentType: TEXT })).rejects.toThrow(TypeError);
        await expect(storage.get(key)).rejects.toThrow(TypeError);
        await expect(storage.delete(key)).rejects.toThrow(TypeError);
        body.destroy();
      },
    );

    test('ranges are read from the start, the middle and the end', async () => {
      await put('ranges', '0123456789');
      const ranges = [
        [{ start: 0, end: 0 }, '0', 0, 0],
        [{ start: 0, end: 3 }, '0123', 0, 3],
        [{ start: 4, end: 6 }, '456', 4, 6],
        [{ start: 7 }, '789', 7, 9],
        [{ start: 8, end: 99 }, '89', 8, 9],
        [{ suffix: 3 }, '789', 7, 9],
        [{ suffix: 99 }, '0123456789', 0, 9],
      ] as const;
      for (const [range, text, start, end] of ranges) {
        const object = await found('ranges', { range });
        expect(object).toMatchObject({ size: 10, range: { start, end }, contentType: TEXT });
        expect((await buffer(object.body)).toString()).toBe(text);
      }
    });

    test('a range without a byte of the object is reported', async () => {
      await put('ranges', '0123456789');
      for (const range of [{ start: 10 }, { start: 500, end: 600 }]) {
        expect(await storage.get('ranges', { range })).toEqual({ outcome: 'unsatisfiable' });
      }
    });

    test('a missing object is reported', async () => {
      expect(await storage.get('missing/object')).toEqual({ outcome: 'missing' });
      expect(await storage.get('missing/object', { range: { start: 0 } })).toEqual({ outcome: 'missing' });
      expect(await storage.head('missing/object')).toBeUndefined();
      expect(await storage.move('missing/object', 'elsewhere')).toBe(false);
    });

    test('head describes an object as get does', async () => {
      const before = Date.now() - 2_000;
      const stored = await put('described', 'words');
      const head = await storage.head('described');
      const { body, size, contentType, etag, modifiedAt } = await found('described');
      body.destroy();
      expect(head).toEqual({ size, contentType, etag, modifiedAt });
      expect(stored).toMatchObject({ etag });
      expect(etag).toMatch(/^".+"$/);
      expect(modifiedAt.getTime()).toBeGreaterThan(before);
    });

    test('an object is replaced as a whole: readers see the old or the new one', async () => {
      const versions = ['one', 'two', 'three'].map((seed) => ({ seed, size: 9 * MiB }));
      const hashes = await Promise.all(versions.map(({ seed, size }) => hashOf(bytes(size, seed))));
      const write = ({ seed, size }: { seed: string; size: number }) =>
        storage.put('replaced', stream(bytes(size, seed)), { contentType: seed, size });
      await write({ seed: 'one', size: 9 * MiB });
      let writing = true;
      const readers = [0, 1].map(async () => {
        const seen = new Set<string>();
        while (writing) seen.add(await hashOf((await found('replaced')).body));
        return seen;
      });
      for (const version of versions) await write(version);
      writing = false;
      for (const seen of await Promise.all(readers)) for (const hash of seen) expect(hashes).toContain(hash);
      expect(await hashOf((await found('replaced')).body)).toBe(hashes[2]);
      expect((await storage.head('replaced'))?.contentType).toBe('three');
    });

    test('new content has a new etag', async () => {
      const first = await put('etag', 'a');
      const second = await put('etag', 'b');
      expect(first).toMatchObject({ outcome: 'stored' });
      expect(second).not.toMatchObject({ etag: (first as { etag: string }).etag });
    });

    test('an object is stored only when the key is free, if asked to', async () => {
      expect(await put('once', 'first', true)).toMatchObject({ outcome: 'stored' });
      expect(await put('once', 'second', true)).toEqual({ outcome: 'exists' });
      const large = await storage.put('once', stream(bytes(17 * MiB)), { contentType: TEXT, ifAbsent: true });
      expect(large).toEqual({ outcome: 'exists' });
      expect(await textOf('once')).toBe('first');
      expect((await storage.listIncomplete('once')).items).toEqual([]);
    });

    test('exactly one of several wins a free key', async () => {
      const results = await Promise.all(Array.from({ length: 8 }, (_, i) => put('raced', `writer ${i}`, true)));
      const winners = results.flatMap((result, i) => (result.outcome === 'stored' ? [i] : []));
      expect(winners).toHaveLength(1);
      expect(await textOf('raced')).toBe(`writer ${winners[0]}`);
    });

    test('an upload that is aborted midway leaves nothing behind', async () => {
      await put('aborted/replaced', 'old');
      for (const key of ['aborted/replaced', 'aborted/new']) {
        const controller = new AbortController();
        const body = stalling(18 * MiB);
        const upload = storage.put(key, body, { contentType: TEXT, signal: controller.signal });
        setTimeout(() => controller.abort(), 400);
        await expect(upload).rejects.toThrow(/abort/i);
        expect(body.destroyed).toBe(true);
      }
      expect(await textOf('aborted/replaced')).toBe('old');
      expect(await storage.get('aborted/new')).toEqual({ outcome: 'missing' });
      expect((await storage.listIncomplete('aborted/')).items).toEqual([]);
    });

    test('a body that breaks leaves nothing behind', async () => {
      for (const size of [10, 18 * MiB]) {
        async function* broken() {
          yield* bytes(size);
          throw new Error('the client hung up');
        }
        const upload = storage.put('broken', Readable.from(broken(), { objectMode: false }), { contentType: TEXT });
        await expect(upload).rejects.toThrow('the client hung up');
        expect(await storage.get('broken')).toEqual({ outcome: 'missing' });
      }
      expect((await storage.listIncomplete('broken')).items).toEqual([]);
    });

    test('a body that is not as long as announced is refused', async () => {
      for (const [size, actual] of [
        [100, 99],
        [100, 101],
        [17 * MiB, 17 * MiB - 1],
      ] as const) {
        const upload = storage.put('short', stream(bytes(actual)), { contentType: TEXT, size });
        await expect(upload).rejects.toThrow(SizeMismatchError);
        expect(await storage.get('short')).toEqual({ outcome: 'missing' });
      }
    });

    test('unfinished uploads are listed and freed', async () => {
      const controller = new AbortController();
      const upload = storage.put('unfinished/a', stalling(18 * MiB), { contentType: TEXT, signal: controller.signal });
      upload.catch(() => undefined);
      let items = (await storage.listIncomplete('unfinished/')).items;
      while (items.length === 0) items = (await storage.listIncomplete('unfinished/')).items;
      expect(items).toEqual([{ key: 'unfinished/a', uploadId: expect.any(String), startedAt: expect.anything() }]);
      expect((await storage.listIncomplete('other/')).items).toEqual([]);
      const [item] = items;
      if (item === undefined) throw new Error('unreachable');
      await storage.abortIncomplete(item);
      await storage.abortIncomplete(item);
      controller.abort();
      await expect(upload).rejects.toThrow(/abort/i);
      // S3 says so itself: a part still on its way may outlive the abort, which is then to be repeated.
      await storage.abortIncomplete(item);
      expect((await storage.listIncomplete('unfinished/')).items).toEqual([]);
      expect(await storage.get('unfinished/a')).toEqual({ outcome: 'missing' });
    });

    test('objects are listed by prefix, in order, page by page', async () => {
      const keys = Array.from({ length: 25 }, (_, i) => `pages/${i % 3}/item-${String(i).padStart(2, '0')}`);
      keys.push('pages/a.b', 'pages/z');
      for (const key of keys) await put(key, key);
      await put('pagesx', 'not below pages/');
      keys.sort();
      expect(await keysOf('pages/')).toEqual(keys);
      for (const limit of [1, 4, 27, 28]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await storage.list('pages/', { limit, cursor });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map((item) => item.key));
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);
        expect(seen).toEqual(keys);
      }
      expect(await keysOf('pages/1/item-0')).toEqual(keys.filter((key) => key.startsWith('pages/1/item-0')));
      expect(await keysOf('pages/none')).toEqual([]);
      expect((await storage.list('pages/z')).items).toEqual([
        { key: 'pages/z', size: 7, modifiedAt: expect.anything() },
      ]);
    });

    test('objects are deleted, twice and many at once', async () => {
      await put('deleted/one', 'x');
      await storage.delete('deleted/one');
      await storage.delete('deleted/one');
      expect(await storage.get('deleted/one')).toEqual({ outcome: 'missing' });
      await put('deleted/a', 'a');
      await put('deleted/b/c', 'c');
      await put('deleted/kept', 'kept');
      expect(await storage.deleteMany(['deleted/a', 'deleted/b/c', 'deleted/never-there'])).toEqual([]);
      expect(await keysOf('deleted/')).toEqual(['deleted/kept']);
    });

    describe('a file', () => {
      let folder: string;
      beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), 'vibe-file-'));
      });
      afterAll(() => rm(folder, { recursive: true, force: true }));

      const fileOf = async (size: number) => {
        const path = join(folder, String(size));
        await writeFile(path, bytes(size));
        return { path, size, sha256: await hashOf(bytes(size)), contentType: 'application/x-bin' };
      };

      test('a file is stored with its known length and hash', async () => {
        for (const size of [0, 1, 9 * MiB, 65 * MiB]) {
          const { path, ...known } = await fileOf(size);
          const stored = await storage.putFile('file/whole', path, known);
          expect(stored).toMatchObject({ outcome: 'stored', size, sha256: known.sha256 });
          expect(await hashOf((await found('file/whole')).body)).toBe(known.sha256);
          const copy = join(folder, `copy of ${size}`);
          expect(await storage.getFile('file/whole', copy)).toBe(true);
          expect(await hashOf(createReadStream(copy))).toBe(known.sha256);
        }
        await storage.delete('file/whole');
        expect(await storage.getFile('file/whole', join(folder, 'none'))).toBe(false);
        await expect(access(join(folder, 'none'))).rejects.toThrow('ENOENT');
      });

      test('a file that differs from its announcement is not stored', async () => {
        for (const size of [1_000, 65 * MiB]) {
          const { path, ...known } = await fileOf(size);
          const other = 'ab'.repeat(32);
          const wrong = storage.putFile('file/wrong', path, { ...known, sha256: other });
          await expect(wrong).rejects.toThrow(ChecksumMismatchError);
          const short = storage.putFile('file/wrong', path, { ...known, size: size + 1 });
          await expect(short).rejects.toThrow(SizeMismatchError);
        }
        expect(await storage.get('file/wrong')).toEqual({ outcome: 'missing' });
        expect((await storage.listIncomplete('file/')).items).toEqual([]);
      });

      test('a file takes a free key only, if asked to', async () => {
        const { path, ...known } = await fileOf(10);
        await put('file/taken', 'first');
        expect(await storage.putFile('file/taken', path, { ...known, ifAbsent: true })).toEqual({ outcome: 'exists' });
        expect(await textOf('file/taken')).toBe('first');
      });
    });

    test('the storage answers a probe', async () => {
      await storage.probe();
    });

    test('the storage is not exhausted by answers that are not read', async () => {
      await storage.put('unread', stream(bytes(MiB)), { contentType: TEXT });
      for (let i = 0; i < 100; i += 1) {
        await storage.head('unread');
        await storage.head('unread/none');
        await storage.get('unread/none');
        await storage.get('unread', { range: { start: 2 * MiB } });
        (await found('unread')).body.destroy();
        const controller = new AbortController();
        const { body } = await found('unread', { signal: controller.signal });
        body.on('error', () => undefined);
        controller.abort();
      }
      expect(await hashOf((await found('unread')).body)).toBe(await hashOf(bytes(MiB)));
    });

    test('an object is moved over another one', async () => {
      await storage.put('moved/from ключ', stream('new'), { contentType: 'text/csv' });
      await put('moved/to', 'old');
      expect(await storage.move('moved/from ключ', 'moved/to')).toBe(true);
      expect(await textOf('moved/to')).toBe('new');
      expect((await storage.head('moved/to'))?.contentType).toBe('text/csv');
      expect(await keysOf('moved/')).toEqual(['moved/to']);
      expect(await storage.move('moved/from ключ', 'moved/to')).toBe(false);
      expect(await textOf('moved/to')).toBe('new');
    });

    test('a call whose signal is aborted is given up', async () => {
      await put('signalled', 'x');
      const signal = AbortSignal.abort();
      await expect(storage.get('signalled', { signal })).rejects.toThrow(/abort/i);
      await expect(storage.put('signalled', stream('y'), { contentType: TEXT, signal })).rejects.toThrow(/abort/i);
      expect(await textOf('signalled')).toBe('x');
      const controller = new AbortController();
      await storage.put('signalled', stream(bytes(20 * MiB)), { contentType: TEXT });
      const { body } = await found('signalled', { signal: controller.signal });
      setTimeout(() => controller.abort(), 20);
      await expect(
        (async () => {
          for await (const _chunk of body) await new Promise((resolve) => setTimeout(resolve, 10));
        })(),
      ).rejects.toThrow(/abort/i);
    });

    test('384 MiB stream up and down in flat memory', async () => {
      const size = 384 * MiB;
      let peak = 0;
      const measure = () => {
        const { arrayBuffers, heapUsed } = process.memoryUsage();
        peak = Math.max(peak, arrayBuffers + heapUsed);
      };
      const start = process.memoryUsage();
      const source = function* () {
        for (const chunk of bytes(size, 'flat')) {
          measure();
          yield chunk;
        }
      };
      const stored = await storage.put('flat', stream(source()), { contentType: 'application/octet-stream' });
      const hash = createHash('sha256');
      for await (const chunk of (await found('flat')).body) {
        measure();
        hash.update(chunk);
      }
      expect(stored).toMatchObject({ outcome: 'stored', size, sha256: hash.digest('hex') });
      // Parts in flight and what the collector has not freed yet, whatever the size of the object.
      expect(peak - start.arrayBuffers - start.heapUsed).toBeLessThan(180 * MiB);
      await storage.delete('flat');
    }, 120_000);
  });
}
