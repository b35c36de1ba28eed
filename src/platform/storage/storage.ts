import type { Readable } from 'node:stream';

/**
 * Where bytes live: a directory in development, an S3 bucket in production. Keys are `/`-separated paths, see
 * `assertStorageKey`. Every method may be called again after a crash. What a caller can expect to happen is a value; what throws
 * is a surprise, an abort, or {@link StorageUnavailable} (the server away, the disk full), after which a call may be repeated.
 */
export interface Storage {
  /**
   * Stores what `body` gives, in flat memory. The object appears at once and whole, or not at all: an error, an abort or a
   * body that ends early leaves what was there before. `body` is read to its end or destroyed.
   * @throws SizeMismatchError when `size` was given and the body has another
   */
  put(key: string, body: Readable, options: PutOptions): Promise<PutResult>;

  /**
   * Stores a file whose length and hash are known, which the store verifies, in the memory of one read. As `put` else.
   * @throws SizeMismatchError, ChecksumMismatchError when the file is not what was announced
   */
  putFile(key: string, path: string, options: PutFileOptions): Promise<PutResult>;

  /** Opens an object. A body that was asked for is to be read to its end or destroyed. */
  get(key: string, options?: GetOptions): Promise<GetResult>;

  /** Writes an object into a new file. @returns false when there is no such object */
  getFile(key: string, path: string, options?: CallOptions): Promise<boolean>;

  head(key: string, options?: CallOptions): Promise<ObjectInfo | undefined>;

  /** Objects whose key begins with `prefix`, by key, a page at a time. */
  list(prefix: string, options?: ListOptions): Promise<Page<ListedObject>>;

  /** Deletes an object; one that is not there is deleted already. */
  delete(key: string, options?: CallOptions): Promise<void>;

  /** Deletes many. One that is refused does not keep the others. @returns those that are still there, and why */
  deleteMany(keys: readonly string[], options?: CallOptions): Promise<FailedDelete[]>;

  /**
   * Gives an object its final name, replacing what had it; readers of `to` see the old or the new object, never a part.
   * @returns false when there is no `from`, as in a repeated call
   */
  move(from: string, to: string, options?: CallOptions): Promise<boolean>;

  /** Uploads that were begun and neither finished nor given up, of this and of dead processes. */
  listIncomplete(prefix: string, options?: ListOptions): Promise<Page<IncompleteUpload>>;

  /** Frees what an unfinished upload holds. One that is gone is aborted already. */
  abortIncomplete(upload: Pick<IncompleteUpload, 'key' | 'uploadId'>, options?: CallOptions): Promise<void>;

  /** @throws StorageUnavailable unless the store answers and would take objects */
  probe(options?: CallOptions): Promise<void>;

  /** Lets go of connections. */
  close(): void;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

export interface PutOptions extends CallOptions {
  contentType: string;
  /** Bytes the body must have, where it is known. */
  size?: number | undefined;
  /** SHA-256 that the bytes must have, in hex, where it is known. */
  sha256?: string | undefined;
  /** Store only when the key is free; of two at once exactly one wins. */
  ifAbsent?: boolean | undefined;
}

export type PutFileOptions = PutOptions & { size: number; sha256: string };

export interface FailedDelete {
  key: string;
  reason: string;
}

export type PutResult =
  | { outcome: 'stored'; size: number; etag: string /** Of the bytes, in hex. */; sha256: string }
  | { outcome: 'exists' };

/** Both ends count, from 0; `suffix` is the last so many bytes. */
export type ByteRange = { start: number; end?: number | undefined } | { suffix: number };

export interface GetOptions extends CallOptions {
  range?: ByteRange | undefined;
}

export interface ObjectInfo {
  /** Bytes of the whole object. */
  size: number;
  contentType: string;
  /** Quoted, as in HTTP; changes with the content. */
  etag: string;
  modifiedAt: Date;
}

export interface FoundObject extends ObjectInfo {
  outcome: 'found';
  body: Readable;
  /** What `body` covers: first and last byte; null when it is the whole object. */
  range: { start: number; end: number } | null;
}

/** `unsatisfiable`: no byte of the object is in the range (HTTP 416). */
export type GetResult = FoundObject | { outcome: 'missing' } | { outcome: 'unsatisfiable' };

export interface ListOptions extends CallOptions {
  /** `next` of the page before. */
  cursor?: string | undefined;
  /** 1 to 1000, which is the default. */
  limit?: number | undefined;
}

export interface Page<T> {
  items: T[];
  /** Cursor of the next page; null on the last one. */
  next: string | null;
}

export interface ListedObject {
  key: string;
  size: number;
  modifiedAt: Date;
}

export interface IncompleteUpload {
  key: string;
  uploadId: string;
  startedAt: Date;
}

export const MAX_PAGE = 1_000;

export class SizeMismatchError extends Error {
  override readonly name = 'SizeMismatchError';
}

export class ChecksumMismatchError extends Error {
  override readonly name = 'ChecksumMismatchError';
}

/** The store is away, overloaded or full. Its cause says more; it is never the database's fault. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';

  constructor(cause: unknown) {
    super('the storage does not answer', { cause });
  }
}
