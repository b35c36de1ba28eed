import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { buffersPassed, countBuffers } from '../passing-buffers.ts';
import { rangeHeader } from './byte-range.ts';
import { Digest } from './digest.ts';
import { failure, named, status } from './s3-failures.ts';
import {
  type CallOptions,
  ChecksumMismatchError,
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
  SizeMismatchError,
  type Storage,
  StorageUnavailable,
} from './storage.ts';
import { assertKeyPrefix, assertStorageKey } from './storage-key.ts';

/** Bytes of a part. One upload holds two parts in memory. S3 asks for 5 MiB at least. */
const PART_BYTES = 8 * 1024 * 1024;
/** The limit of S3 for one upload. */
const MAX_PARTS = 10_000;
const PARTS_AT_ONCE = 2;

/** Bytes of one read. Each read costs a round through the threads of libuv, whatever its size. */
const READ_BYTES = 256 * 1_024;
/** Up to this size a file is sent in one request, and the store verifies its checksum. S3 would take 5 GiB. */
const MAX_SINGLE_PUT_BYTES = 64 * 1024 * 1024;
/** The server may have closed a kept connection just now, and the SDK does not repeat a stream. */
const PUT_ATTEMPTS = 3;
/** Codes by which servers refuse bytes that differ from the checksum sent with them. */
const WRONG_CHECKSUM = new Set([
  'BadDigest',
  'XAmzContentChecksumMismatch',
  'InvalidDigest',
  'XAmzContentSHA256Mismatch',
]);

const call = (options: CallOptions | undefined) =>
  options?.signal === undefined ? {} : { abortSignal: options.signal };

interface Described {
  ContentLength?: number | undefined;
  ContentType?: string | undefined;
  ETag?: string | undefined;
  LastModified?: Date | undefined;
}

function infoOf(answer: Described, size: number): ObjectInfo {
  return {
    size,
    contentType: answer.ContentType ?? 'application/octet-stream',
    etag: answer.ETag ?? '',
    modifiedAt: answer.LastModified ?? new Date(0),
  };
}

/** Parses `bytes 0-9/100`, the range of a part of an object. */
function partOf(contentRange: string | undefined): { start: number; end: number; size: number } | undefined {
  const [, start, end, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange ?? '') ?? [];
  return start === undefined ? undefined : { start: Number(start), end: Number(end), size: Number(size) };
}

