import { randomUUID } from 'node:crypto';
import {
  access,
  constants,
  copyFile,
  type FileHandle,
  link,
  mkdir,
  open,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { addAbortSignal, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { buffersPassed } from '../passing-buffers.ts';
import { resolveRange } from './byte-range.ts';
import { Tally } from './digest.ts';
import { encodeFooter, readFooter } from './local-format.ts';
import { hasCode, inFolderOf, keysBelow, pathOf, pruneFolders, syncFolder } from './local-tree.ts';
import {
  type CallOptions,
  type FailedDelete,
  type GetOptions,
  type GetResult,
  type IncompleteUpload,
  type ListedObject,
  type ListOptions,
  MAX_PAGE,
  type ObjectInfo,
  type Page,
  type PutFileOptions,
  type PutOptions,
  type PutResult,
  type Storage,
  StorageUnavailable,
} from './storage.ts';
import { assertKeyPrefix, assertStorageKey } from './storage-key.ts';
import { SyncedFile } from './synced-file.ts';

/** Opens a file; undefined when it does not exist. */
async function openIfPresent(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function unlinkIfPresent(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

/** A full, broken or read-only disk counts as unavailable storage, as an unreachable bucket does. */
const DISK_FAILURES = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE'];

function unavailable(error: unknown): unknown {
  return hasCode(error, ...DISK_FAILURES) ? new StorageUnavailable(error) : error;
}

/** Bytes of one read. Each read costs a round through the threads of libuv, whatever its size. */
const READ_BYTES = 256 * 1_024;

async function appendStream(file: SyncedFile, body: Readable, tally: Tally, signal?: AbortSignal): Promise<void> {
  const append = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      tally.add(chunk);
      await file.append(chunk);
    }
  };
  await pipeline(body, append, signal === undefined ? {} : { signal });
}

/** Copies a file through one buffer. */
async function appendFile(file: SyncedFile, path: string, tally: Tally, signal?: AbortSignal): Promise<void> {
  const source = await open(path, 'r');
  try {
    const piece = Buffer.allocUnsafeSlow(READ_BYTES);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await source.read(piece, 0, READ_BYTES, null);
      if (bytesRead === 0) break;
      const bytes = piece.subarray(0, bytesRead);
      tally.add(bytes);
      await file.append(bytes);
    }
    buffersPassed(READ_BYTES);
  } finally {
    await source.close();
  }
}

/** Objects in a directory: `objects/` holds what is stored, `uploads/` what is being written. */
export class LocalStorage implements Storage {
  readonly #objects: string;
  readonly #uploads: string;

  constructor(directory: string) {
    this.#objects = join(resolve(directory), 'objects');
    this.#uploads = join(resolve(directory), 'uploads');
  }

  async put(key: string, body: Readable, options: PutOptions): Promise<PutResult> {
    try {
      return await this.#store(key, options, (file, tally) => appendStream(file, body, tally, options.signal));
    } finally {
      body.destroy();
    }
  }

  async putFile(key: string, path: string, options: PutFileOptions): Promise<PutResult> {
    return await this.#store(key, options, (file, tally) => appendFile(file, path, tally, options.signal));
  }

  async #store(
    key: string,
    options: PutOptions,
    append: (file: SyncedFile, tally: Tally) => Promise<void>,
  ): Promise<PutResult> {
    assertStorageKey(key);
    const upload = pathOf(this.#uploads, `${key}/${randomUUID()}`);
    try {
      const written = await this.#write(upload, options, append);
      const stored = await this.#publish(upload, pathOf(this.#objects, key), options.ifAbsent === true);
      return stored ? { outcome: 'stored', ...written } : { outcome: 'exists' };
    } catch (error) {
      throw unavailable(error);
    } finally {
      await unlinkIfPresent(upload);
      await pruneFolders(this.#uploads, upload);
    }
  }

  async #write(
    path: string,
    options: PutOptions,
    append: (file: SyncedFile, tally: Tally) => Promise<void>,
  ): Promise<{ size: number; etag: string; sha256: string }> {
    const file = await inFolderOf(path, () => open(path, 'wx'));
    try {
      const tally = new Tally(options.size, options.sha256);
      const synced = new SyncedFile(file);
      await append(synced, tally);
      tally.end();
      const sha256 = tally.sha256();
      const etag = `"${sha256.slice(0, 32)}"`;
      await synced.append(encodeFooter({ contentType: options.contentType, etag }));
      await synced.sync();
      return { size: tally.size, etag, sha256 };
    } finally {
      await file.close();
    }
  }

  /** `rename` replaces an existing object at once; `link` refuses to. */
  async #publish(upload: string, path: string, ifAbsent: boolean): Promise<boolean> {
    try {
      await inFolderOf(path, () => (ifAbsent ? link(upload, path) : rename(upload, path)));
    } catch (error) {
      if (ifAbsent && hasCode(error, 'EEXIST')) return false;
      throw error;
    }
    await syncFolder(dirname(path));
    return true;
  }

  async get(key: string, options: GetOptions = {}): Promise<GetResult> {
    assertStorageKey(key);
    options.signal?.throwIfAborted();
    const file = await openIfPresent(pathOf(this.#objects, key));
    if (file === undefined) return { outcome: 'missing' };
    try {
      const info = await readFooter(file);
      const range = options.range === undefined ? null : resolveRange(options.range, info.size);
      if (range === undefined) {
        await file.close();
        return { outcome: 'unsatisfiable' };
      }
      const body = await this.#read(file, range ?? { start: 0, end: info.size - 1 });
      if (options.signal !== undefined) addAbortSignal(options.signal, body);
      return { outcome: 'found', ...info, body, range };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The stream closes the file when it ends or is destroyed. */
  async #read(file: FileHandle, { start, end }: { start: number; end: number }): Promise<Readable> {
    if (end >= start) return file.createReadStream({ start, end, highWaterMark: READ_BYTES });
    await file.close();
    return Readable.from([]);
  }

  async getFile(key: string, path: string, options: CallOptions = {}): Promise<boolean> {
    assertStorageKey(key);
    options.signal?.throwIfAborted();
    try {
      await copyFile(pathOf(this.#objects, key), path, constants.COPYFILE_EXCL);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false;
      throw unavailable(error);
    }
    const file = await open(path, 'r+');
    try {
      await file.truncate((await readFooter(file)).size);
    } finally {
      await file.close();
    }
    return true;
  }

  async head(key: string): Promise<ObjectInfo | undefined> {
    assertStorageKey(key);
    const file = await openIfPresent(pathOf(this.#objects, key));
    try {
      return file === undefined ? undefined : await readFooter(file);
    } finally {
      await file?.close();
    }
  }

  async list(prefix: string, options: ListOptions = {}): Promise<Page<ListedObject>> {
    return await this.#page(this.#objects, prefix, options, async (key) => {
      const info = await this.head(key);
      return info === undefined ? undefined : { key, size: info.size, modifiedAt: info.modifiedAt };
    });
  }

  async #page<T>(
    root: string,
    prefix: string,
    { cursor = '', limit = MAX_PAGE, signal }: ListOptions,
    describe: (key: string) => Promise<T | undefined>,
  ): Promise<Page<T>> {
    assertKeyPrefix(prefix);
    const items: T[] = [];
    let last = cursor;
    for await (const key of keysBelow(root, prefix, cursor)) {
      signal?.throwIfAborted();
      if (items.length === Math.min(limit, MAX_PAGE)) return { items, next: last };
      const item = await describe(key);
      // Deleted since its folder was read.
      if (item === undefined) continue;
      items.push(item);
      last = key;
    }
    return { items, next: null };
  }

  async delete(key: string): Promise<void> {
    assertStorageKey(key);
    const path = pathOf(this.#objects, key);
    await unlinkIfPresent(path);
    await pruneFolders(this.#objects, path);
  }

  async deleteMany(keys: readonly string[], options: CallOptions = {}): Promise<FailedDelete[]> {
    const failed: FailedDelete[] = [];
    for (const key of keys) {
      options.signal?.throwIfAborted();
      try {
        await this.delete(key);
      } catch (error) {
        failed.push({ key, reason: (error as Error).message });
      }
    }
    return failed;
  }

  async probe(): Promise<void> {
    try {
      await mkdir(this.#objects, { recursive: true });
      await access(this.#objects, constants.W_OK);
    } catch (error) {
      throw new StorageUnavailable(error);
    }
  }

  async move(from: string, to: string): Promise<boolean> {
    assertStorageKey(from);
    assertStorageKey(to);
    const source = pathOf(this.#objects, from);
    if ((await this.head(from)) === undefined) return false;
    await this.#publish(source, pathOf(this.#objects, to), false);
    await pruneFolders(this.#objects, source);
    return true;
  }

  async listIncomplete(prefix: string, options: ListOptions = {}): Promise<Page<IncompleteUpload>> {
    return await this.#page(this.#uploads, prefix, options, async (path) => {
      try {
        const { birthtime } = await stat(pathOf(this.#uploads, path));
        const slash = path.lastIndexOf('/');
        return { key: path.slice(0, slash), uploadId: path.slice(slash + 1), startedAt: birthtime };
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return undefined;
        throw error;
      }
    });
  }

  async abortIncomplete({ key, uploadId }: Pick<IncompleteUpload, 'key' | 'uploadId'>): Promise<void> {
    assertStorageKey(`${key}/${uploadId}`);
    const path = pathOf(this.#uploads, `${key}/${uploadId}`);
    await unlinkIfPresent(path);
    await pruneFolders(this.#uploads, path);
  }

  close(): void {}
}
