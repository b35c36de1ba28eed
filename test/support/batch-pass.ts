import { MockActivityEnvironment } from '@temporalio/testing';
import pino from 'pino';
import { createBatchActivities } from '../../activities/email/batch.activities.ts';
import { entities } from '../../src/composition/entities.ts';
import { findContacts } from '../../src/features/accounts/people/contacts.reads.ts';
import type { DeliverBatchInput } from '../../src/features/email/batch/batch.contract.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { SmtpPool } from '../../src/platform/mail/smtp-pool.ts';
import { plainKind } from './batch.ts';

/** A process that passes once over a batch, to be killed: its argument is the {@link DeliverBatchInput} of the activity. */
const input = JSON.parse(process.argv[2] as string) as DeliverBatchInput;
const config = loadConfig(process.env);
const orm = createOrm(config.db, entities);
const { deliverBatch } = createBatchActivities({
  em: () => orm.em.fork(),
  mail: new SmtpPool(config.smtp),
  config,
  kinds: [plainKind],
  findContacts,
  logger: pino({ level: 'silent' }),
});
await new MockActivityEnvironment().run(deliverBatch, input);
process.exit(0);
