import { z } from 'zod';
import { emailAddress } from '../../platform/http/email-address.ts';
import { instantInput } from '../../platform/http/instant.ts';
import { pageQuery } from '../../platform/http/pagination.ts';
import { lineOfText } from '../../platform/http/user-text.ts';
import { JOB_PRIORITIES } from '../../platform/jobs/jobs.contract.ts';
import { EMAIL_STATUSES } from './email.contract.ts';
import { TEMPLATES } from './templates/catalog.ts';
import { TEMPLATE_NAMES, type TemplateName } from './templates/template-names.contract.ts';

const instant = z.iso.datetime();
const templateName = z.enum(TEMPLATE_NAMES);
const status = z.enum(EMAIL_STATUSES);

export const recipient = z
  .union([
    z
      .strictObject({ userId: z.uuid().describe('Id of a user; the mail goes to their present address') })
      .meta({ title: 'User' }),
    z
      .strictObject({
        address: emailAddress,
        name: lineOfText(100).optional().describe('Name shown beside the address'),
      })
      .meta({ title: 'Address' }),
  ])
  .meta({ id: 'EmailRecipient' });

const common = {
  to: recipient,
  sendAt: instantInput.optional().describe('When to send, at most a year ahead; default: at once'),
  priority: z.enum(JOB_PRIORITIES).default('normal'),
};