async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    for (;;) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafeSlow(READ_BYTES), 0, READ_BYTES, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      buffersPassed(bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Objects in a bucket of S3 or of a server that speaks its protocol. */
export class S3Storage implements Storage {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  #object(key: string): { Bucket: string; Key: string } {
    assertStorageKey(key);
    return { Bucket: this.#bucket, Key: key };
  }

  async put(key: string, body: Readable, options: PutOptions): Promise<PutResult> {
    const object = this.#object(key);
    const digest = new Digest(options.size, options.sha256);
    const upload = new Upload({
      client: this.#client,
      params: {
        ...object,
        Body: digest,
        ContentType: options.contentType,
        ...(options.ifAbsent ? { IfNoneMatch: '*' } : {}),
      },
      partSize: Math.max(PART_BYTES, Math.ceil((options.size ?? 0) / MAX_PARTS)),
      queueSize: PARTS_AT_ONCE,
    });
    // An abort breaks the body instead of the upload: only then does the upload end by removing its parts.
    const piped = pipeline(body, digest, options.signal === undefined ? {} : { signal: options.signal });
    const sent = upload.done();
    sent.catch((error: Error) => digest.destroy(error));
    const [piping, sending] = await Promise.allSettled([piped, sent]);
    if (sending.status === 'rejected') {
      if (status(sending.reason) === 412) return { outcome: 'exists' };
      // A failure of the body is not a failure of the store.
      throw body.errored === sending.reason ? sending.reason : failure(sending.reason);
    }
    if (piping.status === 'rejected') throw piping.reason;
    return { outcome: 'stored', size: digest.byteCount, etag: sending.value.ETag ?? '', sha256: digest.sha256() };
  }

  async putFile(key: string, path: string, options: PutFileOptions): Promise<PutResult> {
    if (options.size > MAX_SINGLE_PUT_BYTES) return await this.put(key, createReadStream(path), options);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#putWhole(key, path, options);
      } catch (error) {
        if (!(error instanceof StorageUnavailable) || attempt === PUT_ATTEMPTS) throw error;
      }
    }
  }

  async #putWhole(key: string, path: string, options: PutFileOptions): Promise<PutResult> {
    const { size, sha256 } = options;
    if ((await stat(path)).size !== size) throw new SizeMismatchError(`${size} bytes were announced of ${path}`);
    const Body = Readable.from(piecesOf(path), { objectMode: false, highWaterMark: READ_BYTES });
    const command = new PutObjectCommand({
      ...this.#object(key),
      Body,
      ContentLength: size,
      ContentType: options.contentType,
      ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
      ...(options.ifAbsent ? { IfNoneMatch: '*' } : {}),
    });
    try {
      const answer = await this.#client.send(command, call(options));
      return { outcome: 'stored', size, etag: answer.ETag ?? '', sha256 };
    } catch (error) {
      if (status(error) === 412) return { outcome: 'exists' };
      if (error instanceof Error && WRONG_CHECKSUM.has(error.name)) throw new ChecksumMismatchError(error.message);
      throw failure(error);
    } finally {
      Body.destroy();
    }
  }

  async get(key: string, options: GetOptions = {}): Promise<GetResult> {
    const Range = options.range === undefined ? undefined : rangeHeader(options.range);
    try {
      const answer = await named(
        this.#client.send(new GetObjectCommand({ ...this.#object(key), Range }), call(options)),
      );
      const body = answer.Body as Readable;
      const part = partOf(answer.ContentRange);
      return {
        outcome: 'found',
        ...infoOf(answer, part?.size ?? answer.ContentLength ?? 0),
        body,
        range: part === undefined ? null : { start: part.start, end: part.end },
      };
    } catch (error) {
      if (status(error) === 404) return { outcome: 'missing' };
      if (status(error) === 416) return { outcome: 'unsatisfiable' };
      throw error;
    }
  }

  async getFile(key: string, path: string, options: CallOptions = {}): Promise<boolean> {
    const found = await this.get(key, options);
    if (found.outcome !== 'found') return false;
    try {
      const file = createWriteStream(path, { flags: 'wx', highWaterMark: READ_BYTES });
      countBuffers(found.body);
      await pipeline(found.body, file, options.signal === undefined ? {} : { signal: options.signal });
    } catch (error) {
      throw failure(error);
    }
    return true;
  }

  async head(key: string, options?: CallOptions): Promise<ObjectInfo | undefined> {
    try {
      const answer = await named(this.#client.send(new HeadObjectCommand(this.#object(key)), call(options)));
      return infoOf(answer, answer.ContentLength ?? 0);
    } catch (error) {
      if (status(error) === 404) return undefined;
      throw error;
    }
  }

  async list(prefix: string, options: ListOptions = {}): Promise<Page<ListedObject>> {
    assertKeyPrefix(prefix);
    const command = new ListObjectsV2Command({
      Bucket: this.#bucket,
      Prefix: prefix,
      MaxKeys: Math.min(options.limit ?? MAX_PAGE, MAX_PAGE),
      StartAfter: options.cursor,
    });
    const answer = await named(this.#client.send(command, call(options)));
    const items = (answer.Contents ?? []).map((object) => ({
      key: object.Key as string,
      size: object.Size ?? 0,
      modifiedAt: object.LastModified ?? new Date(0),
    }));
    return { items, next: answer.IsTruncated ? (items.at(-1)?.key ?? null) : null };
  }

  async delete(key: string, options?: CallOptions): Promise<void> {
    await named(this.#client.send(new DeleteObjectCommand(this.#object(key)), call(options)));
  }

  async deleteMany(keys: readonly string[], options?: CallOptions): Promise<FailedDelete[]> {
    const failed: FailedDelete[] = [];
    for (let at = 0; at < keys.length; at += MAX_PAGE) {
      const Objects = keys.slice(at, at + MAX_PAGE).map((key) => ({ Key: this.#object(key).Key }));
      const command = new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } });
      const answer = await named(this.#client.send(command, call(options)));
      for (const { Key, Code, Message } of answer.Errors ?? []) {
        // Some servers report a missing object as an error. It is gone, as requested.
        if (Code !== 'NoSuchKey') failed.push({ key: Key ?? '', reason: `${Code} ${Message}` });
      }
    }
    return failed;
  }

  async probe(options?: CallOptions): Promise<void> {
    try {
      await this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket }), call(options));
    } catch (error) {
      throw new StorageUnavailable(error);
    }
  }

  async move(from: string, to: string, options?: CallOptions): Promise<boolean> {
    const CopySource = `${this.#bucket}/${encodeURIComponent(this.#object(from).Key).replaceAll('%2F', '/')}`;
    try {
      await named(this.#client.send(new CopyObjectCommand({ ...this.#object(to), CopySource }), call(options)));
    } catch (error) {
      if (status(error) === 404) return false;
      throw error;
    }
    await this.delete(from, options);
    return true;
  }

  async listIncomplete(prefix: string, options: ListOptions = {}): Promise<Page<IncompleteUpload>> {
    assertKeyPrefix(prefix);
    const [KeyMarker, UploadIdMarker] =
      options.cursor === undefined ? [] : (JSON.parse(options.cursor) as [string, string]);
    const command = new ListMultipartUploadsCommand({
      Bucket: this.#bucket,
      Prefix: prefix,
      MaxUploads: Math.min(options.limit ?? MAX_PAGE, MAX_PAGE),
      KeyMarker,
      UploadIdMarker,
    });
    const answer = await named(this.#client.send(command, call(options)));
    const items = (answer.Uploads ?? []).map((upload) => ({
      key: upload.Key as string,
      uploadId: upload.UploadId as string,
      startedAt: upload.Initiated ?? new Date(0),
    }));
    const next = answer.IsTruncated ? JSON.stringify([answer.NextKeyMarker, answer.NextUploadIdMarker]) : null;
    return { items, next };
  }

  async abortIncomplete(
    { key, uploadId }: Pick<IncompleteUpload, 'key' | 'uploadId'>,
    options?: CallOptions,
  ): Promise<void> {
    try {
      const command = new AbortMultipartUploadCommand({ ...this.#object(key), UploadId: uploadId });
      await named(this.#client.send(command, call(options)));
    } catch (error) {
      if (status(error) !== 404) throw error;
    }
  }

  close(): void {
    this.#client.destroy();
  }
}
