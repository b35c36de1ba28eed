import { z } from 'zod';
import { isEmailAddress, maybeEmailAddress, NOT_AN_ADDRESS } from '../../platform/http/email-address.ts';
import { idInput } from '../../platform/http/id-input.ts';
import { instantInput } from '../../platform/http/instant.ts';
import { pageQuery } from '../../platform/http/pagination.ts';
import { ROLES } from '../../platform/http/principal.ts';
import { lineOfText } from '../../platform/http/user-text.ts';
import { announcementContent } from '../email/templates/announcement.template.ts';
import { toSymbol } from '../market/assets/symbols.domain.ts';
import { CAMPAIGN_STATUSES } from './campaigns.contract.ts';

const instant = z.iso.datetime();
const status = z.enum(CAMPAIGN_STATUSES);

/** For more recipients there are segments. */
export const MAX_LISTED = 10_000;

const days = z.int().min(1).max(3_650);
const symbol = z
  .string()
  .transform((text, context) => {
    const found = toSymbol(text);
    if (found !== null) return found;
    context.addIssue({ code: 'custom', message: 'A ticker: 1 to 15 letters, digits and . - ^ =' });
    return z.NEVER;
  })
  .describe('Ticker; compared in upper case');

const segment = z
  .strictObject({
    roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length).optional().describe('Users with one of these roles'),
    activeWithinDays: days.optional().describe('Users who signed in or did something within this many days'),
    inactiveForDays: days
      .optional()
      .describe('Users who did not for this many days; users who signed up later are not included'),
    follows: z
      .array(symbol)
      .min(1)
      .max(100)
      .optional()
      .describe('Users with at least one of these tickers on a watchlist'),
  })
  .refine(
    ({ activeWithinDays, inactiveForDays }) =>
      activeWithinDays === undefined || inactiveForDays === undefined || activeWithinDays > inactiveForDays,
    { path: ['inactiveForDays'], message: 'Must be less than activeWithinDays, or no user can match both' },
  )
  .describe('All conditions must hold; without any, every account matches')
  .meta({ id: 'CampaignSegment' });

const audience = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('segment'), segment }).meta({ title: 'Segment' }),
    z
      .strictObject({
        kind: z.literal('list'),
        recipients: z
          .array(
            z.strictObject({
              address: maybeEmailAddress,
              name: lineOfText(100)
                .optional()
                .describe('Name shown beside the address; default: the name of the account'),
            }),
          )
          .min(1)
          .max(MAX_LISTED)
          .describe('An address that is listed twice, in any case, gets one mail'),
        skipInvalid: z
          .boolean()
          .default(false)
          .describe(
            'Leave out what is no e-mail address; by default the list is refused, and its bad addresses are named',
          ),
      })
      .superRefine(({ recipients, skipInvalid }, { addIssue }) => {
        const bad = [...recipients.keys()].filter((index) => !isEmailAddress(recipients[index]?.address ?? ''));
        if (skipInvalid && bad.length < recipients.length) return;
        for (const index of bad) {
          addIssue({
            code: 'invalid_format',
            format: 'email',
            path: ['recipients', index, 'address'],
            message: NOT_AN_ADDRESS,
          });
        }
      })
      .meta({ title: 'List' }),
  ])
  .meta({ id: 'CampaignAudience' });

const content = announcementContent.meta({ id: 'CampaignContent' });

export const campaignBody = z
  .strictObject({
    name: lineOfText(120).describe('Internal name of the campaign; recipients do not see it'),
    content,
    audience,
    sendAt: instantInput.optional().describe('When to start, at most a year ahead; default: at once'),
  })
  .meta({ id: 'NewCampaign' });

export type NewCampaign = z.output<typeof campaignBody>;

export const campaignParams = z.strictObject({ campaignId: idInput.describe('Id of the campaign') });

export const campaignListQuery = pageQuery.extend({
  status: status.optional().describe('Only campaigns with this status'),
});

