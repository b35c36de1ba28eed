import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { LINK_PAGE_POLICY } from '../../../platform/pages/link-page.ts';
import { MAIL_LINK_SCRIPT, PASSWORD_RESET_PAGE, VERIFY_EMAIL_PAGE } from './mail-link-pages.ts';

function page(path: `/${string}`, operationId: string, summary: string, html: string): Route {
  return defineRoute({
    method: 'get',
    path,
    operationId,
    tags: ['auth'],
    summary,
    description: 'A page for people: the link in the mail leads here. It sends the token with a POST to the same path.',
    access: 'public',
    limit: 'read',
    request: {},
    responses: { 200: { description: 'The page', contentType: 'text/html; charset=utf-8' } },
    handler: () => reply(200, html, { 'Content-Security-Policy': LINK_PAGE_POLICY }),
  });
}

export function mailLinkRoutes(): Route[] {
  return [
    page(
      '/api/auth/verify-email',
      'getVerifyEmailPage',
      'Show the page that confirms an e-mail address',
      VERIFY_EMAIL_PAGE,
    ),
    page(
      '/api/auth/password-reset/confirm',
      'getPasswordResetPage',
      'Show the page that sets a new password',
      PASSWORD_RESET_PAGE,
    ),
    defineRoute({
      method: 'get',
      path: '/api/auth/mail-link.js',
      operationId: 'getMailLinkScript',
      tags: ['auth'],
      summary: 'Get the script of the two pages',
      access: 'public',
      limit: 'read',
      request: {},
      responses: { 200: { description: 'The script', contentType: 'text/javascript; charset=utf-8' } },
      handler: () => reply(200, MAIL_LINK_SCRIPT, { 'Cache-Control': 'public, max-age=3600' }),
    }),
  ];
}
