import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { sql } from 'kysely';
import pino from 'pino';
import { createBatchActivities } from '../../activities/email/batch.activities.ts';
import { entities } from '../../src/composition/entities.ts';
import { findContacts } from '../../src/features/accounts/people/contacts.reads.ts';
import type { BatchPass, DeliverBatchInput } from '../../src/features/email/batch/batch.contract.ts';
import {
  addToBatch,
  createBatch,
  markFilled,
  requeueBatch,
  settleBatch,
} from '../../src/features/email/batch/batch.service.ts';
import { findBatches } from '../../src/features/email/batch/batch-figures.reads.ts';
import type { BatchKind, BatchRecipient, ComposePage } from '../../src/features/email/batch/bulk-mail.service.ts';
import type { EmailStatus } from '../../src/features/email/email.contract.ts';
import type { MailCounts } from '../../src/features/email/mail-counts.domain.ts';
import type { MailCategory } from '../../src/features/email/templates/template.ts';
import { type Config, loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../src/platform/db/orm.ts';
import { type Em, row, rows, run } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../src/platform/jobs/enqueue.ts';
import type { JobRow } from '../../src/platform/jobs/job-row.ts';
import type { JobType } from '../../src/platform/jobs/job-type.ts';
import type { JobFence } from '../../src/platform/jobs/jobs.contract.ts';
import { LEFT_TO_DISPATCHER } from '../../src/platform/jobs/launch.ts';
import type { ComposedMail, MailTransport } from '../../src/platform/mail/mail-transport.ts';
import { SmtpPool } from '../../src/platform/mail/smtp-pool.ts';
import { createDatabase, databaseVariables } from './database.ts';
import { type ScriptedSmtpServer, startSmtpServer } from './smtp-server.ts';
import { addUsers } from './users.ts';

/** Mails in bulk without any content, of a job type that exists in tests only. */
export const testBatchJob: JobType<object> = {
  type: 'test-batch',
  workflow: 'testBatch',
  taskQueue: 'bulk',
  onSettled: settleBatch,
  onRequeued: requeueBatch,
};

export interface BatchRow {
  id: string;
  to_address: string;
  status: EmailStatus;
  attempts: number;
  uncertain_count: number;
  lease_holder: string | null;
  lease_until: Date | null;
  next_attempt_at: Date | null;
  smtp_response: string | null;
  error_code: string | null;
  error_message: string | null;
  bounced_at: Date | null;
  sent_at: Date | null;
}

export interface BatchRecipientRow {
  address: string;
  userId?: string;
}

export interface BatchFixture {
  databaseUrl: string;
  config: Config;
  orm: Orm;
  em(): Em;
  smtp: ScriptedSmtpServer;
  transport: MailTransport;
  kind: BatchKind;
  /** Commits a job with a batch; a number makes as many addresses `n<i>@<domain>`. */
  enqueue(
    recipients: number | readonly BatchRecipientRow[],
    options?: {
      category?: MailCategory;
      expiresAt?: Date;
      filled?: boolean;
      domain?: string;
      input?: Record<string, unknown>;
    },
  ): Promise<JobRow>;
  fence(job: JobRow): JobFence;
  settings: Omit<DeliverBatchInput, 'fence'>;
  /** Runs the activity once, as a worker would. */
  pass(job: JobRow, options?: PassOptions): Promise<BatchPass>;
  environment(attempt?: number): MockActivityEnvironment;
  job(id: string): Promise<JobRow>;
  counts(job: JobRow): Promise<MailCounts>;
  /** In the order of the batch. */
  mails(job: JobRow): Promise<BatchRow[]>;
  mail(job: JobRow, address: string): Promise<BatchRow>;
  /** Lets everything that waits for its time be due, and all leases end. */
  due(job: JobRow): Promise<void>;
  user(options?: { email?: string; verified?: boolean; categories?: Record<string, boolean> }): Promise<string>;
  execute(query: ReturnType<typeof sql>): Promise<number>;
  close(): Promise<void>;
}

export interface PassOptions {
  attempt?: number;
  transport?: MailTransport;
  em?: () => Em;
  environment?: MockActivityEnvironment;
  fence?: Partial<JobFence>;
  timing?: Partial<DeliverBatchInput['timing']>;
  retry?: Partial<DeliverBatchInput['retry']>;
  smtp?: Partial<Config['smtp']>;
  kind?: BatchKind;
  passMs?: number;
}

export function plainMail({ messageId, to, date }: BatchRecipient): ComposedMail {
  const head = `From: <hello@vibe.localhost>\r\nTo: <${to.address}>\r\nDate: ${date.toUTCString()}`;
  const raw = `${head}\r\nMessage-ID: <${messageId}@vibe.localhost>\r\nSubject: news\r\n\r\nNews.\r\n`;
  return { envelope: { from: 'hello@vibe.localhost', to: to.address }, raw: Buffer.from(raw) };
}

/** A kind whose pages are composed by `compose`. */
export function kindOf(compose: ComposePage): BatchKind {
  return { jobType: testBatchJob.type, open: async () => compose };
}

/** The kind of {@link testBatchJob}: every page is composed at once. */
export const plainKind = kindOf(async (_em, recipients) => recipients.map(plainMail));

export async function createBatchFixture(): Promise<BatchFixture> {
  const database = await createDatabase();
  const smtp = await startSmtpServer();
  const config = loadConfig({ ...databaseVariables(database.url), SMTP_URL: smtp.url, SMTP_MAX_CONNECTIONS: '4' });
  const orm = createOrm(config.db, entities);
  const em = () => orm.em.fork();
  const transport = new SmtpPool(config.smtp);
  const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
  const logger = pino({ level: 'silent' });
  const self: BatchFixture = {
    databaseUrl: database.url,
    config,
    orm,
    em,
    smtp,
    transport,
    kind: plainKind,
    settings: {
      timing: { deadlineMs: 3_000, leaseMs: 10_000 },
      retry: { initialIntervalMs: 200, maximumIntervalMs: 1_000, maximumAttempts: 5 },
    },
    enqueue: (recipients, options = {}) =>
      transact(em(), async (tx) => {
        const people =
          typeof recipients === 'number'
            ? Array.from({ length: recipients }, (_, index) => ({ address: `n${index}@${options.domain ?? 'b.test'}` }))
            : recipients;
        const job = await enqueue(tx, {
          type: testBatchJob,
          id: newId(),
          input: options.input ?? {},
          summary: 'a test batch',
          requestedBy: null,
        });
        await createBatch(tx, { jobId: job.id, links: [] });
        const category = options.category ?? 'activity';
        const mail = { jobId: job.id, template: 'activity', category, subject: 'news' } as const;
        await addToBatch(
          tx,
          { ...mail, expiresAt: options.expiresAt ?? null },
          sql`select ${job.id} || ':' || address || ':' || n as once_key, address, 'Reader' as name, user_id, false as empty
              from unnest(${people.map((person) => person.address)}::text[],
                ${people.map((person) => (person as BatchRecipientRow).userId ?? null)}::uuid[])
                with ordinality as person (address, user_id, n) order by n`,
        );
        if (options.filled !== false) await markFilled(tx, job.id);
        return job;
      }),
    fence: (job) => ({ jobId: job.id, generation: job.generation, chainId: `chain-${job.id}-${job.generation}` }),
    environment: (attempt = 1) => new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') }),
    pass: async (job, options = {}) => {
      const activities = createBatchActivities({
        em: options.em ?? em,
        mail: options.transport ?? transport,
        config: { smtp: { ...config.smtp, ...options.smtp } },
        kinds: [options.kind ?? plainKind],
        findContacts,
        logger,
      });
      const environment = options.environment ?? self.environment(options.attempt);
      return await environment.run(activities.deliverBatch, {
        fence: { ...self.fence(job), ...options.fence },
        timing: { ...self.settings.timing, ...options.timing },
        retry: { ...self.settings.retry, ...options.retry },
        ...(options.passMs === undefined ? {} : { passMs: options.passMs }),
      });
    },
    job: async (id) => {
      const found = await row<JobRow>(em(), sql`select * from job where id = ${id}`);
      if (!found) throw new Error(`no job ${id}`);
      return found;
    },
    counts: async (job) => {
      const batch = (await findBatches(em(), [job.id])).get(job.id);
      if (!batch) throw new Error(`no batch ${job.id}`);
      return batch.counts;
    },
    mails: (job) => rows<BatchRow>(em(), sql`select * from email_message where job_id = ${job.id} order by id`),
    mail: async (job, address) => {
      const found = (await self.mails(job)).find((mail) => mail.to_address === address);
      if (!found) throw new Error(`no mail to ${address}`);
      return found;
    },
    due: async (job) => {
      await run(
        em(),
        sql`update email_message set next_attempt_at = least(next_attempt_at, now()), lease_until = least(lease_until, now())
            where job_id = ${job.id}`,
      );
    },
    user: async (options = {}) => {
      const [id] = await addUsers(em(), [options]);
      return id as string;
    },
    execute: (query) => run(em(), query),
    close: async () => {
      await transport.close();
      await smtp.close();
      await orm.close(true);
      await database.drop();
    },
  };
  return self;
}
