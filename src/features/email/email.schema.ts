import { z } from 'zod';
import { pageQuery } from '../../platform/http/pagination.ts';
import { JOB_PRIORITIES } from '../../platform/jobs/jobs.contract.ts';
import { EMAIL_STATUSES, TEMPLATE_NAMES, type TemplateName } from './email.contract.ts';
import { TEMPLATES } from './templates/catalog.ts';
import { line } from './templates/fields.ts';

const instant = z.iso.datetime();
const instantWithOffset = z.iso.datetime({ offset: true });
const templateName = z.enum(TEMPLATE_NAMES);
const status = z.enum(EMAIL_STATUSES);
const ADDRESS_MAX_LENGTH = 254;

export const recipient = z
  .union([
    z.object({ userId: z.uuid().describe('A user; the mail goes to their present address') }).meta({ title: 'User' }),
    z
      .object({
        address: z.email().max(ADDRESS_MAX_LENGTH),
        name: line(100).optional().describe('Shown beside the address'),
      })
      .meta({ title: 'Address' }),
  ])
  .meta({ id: 'EmailRecipient' });

const common = {
  to: recipient,
  sendAt: instantWithOffset.optional().describe('When to send, at most a year ahead; at once unless given'),
  priority: z.enum(JOB_PRIORITIES).default('normal'),
};

function request<Name extends TemplateName>(name: Name) {
  return z
    .object({
      template: z.literal(name),
      data: TEMPLATES[name].schema as (typeof TEMPLATES)[Name]['schema'],
      ...common,
    })
    .meta({ title: name });
}

/** One shape for each template, told apart by `template`. */
export const sendEmailBody = z
  .discriminatedUnion('template', [
    request('welcome'),
    request('email-verification'),
    request('password-reset'),
    request('account-exists'),
    request('account-deleted'),
    request('price-alert'),
    request('price-alerts'),
    request('weekly-digest'),
    request('room-invitation'),
    request('activity'),
    request('export-ready'),
    request('report'),
    request('system-alert'),
    request('announcement'),
  ])
  .meta({ id: 'SendEmail' });

export type SendEmailBody = z.output<typeof sendEmailBody>;

export const templateParams = z.object({ name: templateName.describe('Name of the template') });

export const templateSchema = z
  .object({
    name: templateName,
    category: z.string().describe('What people can refuse it by; `account` cannot be refused'),
    description: z.string(),
    subject: z.string().describe('With the sample data'),
    sample: z.record(z.string(), z.unknown()).describe('Data that a request could carry'),
    preview: z.string().describe('Path of the preview'),
  })
  .meta({ id: 'EmailTemplate' });

export const templateList = z.object({ data: z.array(templateSchema) });

export const messageParams = z.object({ messageId: z.uuid().describe('Id of the mail') });

export const messageListQuery = pageQuery.extend({
  status: status.optional().describe('Only mails in this status'),
  template: templateName.optional().describe('Only mails of this template'),
  campaignId: z.uuid().optional().describe('Only mails of this campaign'),
  userId: z.uuid().optional().describe('Only mails to this user'),
  address: z.email().optional().describe('Only mails to this address'),
});

export const messageSchema = z
  .object({
    id: z.uuid().describe('Also the left part of the Message-ID'),
    messageId: z.string().describe('Message-ID of the mail, the same for every attempt'),
    jobId: z.uuid().describe('Of a mail of a batch, the job of the batch: a campaign or a run of digests'),
    template: templateName,
    category: z.string(),
    to: z.object({ address: z.string(), name: z.string(), userId: z.uuid().nullable() }),
    subject: z.string(),
    priority: z.enum(JOB_PRIORITIES),
    status,
    attempts: z.int(),
    uncertainCount: z.int().describe('Attempts after which nobody knew whether the server had the mail'),
    smtpResponse: z.string().nullable().describe('Words of the server that took it'),
    error: z.object({ code: z.string(), message: z.string() }).nullable().describe('Of the last attempt that failed'),
    createdAt: instant,
    sendAt: instant.nullable(),
    sentAt: instant.nullable(),
    endedAt: instant.nullable(),
    nextAttemptAt: instant.nullable().describe('Of a deferred mail: when it may be tried again'),
    openedAt: instant.nullable().describe('First time, by a person'),
    machineOpenedAt: instant.nullable().describe('First time, by what prefetches or scans mail'),
    clickedAt: instant.nullable().describe('First time, by a person'),
    bouncedAt: instant.nullable().describe('When the mailbox was said not to exist, at once or afterwards'),
    complainedAt: instant.nullable().describe('When it was reported as spam'),
    unsubscribedAt: instant.nullable().describe('When its category was refused by a link of this mail'),
    links: z.object({ self: z.string(), job: z.string() }),
  })
  .meta({ id: 'EmailMessage' });

