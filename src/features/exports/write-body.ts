import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import type { PutResult, Storage } from '../../platform/storage/storage.ts';
import type { Compression } from './exports.contract.ts';
import type { Body } from './formats/body.ts';

export interface WriteBody {
  body: Body;
  compression: Compression;
  contentType: string;
  storage: Storage;
  /** Key of the new object. */
  key: string;
  signal: AbortSignal;
}

export interface WrittenObject {
  bytes: number;
  sha256: string;
}

/** Writes a body to an object, in flat memory. When this returns, the object exists whole or not at all. */
export async function writeBody({
  body,
  compression,
  contentType,
  storage,
  key,
  signal,
}: WriteBody): Promise<WrittenObject> {
  const bytes = new PassThrough();
  // The header contains no time, so the same rows give the same bytes.
  const gzip = compression === 'gzip' ? [createGzip({ level: constants.Z_BEST_SPEED })] : [];
  const [piped, stored] = await Promise.allSettled([
    pipeline([...body.streams, ...gzip, bytes], { signal }),
    storage.put(key, bytes, { contentType, ifAbsent: true, signal }),
  ]);
  if (stored.status === 'rejected') throw causeOf(piped, stored.reason);
  if (piped.status === 'rejected') throw piped.reason;
  return sizeOf(stored.value, key);
}

/** The first failure. A failing store destroys the body, which breaks the pipe without a reason of its own. */
function causeOf(piped: PromiseSettledResult<void>, stored: unknown): unknown {
  if (piped.status === 'fulfilled') return stored;
  return (piped.reason as { code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE' ? stored : piped.reason;
}

function sizeOf(stored: PutResult, key: string): WrittenObject {
  if (stored.outcome === 'exists') throw new Error(`an object has the new key ${key}`);
  return { bytes: stored.size, sha256: stored.sha256 };
}
