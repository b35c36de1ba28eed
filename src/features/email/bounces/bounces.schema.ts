import { z } from 'zod';
import { emailAddress } from '../../../platform/http/email-address.ts';
import { instantInput } from '../../../platform/http/instant.ts';
import { fieldError } from '../../../platform/http/problem-document.ts';

const MAX_EVENTS = 1_000;

const common = {
  messageId: z
    .string()
    .min(3)
    .max(998)
    .optional()
    .describe('`Message-ID` of the mail, `<…@…>`; the address is then the one that the mail was sent to'),
  address: emailAddress.optional().describe('Required if there is no `messageId`'),
  occurredAt: instantInput.describe('When the provider learned of it'),
  reason: z.string().max(2_000).optional().describe('The words of the other mail server; stored as one line'),
};

const named = (event: { messageId?: string | undefined; address?: string | undefined }) =>
  event.messageId !== undefined || event.address !== undefined;
const unnamed = { message: '`messageId` or `address` is required', path: ['messageId'] };

export const bounceEvent = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('bounce'),
      kind: z.enum(['hard', 'soft']).describe('`hard`: the mailbox does not exist'),
      ...common,
    }),
    z.strictObject({ type: z.literal('complaint'), ...common }),
  ])
  .refine(named, unnamed)
  .meta({ id: 'BounceEvent' });

export type BounceEvent = z.output<typeof bounceEvent>;

export const bounceReport = z
  .strictObject({ events: z.array(bounceEvent).min(1).max(MAX_EVENTS) })
  .meta({ id: 'BounceReport' });

/** A report whose events are checked one by one: a bad one does not reject the others. */
export const reportEnvelope = z.strictObject({ events: z.array(z.unknown()).min(1).max(MAX_EVENTS) });

export const bounceReportResult = z
  .strictObject({
    received: z.int().describe('Events in the report'),
    hardBounces: z.int().describe('Mails newly recorded as bounced'),
    complaints: z.int().describe('Mails newly recorded as complained of'),
    softBounces: z.int().describe('Events that are only recorded'),
    suppressed: z.int().describe('Addresses newly put on the suppression list, by reason'),
    rejected: z
      .array(z.strictObject({ index: z.int().describe('Place in `events`, from 0'), errors: z.array(fieldError) }))
      .describe('Events that are not valid; the others are recorded'),
    unknownMessageIds: z.array(z.string()).describe('Events about no mail of this installation; ignored'),
  })
  .meta({ id: 'BounceReportResult' });

export type BounceReportResult = z.output<typeof bounceReportResult>;
