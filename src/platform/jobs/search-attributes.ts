import { type Client, isGrpcServiceError } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { Logger } from '../log/logger.ts';
import { type Loop, startUntilDone } from '../loop.ts';

/** What operators filter runs by. They must exist in the namespace: {@link registerSearchAttributes} makes them. */
export const JOB_TYPE = defineSearchAttributeKey('JobType', SearchAttributeType.KEYWORD);
export const JOB_ID = defineSearchAttributeKey('JobId', SearchAttributeType.KEYWORD);
export const REQUESTED_BY = defineSearchAttributeKey('RequestedBy', SearchAttributeType.KEYWORD);

const NAMES = [JOB_TYPE, JOB_ID, REQUESTED_BY].map(({ name }) => name);
/** `INDEXED_VALUE_TYPE_KEYWORD` of the protocol. */
const KEYWORD = 2;
/** Milliseconds for the two calls together. */
const DEADLINE_MS = 5_000;
const RETRY_MS = 5_000;
/** gRPC statuses of a server that is administered elsewhere: not permitted, not offered (Cloud), not signed in. */
const NOT_OURS = new Set([7, 12, 16]);

export interface RegisterOptions {
  client: Client;
  logger: Logger;
}

/**
 * Makes the search attributes in the namespace where they are missing. Any number of workers may call it at once.
 * @returns `refused` when the server does not let this program do so, which the log says with the names
 * @throws when Temporal is away; calling it again is harmless
 */
export async function registerSearchAttributes({ client, logger }: RegisterOptions): Promise<'present' | 'refused'> {
  const { connection } = client;
  const { namespace } = client.options;
  try {
    await connection.withDeadline(Date.now() + DEADLINE_MS, async () => {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      const missing = NAMES.filter((name) => !(name in (customAttributes ?? {})));
      if (missing.length === 0) return;
      const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
      await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
      logger.info({ namespace, search_attributes: missing }, 'search attributes registered');
    });
    return 'present';
  } catch (error) {
    if (!isGrpcServiceError(error) || !NOT_OURS.has(Number(error.code))) throw error;
    logger.error(
      { namespace, search_attributes: NAMES, reason: error.message },
      'not allowed to register search attributes: make them as Keyword, no workflow can be started where they are missing',
    );
    return 'refused';
  }
}

/** Registers them once, however long Temporal is away. */
export function startRegistering(options: RegisterOptions): Loop {
  return startUntilDone({
    name: 'registering search attributes',
    retryMs: RETRY_MS,
    logger: options.logger,
    attempt: async () => {
      await registerSearchAttributes(options);
    },
  });
}
