import type { Em } from '../../../../platform/db/sql.ts';
import { reportProgress } from '../../../../platform/jobs/fence.ts';
import type { JobFence } from '../../../../platform/jobs/jobs.contract.ts';
import type { Logger } from '../../../../platform/log/logger.ts';
import { pause } from '../../../../platform/time/pause.ts';
import { lookAtBatch } from '../batch.ledger.ts';
import type { SendStop } from './send-stop.ts';

/** A wish to pause or cancel is seen this soon, whatever is being sent. */
const LOOK_MS = 500;
/** Progress is shown with every second look. */
const REPORT_EVERY = 2;

export interface BatchWatchOptions {
  em(): Em;
  fence: JobFence;
  stop: SendStop;
  progress(): { done: number; total: number };
  /** Called with each look, whether the database answers or not. */
  look(): void;
  logger: Logger;
}

/**
 * Looks twice a second whether the pass may go on, and shows once a second how far it is.
 * @param until ends it
 */
export async function watchBatch(options: BatchWatchOptions, until: AbortSignal): Promise<void> {
  const { em, fence, stop, progress, logger } = options;
  for (let look = 1; ; look += 1) {
    await pause(LOOK_MS, until);
    if (until.aborted) return;
    options.look();
    try {
      const wish = await lookAtBatch(em(), fence);
      if (wish !== 'send') stop.request(wish);
      else if (look % REPORT_EVERY === 0) await reportProgress(em(), fence, progress());
    } catch (error) {
      // Without the database no further page is claimed, so little is sent unwatched.
      logger.warn({ err: error }, 'could not check whether the batch should stop');
    }
  }
}
