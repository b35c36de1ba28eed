import { sql } from 'kysely';
import type { Config } from '../../platform/config.ts';
import { newId } from '../../platform/db/ids.ts';
import type { Em } from '../../platform/db/sql.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { invalidRequest, isProblem, type Problem } from '../../platform/http/problem.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import type { JobRow } from '../../platform/jobs/job-row.ts';
import type { JobPriority } from '../../platform/jobs/jobs.contract.ts';
import { mailRetry } from '../jobs/retries.domain.ts';
import { emailJobType } from './email.jobs.ts';
import type { SendEmailBody } from './email.schema.ts';
import { forbiddenLinks } from './rendering/allowed-links.service.ts';
import { subjectOf } from './rendering/render.ts';
import { siteOf } from './rendering/site.ts';
import { type TemplateData, templateOf } from './templates/catalog.ts';
import { shorten } from './templates/format.domain.ts';
import type { MailCategory } from './templates/template.ts';
import type { TemplateName } from './templates/template-names.contract.ts';

const YEAR_MS = 366 * 86_400_000;

export interface Recipient {
  address: string;
  name: string;
  userId: string | null;
}

/** Where the mails of a user go: accounts know. `null` when there is no such user, or they take no mail. */
export type FindRecipient = (em: Em, userId: string) => Promise<{ email: string; displayName: string } | null>;

export interface EmailServiceDeps {
  config: Pick<Config, 'mail' | 'http'>;
  enqueue: Enqueue;
  findRecipient: FindRecipient;
}

export interface TemplateMail<Name extends TemplateName> {
  template: Name;
  to: Recipient;
  data: TemplateData<Name>;
  priority: JobPriority;
  /** The user who finds the job among their own. */
  requestedBy: string | null;
  /** What people refuse it by, where that is not the template's own: `activity` lists whatever there is to tell. */
  category?: MailCategory;
  sendAt?: Date | null;
  /** Other people whom the mail names or concerns: what it says is erased with their accounts too. */
  about?: readonly string[];
}

export type EmailService = ReturnType<typeof createEmailService>;

/** Longest name beside an address. */
const NAME_CHARACTERS = 100;

/** A name as headers take it, whatever its feature allows. */
function oneLine(name: string): string {
  return shorten(name.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim(), NAME_CHARACTERS);
}

/** `anna@example.com` as `a…@example.com`: enough for an operator, too little to write to. */
function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}

/** Use cases that put mail on its way. Sending is the worker's business. */
export function createEmailService({ config, enqueue, findRecipient }: EmailServiceDeps) {
  const site = siteOf(config);
  const { sendDeadlineMs, leaseMs, attemptTimeoutMs, retryInitialMs } = config.mail;

  /** Writes the job and its mail in the transaction of `tx`. */
  async function write(tx: Em, mail: Omit<TemplateMail<TemplateName>, 'data'> & { data: unknown }): Promise<JobRow> {
    const template = templateOf(mail.template);
    return await enqueue(tx, {
      type: emailJobType,
      input: {
        template: mail.template,
        priority: mail.priority,
        retry: mailRetry(mail.priority, retryInitialMs),
        timing: { deadlineMs: sendDeadlineMs, leaseMs, attemptTimeoutMs },
      },
      summary: `${mail.template} to ${masked(mail.to.address)}`,
      requestedBy: mail.requestedBy,
      priority: mail.priority,
      runAt: mail.sendAt ?? null,
      beside: sql`insert into email_message (id, job_id, template, category, to_address, to_name, user_id,
          about_user_ids, subject, data, priority, send_at)
        select ${newId()}::uuid, queued.id, ${mail.template}, ${mail.category ?? template.category}, ${mail.to.address}, ${oneLine(mail.to.name)},
          ${mail.to.userId}::uuid, ${[...(mail.about ?? [])]}::uuid[], ${subjectOf(template, mail.data, site)}, ${JSON.stringify(mail.data)}::jsonb,
          queued.priority, queued.run_at
        from queued`,
    });
  }

  async function resolve(em: Em, to: SendEmailBody['to']): Promise<Recipient | Problem> {
    if ('address' in to) return { address: to.address, name: to.name ?? '', userId: null };
    const user = await findRecipient(em, to.userId);
    if (user) return { address: user.email, name: user.displayName, userId: to.userId };
    return invalidRequest([
      { field: 'body.to.userId', code: 'unknown_user', message: 'There is no such user who can receive mail' },
    ]);
  }

  return {
    /** What `POST /api/email/send` does: a job, or a 400 that names the fields. */
    async request(tx: Em, principal: Principal, body: SendEmailBody): Promise<JobRow | Problem> {
      const errors = forbiddenLinks(body.data, site.publicUrl, 'body.data');
      const sendAt = body.sendAt === undefined ? null : new Date(body.sendAt);
      if (sendAt !== null && sendAt.getTime() > Date.now() + YEAR_MS) {
        errors.push({ field: 'body.sendAt', code: 'too_far', message: 'Must be at most a year ahead' });
      }
      if (errors.length > 0) return invalidRequest(errors);
      const to = await resolve(tx, body.to);
      if (isProblem(to)) return to;
      const { template, data, priority } = body;
      return await write(tx, { template, data, to, priority, requestedBy: principal.userId, sendAt });
    },

    /**
     * Sends a mail on behalf of another feature, in its transaction.
     * @throws Error when the data does not fit the template: a defect of the caller
     */
    async sendTemplate<Name extends TemplateName>(tx: Em, mail: TemplateMail<Name>): Promise<JobRow> {
      const data = templateOf(mail.template).schema.parse(mail.data);
      return await write(tx, { ...mail, data });
    },
  };
}
