import { findPage, idKey, page } from '../../platform/http/pagination.ts';
import { isProblem } from '../../platform/http/problem.ts';
import { reply, toReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import type { CampaignContent } from './campaigns.contract.ts';
import { presentCampaign, presentReport } from './campaigns.presenter.ts';
import {
  campaignBody,
  campaignListQuery,
  campaignParams,
  campaignPreviewSchema,
  campaignReportSchema,
  campaignSchema,
} from './campaigns.schema.ts';
import type { CampaignsService } from './campaigns.service.ts';
import { invalidRecipients } from './recipients-of-audience.ts';

/** All parts of a mail, as its recipients see them. */
export interface RenderedCampaign {
  subject: string;
  preview: string;
  html: string;
  text: string;
}

export interface CampaignsRoutesDeps {
  campaigns: CampaignsService;
  render(content: CampaignContent): RenderedCampaign;
}

const tags = ['email'];
const ADMIN = { roles: ['admin'] } as const;
/** Room for 10,000 addresses with names, and the text. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/** Recipients without an address that a preview names. */
const MAX_NAMED = 100;

interface Changing {
  /** The use case; also the end of the path. */
  change: 'pause' | 'resume' | 'cancel';
  summary: string;
  description?: string;
}

export function campaignsRoutes({ campaigns, render }: CampaignsRoutesDeps): Route[] {
  const changing = ({ change, summary, description = '' }: Changing): Route =>
    defineRoute({
      method: 'post',
      path: `/api/email/campaigns/:campaignId/${change}`,
      operationId: `${change}Campaign`,
      tags,
      summary,
      description: `${description} 409 \`campaign_ended\`.`.trim(),
      access: ADMIN,
      limit: 'write',
      request: { params: campaignParams },
      responses: {
        200: { description: 'The campaign as it now is', body: campaignSchema },
        409: { description: '`campaign_ended`' },
      },
      handler: async ({ em, principal, params }) => {
        const campaign = await campaigns[change](em, principal, params.campaignId);
        return toReply(200, campaign, presentCampaign);
      },
    });

  return [
    defineRoute({
      method: 'post',
      path: '/api/email/campaigns',
      operationId: 'createCampaign',
      tags,
      summary: 'Create a campaign: send one mail to many recipients',
      description:
        'The audience is a segment of the accounts, or a list of up to 10,000 addresses. The recipients of a segment are ' +
        'settled when the campaign starts: all accounts that match, have a verified address and accept announcements. If ' +
        'an address of a list belongs to an account, that account’s preferences apply too. An address gets a campaign ' +
        'once. A campaign can be paused, resumed and cancelled while it is sent.',
      access: ADMIN,
      limit: 'heavy',
      idempotent: true,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      request: { body: campaignBody },
      responses: {
        202: { description: 'The campaign', body: campaignSchema, headers: { Location: 'Path of the campaign' } },
      },
      handler: async ({ em, principal, body }) => {
        const campaign = await campaigns.create(em, principal, body);
        return toReply(202, campaign, presentCampaign, (campaign) => ({
          location: `/api/email/campaigns/${campaign.id}`,
        }));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/email/campaigns/preview',
      operationId: 'previewCampaign',
      tags,
      summary: 'Preview a campaign: its audience now and its mail; nothing is sent',
      access: ADMIN,
      limit: 'heavy',
      bodyLimitBytes: BODY_LIMIT_BYTES,
      request: { body: campaignBody },
      responses: { 200: { description: 'Counts, and the rendered mail', body: campaignPreviewSchema } },
      handler: async ({ em, body }) => {
        const counts = await campaigns.count(em, body);
        if (isProblem(counts)) return counts;
        const { matched, recipients, ...leftOut } = counts;
        const { subject, preview, html, text } = render(body.content);
        const invalid =
          body.audience.kind === 'list' ? invalidRecipients(body.audience.recipients).slice(0, MAX_NAMED) : [];
        return reply(200, { matched, recipients, leftOut, invalid, mail: { subject, preview, html, text } });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/email/campaigns',
      operationId: 'listCampaigns',
      tags,
      summary: 'List campaigns, newest first',
      access: ADMIN,
      limit: 'read',
      request: { query: campaignListQuery },
      responses: { 200: { description: 'A page of campaigns', body: page(campaignSchema) } },
      handler: async ({ em, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => campaigns.list(em, { status: query.status, before: before?.[0], limit }),
            keyOf: ({ id }) => [id],
            presenter: () => presentCampaign,
          }),
        ),
    }),
    defineRoute({
      method: 'get',
      path: '/api/email/campaigns/:campaignId',
      operationId: 'getCampaign',
      tags,
      summary: 'Get a campaign and the report on its mails',
      access: ADMIN,
      limit: 'read',
      request: { params: campaignParams },
      responses: { 200: { description: 'The report', body: campaignReportSchema } },
      handler: async ({ em, params }) => {
        const found = await campaigns.report(em, params.campaignId);
        return toReply(200, found, (found) => presentReport(found.campaign, found.batch, found.clicks));
      },
    }),
    changing({
      change: 'pause',
      summary: 'Pause a campaign',
      description: 'Mails already at the mail server still arrive. A campaign that has not started does not start.',
    }),
    changing({ change: 'resume', summary: 'Resume a paused campaign' }),
    changing({
      change: 'cancel',
      summary: 'Cancel the mails of a campaign that are not sent yet',
      description:
        'A campaign that has not started is cancelled at once. A running campaign is asked to stop: read its status ' +
        'again. 409 `campaign_ended`.',
    }),
    defineRoute({
      method: 'post',
      path: '/api/email/campaigns/:campaignId/retry-failed',
      operationId: 'retryFailedOfCampaign',
      tags,
      summary: 'Retry the failed mails of a campaign',
      description:
        'Each gets all its attempts again. Works while the campaign runs and after it has ended. Cancelled mails stay ' +
        'cancelled. 409 `nothing_failed`.',
      access: ADMIN,
      limit: 'write',
      idempotent: true,
      request: { params: campaignParams },
      responses: {
        202: { description: 'The campaign', body: campaignSchema, headers: { Location: 'Path of the campaign' } },
      },
      handler: async ({ em, principal, params }) => {
        const campaign = await campaigns.retryFailed(em, principal, params.campaignId);
        return toReply(202, campaign, presentCampaign, (campaign) => ({
          location: `/api/email/campaigns/${campaign.id}`,
        }));
      },
    }),
  ];
}