const campaign = {
  id: z.uuid().describe('Id of the campaign and of its job'),
  name: z.string(),
  status,
  content: z.strictObject({
    subject: z.string(),
    preview: z.string(),
    title: z.string(),
    body: z.string(),
    action: z.strictObject({ label: z.string(), url: z.string() }).nullable(),
  }),
  audience: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('segment'),
      segment: z.strictObject({
        roles: z.array(z.enum(ROLES)).optional(),
        activeWithinDays: z.int().optional(),
        inactiveForDays: z.int().optional(),
        follows: z.array(z.string()).optional(),
      }),
    }),
    z.strictObject({
      kind: z.literal('list'),
      count: z.int().describe('Distinct addresses'),
      skipped: z.int().optional().describe('Recipients that were left out because their address is none'),
    }),
  ]),
  progress: z.strictObject({
    done: z.int().describe('Mails that are finished: neither queued nor deferred'),
    total: z
      .int()
      .nullable()
      .describe('null until sending has started; the report has the counts once the recipients are settled'),
  }),
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable().describe('Why sending ended or waits'),
  createdBy: z.uuid().nullable(),
  createdAt: instant,
  updatedAt: instant,
  sendAt: instant.nullable(),
  startedAt: instant.nullable(),
  settledAt: instant
    .nullable()
    .describe('When the recipients were settled; a segment has the recipients of that moment'),
  pausedAt: instant.nullable(),
  cancelRequestedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  links: z.strictObject({
    self: z.string(),
    job: z.string(),
    messages: z.string().describe('The list of its mails'),
  }),
};

export const campaignSchema = z.strictObject(campaign).meta({ id: 'Campaign' });
export type CampaignView = z.infer<typeof campaignSchema>;

const rate = (what: string) => z.number().min(0).nullable().describe(`${what}; null if there is nothing to divide by`);

export const campaignReportSchema = z
  .strictObject({
    ...campaign,
    counts: z
      .strictObject({
        total: z.int(),
        queued: z.int(),
        sending: z.int(),
        deferred: z.int().describe('Refused for now; will be tried again'),
        sent: z.int(),
        failed: z.int(),
        cancelled: z.int(),
        suppressed: z.int().describe('Not sent: the address is suppressed or the recipient does not want such mail'),
        skipped: z.int(),
      })
      .describe('Mails by status; the statuses add up to `total`'),
    uncertain: z
      .int()
      .describe(
        'Mails whose attempt ended without an answer: a recipient may have one twice, with the same Message-ID',
      ),
    reactions: z.strictObject({
      bounced: z.int(),
      complained: z.int(),
      unsubscribed: z.int(),
      openedByPeople: z.int(),
      openedByMachines: z.int().describe('Images fetched by proxies and scanners'),
      clicked: z.int(),
    }),
    rates: z.strictObject({
      delivery: rate('delivered / (sent + failed); delivered means sent and not bounced later'),
      bounce: rate('Mails sent or failed that bounced / (sent + failed)'),
      open: rate('Delivered mails opened by people / delivered'),
      click: rate('Delivered mails with a click / delivered'),
      unsubscribe: rate('Delivered mails whose unsubscribe link was used / delivered'),
      complaint: rate('Delivered mails reported as spam / delivered'),
    }),
    clicks: z
      .array(
        z.strictObject({
          url: z.string(),
          recipients: z.int().describe('Mails in which a person followed the link'),
          clicks: z.int(),
          machineClicks: z.int(),
        }),
      )
      .describe('By link'),
  })
  .meta({ id: 'CampaignReport' });
export type CampaignReport = z.infer<typeof campaignReportSchema>;

export const campaignPreviewSchema = z
  .strictObject({
    matched: z.int().describe('Accounts that match, or addresses in the list'),
    recipients: z.int().describe('Those that would be mailed now'),
    leftOut: z
      .strictObject({
        disabled: z.int().describe('The account is disabled'),
        suppressed: z.int().describe('The address bounced, complained, unsubscribed or was blocked'),
        unproven: z.int().describe('The owner of the account has not verified the address'),
        optedOut: z.int().describe('The preferences of the account refuse announcements'),
      })
      .describe('The others, each counted once under the first reason that applies'),
    invalid: z
      .array(z.strictObject({ index: z.int().describe('Place in the list, from 0'), address: z.string() }))
      .describe('The first 100 recipients of a list that `skipInvalid` leaves out'),
    mail: z.strictObject({ subject: z.string(), preview: z.string(), html: z.string(), text: z.string() }),
  })
  .meta({ id: 'CampaignPreview' });
