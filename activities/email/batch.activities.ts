import { ApplicationFailure, CancelledFailure, type Context } from '@temporalio/activity';
import type { BatchActivities, BatchPass, DeliverBatchInput } from '../../src/features/email/batch/batch.contract.ts';
import type { FindContacts } from '../../src/features/email/batch/batch-recipients.ts';
import type { BatchKind } from '../../src/features/email/batch/bulk-mail.service.ts';
import type { Config } from '../../src/platform/config.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import type { Logger } from '../../src/platform/log/logger.ts';
import type { MailTransport } from '../../src/platform/mail/mail-transport.ts';
import { bulkConnections } from '../../src/platform/mail/smtp-pool.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';
import { notedFailure } from '../../src/platform/temporal/noted-failure.ts';
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

export function createBatchActivities({ config, ...deps }: BatchActivityDeps) {
  const { maxConnections, maxPerSecond } = config.smtp;
  // Another sender would only wait for one of these.
  const connections = bulkConnections(maxConnections);

  async function pass(context: Context, input: DeliverBatchInput): Promise<BatchPass> {
    try {
      return await deliverPass({ ...deps, connections, maxPerSecond, context, input });
    } catch (error) {
      if (error instanceof CancelledFailure || error instanceof ApplicationFailure) throw error;
      const attempt = { fence: input.fence, attempt: context.info.attempt, code: 'batch_broke_off' };
      throw await notedFailure(error, { ...deps, ...attempt });
    }
  }

  return {
    async deliverBatch(input: DeliverBatchInput): Promise<BatchPass> {
      return await withHeartbeat((context) => pass(context, input));
    },
  } satisfies BatchActivities;
}
