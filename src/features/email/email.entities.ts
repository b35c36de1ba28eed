import { defineEntity, p } from '@mikro-orm/postgresql';
import type { JobPriority } from '../../platform/jobs/jobs.contract.ts';
import type { EmailStatus } from './email.contract.ts';
import type { TemplateName } from './templates/template-names.contract.ts';

/**
 * The ledger of mail: one row for each. A mail of its own is written with its job and keyed by the job's id, whatever its
 * generation; those of a batch share a job and each has a `once_key`. It says what was sent, so no mail is sent twice because
 * a job is run again.
 */
export const EmailMessageEntity = defineEntity({
  name: 'EmailMessage',
  tableName: 'email_message',
  indexes: [
    {
      name: 'email_message_job_id_index',
      expression: 'create unique index email_message_job_id_index on email_message (job_id) where once_key is null',
    },
    {
      name: 'email_message_once_key_index',
      expression:
        'create unique index email_message_once_key_index on email_message (once_key) where once_key is not null',
    },
    {
      name: 'email_message_batch_index',
      expression: 'create index email_message_batch_index on email_message (job_id, id) where once_key is not null',
    },
    {
      name: 'email_message_created_at_index',
      expression: 'create index email_message_created_at_index on email_message (created_at)',
    },
    {
      name: 'email_message_user_id_index',
      expression:
        'create index email_message_user_id_index on email_message (user_id, id desc) where user_id is not null',
    },
    {
      name: 'email_message_about_user_ids_index',
      expression:
        "create index email_message_about_user_ids_index on email_message using gin (about_user_ids) where about_user_ids <> '{}'",
    },
    {
      name: 'email_message_stranger_index',
      expression:
        'create index email_message_stranger_index on email_message (lower(to_address)) where user_id is null',
    },
    {
      name: 'email_message_to_address_index',
      expression: 'create index email_message_to_address_index on email_message (to_address, id desc)',
    },
    {
      name: 'email_message_failed_index',
      // Not by status: a column that an index looks at cannot change without all indexes being written.
      expression: 'create index email_message_failed_index on email_message (id desc) where error_code is not null',
    },
  ],
  checks: [
    {
      name: 'email_message_status_check',
      expression: "status in ('queued', 'sending', 'deferred', 'sent', 'failed', 'cancelled', 'suppressed', 'skipped')",
    },
    { name: 'email_message_priority_check', expression: "priority in ('critical', 'high', 'normal', 'low')" },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    jobId: p.uuid(),
    /** Of a mail of a batch: `campaign:{campaign}:{address}`, `digest:{user}:{isoWeek}`. Exists once, no matter who fills the batch. */
    onceKey: p.text().nullable(),
    template: p.text().$type<TemplateName>(),
    category: p.text(),
    toAddress: p.text(),
    toName: p.text().default(''),
    userId: p.uuid().nullable(),
    /** Whom it names or concerns besides its recipient: what it says is erased with their accounts too. */
    aboutUserIds: p.array().columnType('uuid[]').defaultRaw(`'{}'`),
    subject: p.text(),
    /** Props of the template. What is secret in them (links with tokens) is taken out once the mail is sent. */
    data: p.json<unknown>(),
    priority: p.text().$type<JobPriority>().default('normal'),
    status: p.text().$type<EmailStatus>().default('queued'),
    sendAt: p.datetime().nullable(),
    /** Run and attempt that may send at present: `<chain>/<attempt>`. */
    leaseHolder: p.text().nullable(),
    leaseUntil: p.datetime().nullable(),
    attempts: p.integer().default(0),
    /** When a `deferred` mail of a batch may be tried again. */
    nextAttemptAt: p.datetime().nullable(),
    /** When a mail of a batch has become stale: it is not sent any more. */
    expiresAt: p.datetime().nullable(),
    /** How often an attempt ended without anybody knowing whether the server has the mail. */
    uncertainCount: p.integer().default(0),
    smtpResponse: p.text().nullable(),
    errorCode: p.text().nullable(),
    errorMessage: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
    sentAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    /** First time, each: images shown by a person, and fetched by a machine that prefetches or scans. */
    openedAt: p.datetime().nullable(),
    machineOpenedAt: p.datetime().nullable(),
    clickedAt: p.datetime().nullable(),
    /** The mailbox does not exist: said by the server at once, or by a bounce afterwards. */
    bouncedAt: p.datetime().nullable(),
    complainedAt: p.datetime().nullable(),
    unsubscribedAt: p.datetime().nullable(),
  },
});
