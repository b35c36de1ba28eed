import type { BatchActivities, BatchPass, DeliverBatchInput } from '../../src/features/email/batch.contract.ts';
import type { BatchKind } from '../../src/features/email/batch.ts';
import type { FindContacts } from '../../src/features/email/batch-recipients.ts';
import type { Config } from '../../src/platform/config.ts';
import type { Em } from '../../src/platform/db/sql.ts';
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

export function createBatchActivities({ config, ...deps }: BatchActivityDeps) {
  const { maxConnections: connections, maxPerSecond } = config.smtp;
  return {
    async deliverBatch(input: DeliverBatchInput): Promise<BatchPass> {
      return await withHeartbeat((context) => deliverPass({ ...deps, connections, maxPerSecond, context, input }));
    },
  } satisfies BatchActivities;
}
