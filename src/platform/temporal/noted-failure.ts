import { ApplicationFailure } from '@temporalio/activity';
import { isDatabaseAway } from '../db/failures.ts';
import { type Em, run } from '../db/sql.ts';
import { storableText } from '../db/storable-text.ts';
import { recordFailedAttempt } from '../jobs/fence.ts';
import type { JobFence } from '../jobs/jobs.contract.ts';
import type { Logger } from '../log/logger.ts';

/** A database that was away is asked again at once; anything else is a defect, which the next second does not repair. */
const AWAY_RETRY_MS = 1_000;
const BROKEN_RETRY_MS = 30_000;

export interface FailingAttempt {
  em(): Em;
  fence: JobFence;
  /** Of the activity, from 1. */
  attempt: number;
  /** The job's error code while it waits for the next attempt. */
  code: string;
  logger: Logger;
}

/**
 * Shows in the job why an attempt failed that will be repeated until it succeeds, so that a job that cannot go on says so.
 * @returns the failure for Temporal, with the time until the next attempt
 */
export async function notedFailure(cause: unknown, options: FailingAttempt): Promise<ApplicationFailure> {
  const { em, fence, attempt, code, logger } = options;
  const retryInMs = isDatabaseAway(cause) ? AWAY_RETRY_MS : BROKEN_RETRY_MS;
  const message = storableText(cause instanceof Error ? cause.message : String(cause));
  const fields = { job_id: fence.jobId, attempt, code };
  logger.error({ err: cause, ...fields }, 'the work of a job stopped, it will be repeated');
  await run(em(), recordFailedAttempt(fence, { attempt, error: { code, message }, retryInMs })).catch(
    (failure: unknown) => {
      logger.warn({ err: failure, ...fields }, 'could not record on the job why its work stopped');
    },
  );
  return ApplicationFailure.create({ type: code, message, nextRetryDelay: retryInMs });
}