function request<Name extends TemplateName>(name: Name) {
  return z
    .strictObject({
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
    request('security-notice'),
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

export const templateParams = z.strictObject({ name: templateName.describe('Name of the template') });

export const templateSchema = z
  .strictObject({
    name: templateName,
    category: z.string().describe('Category by which a user can refuse it; `account` cannot be refused'),
    description: z.string(),
    subject: z.string().describe('Subject with the sample data'),
    sample: z.record(z.string(), z.unknown()).describe('Data that a request could send'),
    preview: z.string().describe('Path of the preview'),
  })
  .meta({ id: 'EmailTemplate' });

export const templateList = z.strictObject({ data: z.array(templateSchema) });

export const messageParams = z.strictObject({ messageId: z.uuid().describe('Id of the mail') });

export const messageListQuery = pageQuery.extend({
  status: status.optional().describe('Only mails with this status'),
  template: templateName.optional().describe('Only mails of this template'),
  campaignId: z.uuid().optional().describe('Only mails of this campaign'),
  userId: z.uuid().optional().describe('Only mails to this user'),
  address: emailAddress.optional().describe('Only mails to this address'),
});

export const messageSchema = z
  .strictObject({
    id: z.uuid().describe('Also the left part of the Message-ID'),
    messageId: z.string().describe('Message-ID of the mail, the same for every attempt'),
    jobId: z.uuid().describe('For a mail of a batch, the job of the batch: a campaign or a run of digests'),
    template: templateName,
    category: z.string(),
    to: z.strictObject({ address: z.string(), name: z.string(), userId: z.uuid().nullable() }),
    subject: z.string(),
    priority: z.enum(JOB_PRIORITIES),
    status,
    attempts: z.int(),
    uncertainCount: z.int().describe('Attempts that ended without an answer from the mail server'),
    smtpResponse: z.string().nullable().describe('Answer of the mail server that accepted it'),
    error: z
      .strictObject({ code: z.string(), message: z.string() })
      .nullable()
      .describe('Error of the last failed attempt'),
    createdAt: instant,
    sendAt: instant.nullable(),
    sentAt: instant.nullable(),
    endedAt: instant.nullable(),
    nextAttemptAt: instant.nullable().describe('For a deferred mail, when it may be tried again'),
    openedAt: instant.nullable().describe('First open by a person'),
    machineOpenedAt: instant.nullable().describe('First open by software that prefetches or scans mail'),
    clickedAt: instant.nullable().describe('First click by a person'),
    bouncedAt: instant
      .nullable()
      .describe('When the mail server said that the mailbox does not exist, at once or later'),
    complainedAt: instant.nullable().describe('When the recipient reported it as spam'),
    unsubscribedAt: instant.nullable().describe('When a link of this mail was used to unsubscribe from its category'),
    links: z.strictObject({ self: z.string(), job: z.string() }),
  })
  .meta({ id: 'EmailMessage' });

export type MessageView = z.infer<typeof messageSchema>;

export const userMailsParams = z.strictObject({ userId: z.uuid().describe('Id of the user') });

export const historySchema = z
  .strictObject({
    id: z.uuid(),
    template: templateName,
    category: z.string().describe('Category by which the user can refuse it; `account` cannot be refused'),
    subject: z.string(),
    status,
    createdAt: instant,
    sendAt: instant.nullable().describe('Requested time of sending; null for at once'),
    sentAt: instant.nullable(),
  })
  .meta({ id: 'MailToUser' });

export type HistoryView = z.infer<typeof historySchema>;

export const STATS_INTERVALS = ['hour', 'day', 'week', 'month'] as const;

export const statsQuery = z.strictObject({
  from: instantInput
    .optional()
    .describe('Start of the period; default: 30 days before `to`, or with `campaignId` the start of the campaign'),
  to: instantInput.optional().describe('End of the period; default: now'),
  interval: z.enum(STATS_INTERVALS).default('day').describe('Length of the steps in `series`; weeks start on Monday'),
  tz: z.string().min(1).max(64).default('UTC').describe('IANA time zone in which the steps start'),
  template: templateName.optional().describe('Only mails of this template'),
  campaignId: z.uuid().optional().describe('Only mails of this campaign'),
});

export type StatsQuery = z.output<typeof statsQuery>;

const milliseconds = z.number().nullable().describe('Milliseconds; null if nothing was sent');

const share = (formula: string) =>
  z.number().min(0).max(1).nullable().describe(`${formula}; null if there is nothing to divide by`);

const figures = {
  total: z.int().describe('Mails requested; the eight statuses add up to it'),
  queued: z.int(),
  sending: z.int(),
  deferred: z.int().describe('Refused for now; tried again in the next pass of their batch'),
  sent: z.int().describe('Accepted by the mail server, including those that bounced later'),
  failed: z.int(),
  cancelled: z.int(),
  suppressed: z.int().describe('Not sent: the address is suppressed or the recipient does not want such mail'),
  skipped: z.int().describe('Not sent: there was nothing to say, or it had become stale'),
  uncertain: z.int().describe('Mails with at least one attempt that ended without an answer, whatever their status'),
  bounced: z
    .int()
    .describe('Mails whose mailbox does not exist, reported by the server at once (`failed`) or later (`sent`)'),
  complained: z.int().describe('Mails reported as spam'),
  unsubscribed: z.int().describe('Mails whose link was used to unsubscribe from their category'),
  openedByPeople: z.int().describe('Mails whose images were shown at least once by a person’s mail client'),
  openedByMachines: z
    .int()
    .describe(
      'Mails whose images were fetched by software that prefetches or scans mail. This does not show that a person read ' +
        'them; some were opened by people too',
    ),
  clicked: z.int().describe('Mails in which a person followed a link at least once'),
  delivered: z.int().describe('sent − those that bounced later'),
  tracked: z.int().describe('Delivered mails whose opens can be seen: all but those about the account'),
  linked: z.int().describe('Delivered mails whose clicks can be seen: mails of batches'),
  deliveryRate: share('delivered / (sent + failed)'),
  bounceRate: share('Mails sent or failed that bounced / (sent + failed)'),
  openRate: share('Tracked mails opened by people / tracked'),
  clickRate: share('Delivered mails of batches with a click / linked'),
  complaintRate: share('Delivered mails reported as spam / delivered'),
  timeToDeliveryMs: z
    .strictObject({ p50: milliseconds, p95: milliseconds })
    .describe('From the time a mail was due until the server accepted it'),
};

const figuresSchema = z.strictObject(figures);
export type Figures = z.infer<typeof figuresSchema>;

export const statsSchema = z
  .strictObject({
    from: instant,
    to: instant,
    interval: z.enum(STATS_INTERVALS),
    tz: z.string(),
    totals: figuresSchema,
    byTemplate: z.array(z.strictObject({ template: templateName, ...figures })),
    series: z
      .array(z.strictObject({ start: instant, ...figures }))
      .describe('Every step of the period, including steps without mail'),
  })
  .meta({ id: 'EmailStats' });

export type EmailStats = z.infer<typeof statsSchema>;