export type MessageView = z.infer<typeof messageSchema>;

export const userMailsParams = z.object({ userId: z.uuid().describe('Id of the user') });

export const historySchema = z
  .object({
    id: z.uuid(),
    template: templateName,
    category: z.string().describe('What it can be refused by; `account` cannot be refused'),
    subject: z.string(),
    status,
    createdAt: instant,
    sendAt: instant.nullable().describe('When it was asked to be sent; null for at once'),
    sentAt: instant.nullable(),
  })
  .meta({ id: 'MailToUser' });

export type HistoryView = z.infer<typeof historySchema>;

export const STATS_INTERVALS = ['hour', 'day', 'week', 'month'] as const;

export const statsQuery = z.object({
  from: instantWithOffset
    .optional()
    .describe('Begin of the period; 30 days before `to` unless given, with `campaignId` the begin of the campaign'),
  to: instantWithOffset.optional().describe('End of the period, now unless given'),
  interval: z.enum(STATS_INTERVALS).default('day').describe('Length of the steps in `series`; weeks begin on Monday'),
  tz: z.string().min(1).max(64).default('UTC').describe('IANA zone in which the steps begin'),
  template: templateName.optional().describe('Only mails of this template'),
  campaignId: z.uuid().optional().describe('Only mails of this campaign'),
});

export type StatsQuery = z.output<typeof statsQuery>;

const milliseconds = z.number().nullable().describe('Milliseconds; null when nothing was sent');

const share = (formula: string) =>
  z.number().min(0).max(1).nullable().describe(`${formula}; null when there is nothing to divide by`);

const figures = {
  total: z.int().describe('Mails requested; the eight statuses add up to it'),
  queued: z.int(),
  sending: z.int(),
  deferred: z.int().describe('Refused for now; tried again when their batch passes next'),
  sent: z.int().describe('Taken by the server, also those that bounced afterwards'),
  failed: z.int(),
  cancelled: z.int(),
  suppressed: z.int().describe('Not sent, since the address or the person wants none'),
  skipped: z.int().describe('Not sent, since there was nothing to say or it had become stale'),
  uncertain: z.int().describe('Mails with at least one attempt of unknown end, whatever became of them'),
  bounced: z
    .int()
    .describe('Mails whose mailbox does not exist, said by the server at once (`failed`) or afterwards (`sent`)'),
  complained: z.int().describe('Mails reported as spam'),
  unsubscribed: z.int().describe('Mails whose link was used to refuse their category'),
  openedByPeople: z.int().describe('Mails whose images a person’s mail client showed, at least once'),
  openedByMachines: z
    .int()
    .describe(
      'Mails whose images were fetched by what prefetches or scans mail, which tells nothing of a person; some of them were opened by people too',
    ),
  clicked: z.int().describe('Mails of which a person followed a link, at least once'),
  delivered: z.int().describe('sent − those of them that bounced afterwards'),
  tracked: z.int().describe('Delivered mails that tell when they are opened: mails of batches'),
  deliveryRate: share('delivered / (sent + failed)'),
  bounceRate: share('Mails sent or failed that bounced / (sent + failed)'),
  openRate: share('Delivered mails of batches opened by people / tracked'),
  clickRate: share('Delivered mails of batches with a click / tracked'),
  complaintRate: share('Delivered mails reported as spam / delivered'),
  timeToDeliveryMs: z
    .object({ p50: milliseconds, p95: milliseconds })
    .describe('From when a mail was due until the server took it'),
};

const figuresSchema = z.object(figures);
export type Figures = z.infer<typeof figuresSchema>;

export const statsSchema = z
  .object({
    from: instant,
    to: instant,
    interval: z.enum(STATS_INTERVALS),
    tz: z.string(),
    totals: figuresSchema,
    byTemplate: z.array(z.object({ template: templateName, ...figures })),
    series: z
      .array(z.object({ start: instant, ...figures }))
      .describe('Every step of the period, also those without mail'),
  })
  .meta({ id: 'EmailStats' });

export type EmailStats = z.infer<typeof statsSchema>;
