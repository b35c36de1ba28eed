import { decodeCursor, idKey, page, toPage } from '../../platform/http/pagination.ts';
import { isProblem } from '../../platform/http/problem.ts';
import { reply } from '../../platform/http/reply.ts';
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
/** Ten thousand addresses with names, and the text. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

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
      responses: { 200: { description: 'The campaign as it is now', body: campaignSchema } },
      handler: async ({ em, principal, params }) => {
        const campaign = await campaigns[change](em, principal, params.campaignId);
        return isProblem(campaign) ? campaign : reply(200, presentCampaign(campaign));
      },
    });

  return [
    defineRoute({
      method: 'post',
      path: '/api/email/campaigns',
      operationId: 'createCampaign',
      tags,
      summary: 'Sends one mail to many',
      description:
        'To a segment of the accounts, or to a list of up to 10,000 addresses. Who is in a segment is settled when the campaign ' +
        'begins: everybody who matches, has proven their address and does not refuse announcements. Addresses of a list that ' +
        'belong to an account follow its preferences too. Nobody gets a campaign twice. It can be paused, resumed and ' +
        'cancelled while it is being sent.',
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
        if (isProblem(campaign)) return campaign;
        return reply(202, presentCampaign(campaign), { location: `/api/email/campaigns/${campaign.id}` });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/email/campaigns/preview',
      operationId: 'previewCampaign',
      tags,
      summary: 'Who would get a campaign now, and what; nothing is sent',
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
        return reply(200, { matched, recipients, leftOut, mail: { subject, preview, html, text } });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/email/campaigns',
      operationId: 'listCampaigns',
      tags,
      summary: 'Campaigns, newest first',
      access: ADMIN,
      limit: 'read',
      request: { query: campaignListQuery },
      responses: { 200: { description: 'A page of campaigns', body: page(campaignSchema) } },
      handler: async ({ em, query }) => {
        const key = decodeCursor(query.cursor, idKey);
        if (isProblem(key)) return key;
        const { status, limit } = query;
        const found = await campaigns.list(em, { status, before: key?.[0], limit: limit + 1 });
        return reply(
          200,
          toPage(found, limit, (campaign) => [campaign.id], presentCampaign),
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/email/campaigns/:campaignId',
      operationId: 'getCampaign',
      tags,
      summary: 'One campaign and what became of its mails',
      access: ADMIN,
      limit: 'read',
      request: { params: campaignParams },
      responses: { 200: { description: 'The report', body: campaignReportSchema } },
      handler: async ({ em, params }) => {
        const found = await campaigns.report(em, params.campaignId);
        return isProblem(found) ? found : reply(200, presentReport(found.campaign, found.batch, found.clicks));
      },
    }),
    changing({
      change: 'pause',
      summary: 'Stops sending until the campaign is resumed',
      description: 'What is at the mail server now still arrives. One that has not begun does not begin.',
    }),
    changing({ change: 'resume', summary: 'Goes on with a paused campaign' }),
    changing({
      change: 'cancel',
      summary: 'Cancels what is not sent yet',
      description:
        'One that has not begun is cancelled at once; a running one is told to stop: look at its status again.',
    }),
    defineRoute({
      method: 'post',
      path: '/api/email/campaigns/:campaignId/retry-failed',
      operationId: 'retryFailedOfCampaign',
      tags,
      summary: 'Tries the mails that failed again, with all their attempts',
      description: 'While it runs, and after it has ended. What was cancelled stays so. 409 `nothing_failed`.',
      access: ADMIN,
      limit: 'write',
      idempotent: true,
      request: { params: campaignParams },
      responses: {
        202: { description: 'The campaign', body: campaignSchema, headers: { Location: 'Path of the campaign' } },
      },
      handler: async ({ em, principal, params }) => {
        const campaign = await campaigns.retryFailed(em, principal, params.campaignId);
        if (isProblem(campaign)) return campaign;
        return reply(202, presentCampaign(campaign), { location: `/api/email/campaigns/${campaign.id}` });
      },
    }),
  ];
}
