import { S3Client } from '@aws-sdk/client-s3';
import type { Config } from '../config.ts';
import { LocalStorage } from './local.ts';
import { S3Storage } from './s3.ts';
import type { Storage } from './storage.ts';

/** Milliseconds. Short, so that an unreachable server is found soon; an answer with a part of 8 MiB may take longer. */
const CONNECT_TIMEOUT = 3_000;
const REQUEST_TIMEOUT = 60_000;
/** A reader holds a socket for as long as it reads. With the SDK's 50, a crowd of readers would hold up all other calls. */
const MAX_SOCKETS = 200;

const nothing = () => undefined;
/** The SDK writes lines of its own to the console. Whatever it warns of is thrown as well. */
const QUIET = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * The bucket when one is configured, else the directory. Without keys the S3 client looks for credentials where every AWS client
 * does.
 */
export function createStorage(config: Config['storage']): Storage {
  const { s3 } = config;
  if (s3 === null) return new LocalStorage(config.directory);
  const client = new S3Client({
    region: s3.region,
    forcePathStyle: s3.forcePathStyle,
    maxAttempts: 3,
    logger: QUIET,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
      httpsAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
    },
    ...(s3.endpoint === null ? {} : { endpoint: s3.endpoint }),
    ...(s3.accessKeyId === null || s3.secretAccessKey === null
      ? {}
      : { credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey } }),
  });
  return new S3Storage(client, s3.bucket);
}
