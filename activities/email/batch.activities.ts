import { ApplicationFailure, CancelledFailure, type Context } from '@temporalio/activity';
import type { BatchActivities, BatchPass, DeliverBatchInput } from '../../src/features/email/batch/batch.contract.ts';
import type { FindContacts } from '../../src/features/email/batch/batch-recipients.ts';
import type { BatchKind } from '../../src/features/email/batch/bulk-mail.service.ts';
import type { Config } from '../../src/platform/config.ts';
import { isDatabaseAway } from '../../src/platform/db/failures.ts';
import { type Em, run } from '../../src/platform/db/sql.ts';
import { storableText } from '../../src/platform/db/storable-text.ts';
import { recordFailedAttempt } from '../../src/platform/jobs/fence.ts';
import type { Logger } from '../../src/platform/log/logger.ts';
import type { MailTransport } from '../../src/platform/mail/mail-transport.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';
import { deliverPass } from './deliver-batch.ts';

export interface BatchActivityDeps {
  em(): Em;
  mail: MailTransport;
  config: Pick<Config, 'smtp'>;
  /** Whose mails are sent in bulk, one for each type of job. */
  kinds: readonly BatchKind[];
  findContacts: FindContacts;
  logger: Logger;
}

/** A database that was away is asked again at once; anything else is a defect, which the next second does not repair. */
const AWAY_RETRY_MS = 1_000;
const BROKEN_RETRY_MS = 30_000;

export function createBatchActivities({ config, ...deps }: BatchActivityDeps) {
  const { maxConnections: connections, maxPerSecond } = config.smtp;

  /** Shows in the job why a pass broke off. */
  async function noted(cause: unknown, context: Context, { fence }: DeliverBatchInput): Promise<ApplicationFailure> {
    const retryInMs = isDatabaseAway(cause) ? AWAY_RETRY_MS : BROKEN_RETRY_MS;
    const { attempt } = context.info;
    const message = storableText(cause instanceof Error ? cause.message : String(cause));
    deps.logger.error({ err: cause, job_id: fence.jobId, attempt }, 'pass over a batch stopped, it will be repeated');
    const error = { code: 'batch_broke_off', message };
    await run(deps.em(), recordFailedAttempt(fence, { attempt, error, retryInMs })).catch((failure: unknown) => {
      deps.logger.warn({ err: failure, job_id: fence.jobId }, 'could not record on the job why the pass stopped');
    });
    return ApplicationFailure.create({ type: error.code, message, nextRetryDelay: retryInMs });
  }

  async function pass(context: Context, input: DeliverBatchInput): Promise<BatchPass> {
    try {
      return await deliverPass({ ...deps, connections, maxPerSecond, context, input });
    } catch (error) {
      if (error instanceof CancelledFailure || error instanceof ApplicationFailure) throw error;
      throw await noted(error, context, input);
    }
  }

  return {
    async deliverBatch(input: DeliverBatchInput): Promise<BatchPass> {
      return await withHeartbeat((context) => pass(context, input));
    },
  } satisfies BatchActivities;
}
