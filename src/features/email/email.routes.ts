import type { Config } from '../../platform/config.ts';
import { findPage, idKey, page, pageQuery } from '../../platform/http/pagination.ts';
import { notFound } from '../../platform/http/problem.ts';
import { reply, toReply } from '../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { jobSchema, type PresentJob } from '../../platform/jobs/job-view.ts';
import { bouncesRoutes } from './bounces/bounces.routes.ts';
import { presentHistory, presentMessage } from './email.presenter.ts';
import { findMessage, listMessages } from './email.queries.ts';
import {
  historySchema,
  messageListQuery,
  messageParams,
  messageSchema,
  sendEmailBody,
  statsQuery,
  statsSchema,
  templateList,
  templateParams,
  userMailsParams,
} from './email.schema.ts';
import type { EmailService } from './email.service.ts';
import { readHistory } from './history.reads.ts';
import { PREVIEW_TYPES, previewQuery, replyPreview } from './rendering/mail-preview.service.ts';
import { siteOf } from './rendering/site.ts';
import { listTemplates, previewTemplate } from './rendering/template-preview.ts';
import { readEmailStats } from './stats.reads.ts';
import { suppressionsRoutes } from './suppressions/suppressions.routes.ts';
import { createMailTokens } from './tracking/mail-tokens.ts';
import { trackingRoutes } from './tracking/tracking.routes.ts';
import { unsubscribeRoutes } from './unsubscribe/unsubscribe.routes.ts';

export interface EmailRoutesDeps {
  config: Pick<Config, 'mail' | 'http' | 'links'>;
  email: EmailService;
  presentJob: PresentJob;
}

const ADMIN = { roles: ['admin'] } as const;

export function emailRoutes({ config, email, presentJob }: EmailRoutesDeps): Route[] {
  const site = siteOf(config);
  const tokens = createMailTokens(config.links.secret);
  return [
    ...trackingRoutes(tokens),
    ...unsubscribeRoutes(tokens),
    ...bouncesRoutes(config.mail),
    ...suppressionsRoutes(),
    defineRoute({
      method: 'post',
      path: '/api/email/send',
      operationId: 'sendEmail',
      tags: ['email'],
      summary: 'Send a mail',
      description:
        'Answered as soon as it is stored durably. A job sends the mail; you can watch the job, and cancel it until the ' +
        'mail is sent. Links in `data` must be https or below the public URL of this installation.',
      access: { roles: ['admin'], scope: 'email:send' },
      limit: 'mail',
      idempotent: true,
      request: { body: sendEmailBody },
      responses: {
        202: { description: 'The job that sends it', body: jobSchema, headers: { Location: 'Path of the job' } },
      },
      handler: async ({ em, principal, body }) => {
        const job = await email.request(em, principal, body);
        return toReply(
          202,
          job,
          (made) => presentJob(made, principal),
          (job) => ({ location: `/api/jobs/${job.id}` }),
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/email/stats',
      operationId: 'getEmailStats',
      tags: ['email'],
      summary: 'Get counts, rates and delivery times of mails, by period, template and campaign',
      description:
        'Counts the mails requested in the period and what has become of them so far. Opens are detected by images. ' +
        '`openedByPeople` counts mails shown by a mail client with images on. `openedByMachines` counts mails whose ' +
        'images were fetched ahead or scanned; a person may or may not have read them.',
      access: ADMIN,
      limit: 'read',
      request: { query: statsQuery },
      responses: { 200: { description: 'Figures of the period', body: statsSchema } },
      handler: async ({ em, query }) => {
        const stats = await readEmailStats(em, query);
        return toReply(200, stats);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/email/templates',
      operationId: 'listEmailTemplates',
      tags: ['email'],
      summary: 'List the mail templates with sample data',
      access: { roles: ['admin'], scope: 'email:send' },
      limit: 'read',
      request: {},
      responses: { 200: { description: 'All templates', body: templateList } },
      handler: () => reply(200, { data: listTemplates(site) }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/email/templates/:name/preview',
      operationId: 'previewEmailTemplate',
      tags: ['email'],
      summary: 'Preview a template with its sample data, as HTML, plain text or JSON',
      access: ADMIN,
      limit: 'read',
      request: { params: templateParams, query: previewQuery },
      responses: { 200: { description: 'The rendered mail', contentType: 'text/html', otherTypes: PREVIEW_TYPES } },
      handler: ({ params, query }) => replyPreview(previewTemplate(params.name, site), query.format),
    }),
    defineRoute({
      method: 'get',
      path: '/api/email/messages',
      operationId: 'listEmailMessages',
      tags: ['email'],
      summary: 'List mails, newest first',
      access: ADMIN,
      limit: 'read',
      request: { query: messageListQuery },
      responses: { 200: { description: 'A page of mails', body: page(messageSchema) } },
      handler: async ({ em, query }) => {
        const { status, template, campaignId, userId, address } = query;
        const filter = { status, template, campaignId, userId, address };
        return toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => listMessages(em, { ...filter, before: before?.[0], limit }),
            keyOf: ({ id }) => [id],
            presenter: () => (message) => presentMessage(message, config.mail.domain),
          }),
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/email/messages/:messageId',
      operationId: 'getEmailMessage',
      tags: ['email'],
      summary: 'Get a mail and what became of it',
      access: ADMIN,
      limit: 'read',
      request: { params: messageParams },
      responses: { 200: { description: 'The mail', body: messageSchema } },
      handler: async ({ em, params }) => {
        const message = await findMessage(em, params.messageId);
        return message ? reply(200, presentMessage(message, config.mail.domain)) : notFound('The mail');
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/users/:userId/emails',
      operationId: 'listUserEmails',
      tags: ['email'],
      summary: 'List the mails sent to a user, newest first',
      description:
        'For the user and admins. Says what was sent, when, and by which category the user can refuse it. Shows neither ' +
        'addresses nor contents.',
      access: {},
      limit: 'read',
      request: { params: userMailsParams, query: pageQuery },
      responses: { 200: { description: 'A page of mails', body: page(historySchema) } },
      handler: async ({ em, principal, params, query }) =>
        toReply(
          200,
          await findPage(query, idKey, {
            find: (before, limit) => readHistory(em, principal, params.userId, { before: before?.[0], limit }),
            keyOf: ({ id }) => [id],
            presenter: () => presentHistory,
          }),
        ),
    }),
  ];
}
