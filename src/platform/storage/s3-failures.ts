import { S3ServiceException } from '@aws-sdk/client-s3';
import { NETWORK_ERRORS } from '../network-errors.ts';
import { StorageUnavailable } from './storage.ts';

/** Of Node's sockets and of the SDK's own limits. */
const AWAY = new Set<string>([...NETWORK_ERRORS, 'TimeoutError', 'NetworkingError']);

/** The HTTP status of an answer of the server, undefined for everything that is none. */
export function status(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

/** Whether the server did not answer, or answered that it cannot serve now. */
function isAway(error: unknown): boolean {
  const code = status(error);
  if (code !== undefined) return code >= 500 || code === 429;
  if (!(error instanceof Error)) return false;
  const { code: name, $metadata } = error as Error & { code?: unknown; $metadata?: { httpStatusCode?: number } };
  // A proxy in front answers a page that is no answer of S3.
  if (($metadata?.httpStatusCode ?? 0) >= 500) return true;
  return AWAY.has(error.name) || (typeof name === 'string' && AWAY.has(name));
}

/** What the SDK threw, as a {@link StorageUnavailable} where that is what it means. */
export function failure(error: unknown): unknown {
  return isAway(error) ? new StorageUnavailable(error) : error;
}

/** Gives what a call gives, with its failures named. */
export async function named<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw failure(error);
  }
}
