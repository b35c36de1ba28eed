import type { Em } from '../db/sql.ts';
import type { Logger } from '../log/logger.ts';
import { type Loop, startLoop } from '../loop.ts';
import { purgeIdempotencyKeys } from './idempotency/idempotency.ts';
import { purgeRateLimitBuckets } from './rate-limiter.ts';

/** Nothing waits for a purge: what is too old is not used even where it still lies. */
const INTERVAL_MS = 10 * 60_000;

/** Deletes idempotency keys and rate limit buckets that are over. Any number of programs may run it. */
export function startHttpHousekeeping(options: { em(): Em; logger: Logger }): Loop {
  return startLoop({
    name: 'http-housekeeping',
    intervalMs: INTERVAL_MS,
    logger: options.logger,
    round: async () => {
      await purgeIdempotencyKeys(options.em());
      await purgeRateLimitBuckets(options.em());
      return false;
    },
  });
}
