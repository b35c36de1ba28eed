import { z } from 'zod';

const MAX_EVENTS = 1_000;

const common = {
  messageId: z
    .string()
    .min(3)
    .max(998)
    .optional()
    .describe('`Message-ID` of the mail, `<…@…>`; the address is then the one that the mail went to'),
  address: z.email().max(254).optional().describe('Where no Message-ID is known'),
  occurredAt: z.iso.datetime({ offset: true }).describe('When the provider learned of it'),
  reason: z.string().max(2_000).optional().describe('In the words of the other side; kept in one line'),
};

const named = (event: { messageId?: string | undefined; address?: string | undefined }) =>
  event.messageId !== undefined || event.address !== undefined;
const unnamed = { message: '`messageId` or `address` is needed', path: ['messageId'] };

export const bounceEvent = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('bounce'),
      kind: z.enum(['hard', 'soft']).describe('`hard`: there is no such mailbox, and there will be none'),
      ...common,
    }),
    z.object({ type: z.literal('complaint'), ...common }),
  ])
  .refine(named, unnamed)
  .meta({ id: 'BounceEvent' });

export type BounceEvent = z.output<typeof bounceEvent>;

export const bounceReport = z
  .object({ events: z.array(bounceEvent).min(1).max(MAX_EVENTS) })
  .meta({ id: 'BounceReport' });

export const bounceReportResult = z
  .object({
    received: z.int().describe('Events of the report'),
    hardBounces: z.int().describe('Mails that were not known to have bounced'),
    complaints: z.int().describe('Mails that were not known to have been complained of'),
    softBounces: z.int().describe('Events that are only noted'),
    suppressed: z.int().describe('Addresses that are new on the suppression list, by reason'),
    unknownMessageIds: z.array(z.string()).describe('Of no mail of this installation; nothing was done about them'),
  })
  .meta({ id: 'BounceReportResult' });

export type BounceReportResult = z.output<typeof bounceReportResult>;
