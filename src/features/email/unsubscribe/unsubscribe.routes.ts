import { z } from 'zod';
import { transact } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { FORM_PAGE_POLICY } from '../../../platform/pages/link-page.ts';
import type { MailTokens } from '../tracking/mail-tokens.ts';
import { anyQuery, tokenParams } from '../tracking/tracking.routes.ts';
import { findUnsubscribable, unsubscribe } from './unsubscribe.service.ts';
import { unsubscribedPage, unsubscribePage } from './unsubscribe-pages.ts';

const tags = ['email'];
const HTML = 'text/html; charset=utf-8';
const PAGE_HEADERS = { 'Content-Type': HTML, 'Content-Security-Policy': FORM_PAGE_POLICY };
const NOTHING = 'Not a token of a mail that has an unsubscribe link';

/** Of RFC 8058, and of the page's own form. The token alone decides; the rest of the body is ignored. */
// oxlint-disable-next-line no-restricted-properties -- open: mail clients send more
const oneClick = z
  .object({ 'List-Unsubscribe': z.literal('One-Click').optional() })
  .meta({ id: 'OneClickUnsubscribe' });

/** Mail clients send no `Accept` for HTML; they get a line of text. */
const wantsPage = (accept: string | null) => accept?.includes('text/html') ?? false;

export function unsubscribeRoutes(tokens: MailTokens): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/email/unsubscribe/:token',
      operationId: 'getUnsubscribePage',
      tags,
      summary: 'Show the page that asks whether to unsubscribe',
      description: 'Changes nothing, since scanners follow every link in a mail.',
      access: 'public',
      limit: 'mail_links',
      request: { params: tokenParams, query: anyQuery },
      responses: { 200: { description: 'The page', contentType: HTML }, 404: { description: NOTHING } },
      handler: async ({ em, params }) => {
        const token = tokens.read('unsubscribe', params.token);
        const category = token && (await findUnsubscribable(em, token.messageId));
        return category ? reply(200, unsubscribePage(category), PAGE_HEADERS) : notFound('The subscription');
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/email/unsubscribe/:token',
      operationId: 'unsubscribe',
      tags,
      summary: 'Unsubscribe from mails of the same category (one click, RFC 8058)',
      description: 'Other categories and mail about the account continue. Repeating it changes nothing.',
      access: 'public',
      limit: 'mail_links',
      request: { params: tokenParams, query: anyQuery, form: oneClick },
      responses: {
        200: { description: 'A line of text; for browsers, a page', contentType: 'text/plain; charset=utf-8' },
        404: { description: NOTHING },
      },
      handler: async (input) => {
        const token = tokens.read('unsubscribe', input.params.token);
        const category = token && (await transact(input.em, (tx) => unsubscribe(tx, token.messageId)));
        if (!category) return notFound('The subscription');
        return wantsPage(input.header('accept'))
          ? reply(200, unsubscribedPage(category), PAGE_HEADERS)
          : reply(200, 'Unsubscribed.\n');
      },
    }),
  ];
}
