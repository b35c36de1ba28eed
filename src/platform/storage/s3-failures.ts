import { S3ServiceException } from '@aws-sdk/client-s3';
import { NETWORK_ERRORS } from '../network-errors.ts';
import { StorageUnavailable } from './storage.ts';

/** Error codes of Node's sockets and of the SDK's own limits. */
const AWAY = new Set<string>([...NETWORK_ERRORS, 'TimeoutError', 'NetworkingError']);

/** The HTTP status of the server's answer; undefined for an error that is not an answer. */
export function status(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

/** Whether the server did not answer, or answered that it cannot serve at the moment. */
function isAway(error: unknown): boolean {
  const code = status(error);
  if (code !== undefined) return code >= 500 || code === 429;
  if (!(error instanceof Error)) return false;
  const { code: name, $metadata } = error as Error & { code?: unknown; $metadata?: { httpStatusCode?: number } };
  // A proxy in front may answer with a page of its own, which is not an answer of S3.
  if (($metadata?.httpStatusCode ?? 0) >= 500) return true;
  return AWAY.has(error.name) || (typeof name === 'string' && AWAY.has(name));
}

/** The error to throw for an error of the SDK: a {@link StorageUnavailable} where it means that. */
export function failure(error: unknown): unknown {
  return isAway(error) ? new StorageUnavailable(error) : error;
}

/** Returns what the call returns, and throws its failures as {@link failure} names them. */
export async function named<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw failure(error);
  }
}
