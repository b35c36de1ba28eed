import type { Readable } from 'node:stream';

/**
 * Where bytes live: a directory in development, an S3 bucket in production. Keys are `/`-separated paths, see `assertStorageKey`.
 * Every method may be called again after a crash. An outcome that a caller can expect is a value. What throws is an unexpected
 * error, an abort, or {@link StorageUnavailable} (the server unreachable, the disk full); after the last one a call may be
 * repeated.
 */
export interface Storage {
  /**
   * Stores the bytes of `body`, in flat memory. The object appears at once and whole, or not at all: an error, an abort or a body
   * that ends early keeps what was there before. `body` is read to its end or destroyed.
   * @throws SizeMismatchError when `size` was given and the body has another
   */
  put(key: string, body: Readable, options: PutOptions): Promise<PutResult>;

  /**
   * Stores a file whose length and hash are known. The store verifies both. Needs the memory of one read; otherwise like `put`.
   * @throws SizeMismatchError, ChecksumMismatchError when the file is not what was announced
   */
  putFile(key: string, path: string, options: PutFileOptions): Promise<PutResult>;

  /** Opens an object. The caller reads the body to its end or destroys it. */
  get(key: string, options?: GetOptions): Promise<GetResult>;

  /** Writes an object into a new file. @returns false when there is no such object */
  getFile(key: string, path: string, options?: CallOptions): Promise<boolean>;

  head(key: string, options?: CallOptions): Promise<ObjectInfo | undefined>;

  /** Objects whose key begins with `prefix`, by key, a page at a time. */
  list(prefix: string, options?: ListOptions): Promise<Page<ListedObject>>;

  /** Deletes an object. Succeeds also when there is none. */
  delete(key: string, options?: CallOptions): Promise<void>;

  /**
   * Deletes many objects. A refused one does not stop the others.
   * @returns those that still exist, and why
   */
  deleteMany(keys: readonly string[], options?: CallOptions): Promise<FailedDelete[]>;

  /**
   * Gives an object its final name, and replaces any object of that name. Readers of `to` see the old or the new object, never a
   * part.
   * @returns false when there is no `from`, as in a repeated call
   */
  move(from: string, to: string, options?: CallOptions): Promise<boolean>;

  /** Uploads that were started and neither finished nor aborted, those of dead processes included. */
  listIncomplete(prefix: string, options?: ListOptions): Promise<Page<IncompleteUpload>>;

  /** Frees what an unfinished upload holds. Succeeds also when the upload is gone. */
  abortIncomplete(upload: Pick<IncompleteUpload, 'key' | 'uploadId'>, options?: CallOptions): Promise<void>;

  /**
   * Checks that the store can be used.
   * @throws StorageUnavailable unless the store answers and would take objects
   */
  probe(options?: CallOptions): Promise<void>;

  /** Closes all connections. */
  close(): void;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

export interface PutOptions extends CallOptions {
  contentType: string;
  /** Bytes that the body must have, if known. */
  size?: number | undefined;
  /** SHA-256 that the bytes must have, in hex, if known. */
  sha256?: string | undefined;
  /** Store only when the key is free. Of two calls at once exactly one wins. */
  ifAbsent?: boolean | undefined;
}

export type PutFileOptions = PutOptions & { size: number; sha256: string };

export interface FailedDelete {
  key: string;
  reason: string;
}

export type PutResult =
  | { outcome: 'stored'; size: number; etag: string /** SHA-256 of the bytes, in hex. */; sha256: string }
  | { outcome: 'exists' };

/** `start` and `end` are included and count from 0. `suffix` selects the last bytes, so many. */
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
  /** First and last byte in `body`; null when it is the whole object. */
  range: { start: number; end: number } | null;
}

/** `unsatisfiable`: no byte of the object is in the range (HTTP 416). */
export type GetResult = FoundObject | { outcome: 'missing' } | { outcome: 'unsatisfiable' };

export interface ListOptions extends CallOptions {
  /** `next` of the page before. */
  cursor?: string | undefined;
  /** From 1 to 1000; 1000 by default. */
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

/** The store is unreachable, overloaded or full. `cause` says more. Never used for a failure of the database. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';

  constructor(cause: unknown) {
    super('the storage does not answer', { cause });
  }
}
