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
    request('announcement'),
  ])
  .meta({ id: 'SendEmail' });

export type SendEmailBody = z.output<typeof sendEmailBody>;

export const templateParams = z.object({ name: templateName.describe('Name of the template') });

export const previewQuery = z.object({
  format: z.enum(['html', 'text', 'json']).default('html').describe('`json` holds all parts'),
});

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
  userId: z.uuid().optional().describe('Only mails to this user'),
  address: z.email().optional().describe('Only mails to this address'),
});

export const messageSchema = z
  .object({
    id: z.uuid().describe('Also the left part of the Message-ID'),
    messageId: z.string().describe('Message-ID of the mail, the same for every attempt'),
    jobId: z.uuid(),
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
    links: z.object({ self: z.string(), job: z.string() }),
  })
  .meta({ id: 'EmailMessage' });

export type MessageView = z.infer<typeof messageSchema>;

export const STATS_INTERVALS = ['hour', 'day', 'week', 'month'] as const;

export const statsQuery = z.object({
  from: instantWithOffset.optional().describe('Begin of the period; 30 days before `to` unless given'),
  to: instantWithOffset.optional().describe('End of the period, now unless given'),
  interval: z.enum(STATS_INTERVALS).default('day').describe('Length of the steps in `series`; weeks begin on Monday'),
  tz: z.string().min(1).max(64).default('UTC').describe('IANA zone in which the steps begin'),
  template: templateName.optional().describe('Only mails of this template'),
});

export type StatsQuery = z.output<typeof statsQuery>;

const milliseconds = z.number().nullable().describe('Milliseconds; null when nothing was sent');

const figures = {
  total: z.int().describe('Mails requested'),
  queued: z.int(),
  sending: z.int(),
  sent: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  uncertain: z.int().describe('Mails with at least one attempt of unknown end, whatever became of them'),
  deliveryRate: z.number().min(0).max(1).nullable().describe('sent / (sent + failed); null when there is neither'),
  timeToDeliveryMs: z
    .object({ p50: milliseconds, p95: milliseconds })
    .describe('From when a mail was due until the server took it'),
};

export const statsSchema = z
  .object({
    from: instant,
    to: instant,
    interval: z.enum(STATS_INTERVALS),
    tz: z.string(),
    totals: z.object(figures),
    byTemplate: z.array(z.object({ template: templateName, ...figures })),
    series: z
      .array(z.object({ start: instant, ...figures }))
      .describe('Every step of the period, also those without mail'),
  })
  .meta({ id: 'EmailStats' });

export type EmailStats = z.infer<typeof statsSchema>;
