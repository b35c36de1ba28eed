import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { sql } from 'kysely';
import pino from 'pino';
import { createEmailActivities } from '../../activities/email/email.activities.ts';
import { entities } from '../../src/composition/entities.ts';
import type { DeliverEmailInput, EmailStatus } from '../../src/features/email/email.contract.ts';
import { createEmailService, type EmailService } from '../../src/features/email/email.service.ts';
import { type Config, loadConfig } from '../../src/platform/config.ts';
import { createOrm, type Orm } from '../../src/platform/db/orm.ts';
import { type Em, row, run } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../src/platform/jobs/enqueue.ts';
import type { JobRow, StartableJob } from '../../src/platform/jobs/job-row.ts';
import type { JobFence } from '../../src/platform/jobs/jobs.contract.ts';
import type { MailTransport } from '../../src/platform/mail/mail-transport.ts';
import { SmtpPool } from '../../src/platform/mail/smtp-pool.ts';
import { createDatabase, databaseVariables } from './database.ts';
import { type ScriptedSmtpServer, startSmtpServer } from './smtp-server.ts';

/** The ledger row as tests look at it. */
export interface LedgerRow {
  id: string;
  job_id: string;
  status: EmailStatus;
  attempts: number;
  uncertain_count: number;
  lease_holder: string | null;
  lease_until: Date | null;
  smtp_response: string | null;
  error_code: string | null;
  error_message: string | null;
  data: Record<string, unknown>;
  sent_at: Date | null;
}

/** A database, a scripted SMTP server and the activity that joins them; workflows are played by the test. */
export interface EmailFixture {
  config: Config;
  orm: Orm;
  em(): Em;
  smtp: ScriptedSmtpServer;
  transport: MailTransport;
  email: EmailService;
  /** Jobs that were committed and offered for a start. */
  offered: StartableJob[];
  /** Commits a job with its mail; the default is a welcome mail. */
  enqueue(options?: { address?: string; sendAt?: Date }): Promise<JobRow>;
  fence(job: JobRow): JobFence;
  /** Runs the activity once, as a worker would. */
  attempt(job: JobRow, number?: number, options?: AttemptOptions): Promise<void>;
  /** What an activity sees of Temporal. */
  environment(attempt: number): MockActivityEnvironment;
  job(id: string): Promise<JobRow>;
  mail(jobId: string): Promise<LedgerRow>;
  execute(query: ReturnType<typeof sql>): Promise<number>;
  close(): Promise<void>;
}

export interface AttemptOptions {
  fence?: Partial<JobFence>;
  transport?: MailTransport;
  em?: () => Em;
  environment?: MockActivityEnvironment;
  timing?: Partial<DeliverEmailInput['timing']>;
  maximumAttempts?: number;
}

export const WELCOME = { displayName: 'Zoë', verifyUrl: 'https://vibe.test/verify#token=secret-token' };

export async function createEmailFixture(): Promise<EmailFixture> {
  const database = await createDatabase();
  const smtp = await startSmtpServer();
  const config = loadConfig({
    ...databaseVariables(database.url),
    SMTP_URL: smtp.url,
    SMTP_SEND_DEADLINE_MS: '3000',
    SMTP_LEASE_MS: '3500',
    SMTP_ATTEMPT_TIMEOUT_MS: '9000',
    SMTP_RETRY_INITIAL_MS: '200',
  });
  const orm = createOrm(config.db, entities);
  const em = () => orm.em.fork();
  const transport = new SmtpPool(config.smtp);
  const offered: StartableJob[] = [];
  const enqueue = createEnqueue({ offer: (job) => offered.push(job), maxWaitMs: 0 });
  const email = createEmailService({ config, enqueue, findRecipient: async () => null });
  const logger = pino({ level: 'silent' });
  const self: EmailFixture = {
    config,
    orm,
    em,
    smtp,
    transport,
    email,
    offered,
    enqueue: (options = {}) =>
      transact(em(), (tx) =>
        email.sendTemplate(tx, {
          template: 'welcome',
          to: { address: options.address ?? 'zoe@b.test', name: 'Zoë', userId: null },
          data: WELCOME,
          priority: 'normal',
          requestedBy: null,
          sendAt: options.sendAt ?? null,
        }),
      ),
    fence: (job) => ({ jobId: job.id, generation: job.generation, chainId: `chain-${job.id}-${job.generation}` }),
    attempt: async (job, number = 1, options = {}) => {
      const activities = createEmailActivities({
        em: options.em ?? em,
        mail: options.transport ?? transport,
        config,
        logger,
      });
      const environment = options.environment ?? self.environment(number);
      const { sendDeadlineMs, leaseMs, attemptTimeoutMs } = config.mail;
      await environment.run(activities.deliverEmail, {
        fence: { ...self.fence(job), ...options.fence },
        retry: { initialIntervalMs: 200, maximumIntervalMs: 1_000, maximumAttempts: options.maximumAttempts ?? 10 },
        timing: { deadlineMs: sendDeadlineMs, leaseMs, attemptTimeoutMs, ...options.timing },
      });
    },
    environment: (attempt) => new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') }),
    job: async (id) => {
      const found = await row<JobRow>(em(), sql`select * from job where id = ${id}`);
      if (!found) throw new Error(`no job ${id}`);
      return found;
    },
    mail: async (jobId) => {
      const found = await row<LedgerRow>(em(), sql`select * from email_message where job_id = ${jobId}`);
      if (!found) throw new Error(`no mail of job ${jobId}`);
      return found;
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
