import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { rangeHeader } from './byte-range.ts';
import { Digest } from './digest.ts';
import {
  type CallOptions,
  type GetOptions,
  type GetResult,
  type IncompleteUpload,
  type ListedObject,
  type ListOptions,
  MAX_PAGE,
  type ObjectInfo,
  type Page,
  type PutOptions,
  type PutResult,
  type Storage,
} from './storage.ts';
import { assertKeyPrefix, assertStorageKey } from './storage-key.ts';

/** Of a part, and of the memory one upload needs twice. S3 asks for 5 MiB at least. */
const PART_BYTES = 8 * 1024 * 1024;
/** S3 takes no more parts than this. */
const MAX_PARTS = 10_000;
const PARTS_AT_ONCE = 2;

function status(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

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

/** `bytes 0-9/100`, of a part of an object. */
function partOf(contentRange: string | undefined): { start: number; end: number; size: number } | undefined {
  const [, start, end, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange ?? '') ?? [];
  return start === undefined ? undefined : { start: Number(start), end: Number(end), size: Number(size) };
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
    const digest = new Digest(options.size);
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
      throw sending.reason;
    }
    if (piping.status === 'rejected') throw piping.reason;
    return { outcome: 'stored', size: digest.byteCount, etag: sending.value.ETag ?? '', sha256: digest.sha256() };
  }

  async get(key: string, options: GetOptions = {}): Promise<GetResult> {
    const Range = options.range === undefined ? undefined : rangeHeader(options.range);
    try {
      const answer = await this.#client.send(new GetObjectCommand({ ...this.#object(key), Range }), call(options));
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

  async head(key: string, options?: CallOptions): Promise<ObjectInfo | undefined> {
    try {
      const answer = await this.#client.send(new HeadObjectCommand(this.#object(key)), call(options));
      return infoOf(answer, answer.ContentLength ?? 0);
    } catch (error) {
      if (status(error) === 404) return undefined;
      throw error;
    }
  }

  async list(prefix: string, options: ListOptions = {}): Promise<Page<ListedObject>> {
    assertKeyPrefix(prefix);
    const answer = await this.#client.send(
      new ListObjectsV2Command({
        Bucket: this.#bucket,
        Prefix: prefix,
        MaxKeys: Math.min(options.limit ?? MAX_PAGE, MAX_PAGE),
        StartAfter: options.cursor,
      }),
      call(options),
    );
    const items = (answer.Contents ?? []).map((object) => ({
      key: object.Key as string,
      size: object.Size ?? 0,
      modifiedAt: object.LastModified ?? new Date(0),
    }));
    return { items, next: answer.IsTruncated ? (items.at(-1)?.key ?? null) : null };
  }

  async delete(key: string, options?: CallOptions): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#object(key)), call(options));
  }

  async deleteMany(keys: readonly string[], options?: CallOptions): Promise<void> {
    for (let at = 0; at < keys.length; at += MAX_PAGE) {
      const Objects = keys.slice(at, at + MAX_PAGE).map((key) => ({ Key: this.#object(key).Key }));
      const answer = await this.#client.send(
        new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } }),
        call(options),
      );
      const [failed] = answer.Errors ?? [];
      if (failed !== undefined) throw new Error(`${failed.Key} was not deleted: ${failed.Code} ${failed.Message}`);
    }
  }

  async move(from: string, to: string, options?: CallOptions): Promise<boolean> {
    const CopySource = `${this.#bucket}/${encodeURIComponent(this.#object(from).Key).replaceAll('%2F', '/')}`;
    try {
      await this.#client.send(new CopyObjectCommand({ ...this.#object(to), CopySource }), call(options));
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
    const answer = await this.#client.send(
      new ListMultipartUploadsCommand({
        Bucket: this.#bucket,
        Prefix: prefix,
        MaxUploads: Math.min(options.limit ?? MAX_PAGE, MAX_PAGE),
        KeyMarker,
        UploadIdMarker,
      }),
      call(options),
    );
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
      await this.#client.send(command, call(options));
    } catch (error) {
      if (status(error) !== 404) throw error;
    }
  }

  close(): void {
    this.#client.destroy();
  }
}
