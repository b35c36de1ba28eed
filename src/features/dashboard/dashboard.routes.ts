import { z } from 'zod';
import { notFound } from '../../platform/http/problem.ts';
import { type AnyHandlerInput, defineRoute, type Route } from '../../platform/http/route.ts';
import { replyStatic } from '../../platform/http/static-file.ts';
import { type DashboardFile, readDashboard } from './dashboard-files.ts';

/** Own scripts and styles only, nothing inline, and no text may become HTML or script. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Of the document in which a mail is previewed: the styles and images of the mail, and the one script that shows it. */
const MAIL_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  'img-src data: http: https:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types mail',
  'sandbox allow-scripts',
].join('; ');

const MAIL = 'shell/mail.html';

const headersOf = (name: string): Readonly<Record<string, string>> =>
  name === MAIL
    ? { 'Content-Security-Policy': MAIL_POLICY, 'X-Frame-Options': 'SAMEORIGIN' }
    : { 'Content-Security-Policy': POLICY };

const UNCHANGED = { description: 'You have this version: `If-None-Match` names it' };

/** The operators' page. It is public and empty: every figure comes from the API with the token of an admin. */
export function dashboardRoutes(): Route[] {
  let files: Promise<ReadonlyMap<string, DashboardFile>> | null = null;
  const serve = async (name: string, input: Pick<AnyHandlerInput, 'header'>) => {
    files ??= readDashboard();
    const found = (await files).get(name);
    // Asked for each time whether it has changed, so that the page and its scripts are of one release.
    return found
      ? replyStatic(found.file, input, {
          ...headersOf(name),
          'Content-Type': found.contentType,
          'Cache-Control': 'no-cache',
        })
      : notFound('The file');
  };
  return [
    defineRoute({
      method: 'get',
      path: '/dashboard',
      operationId: 'getDashboard',
      tags: ['dashboard'],
      summary: 'Show the operators’ page',
      description: 'Public and empty: the page asks for a log-in, and reads every figure from the API as an admin.',
      access: 'public',
      limit: 'read',
      request: {},
      responses: { 200: { description: 'The page', contentType: 'text/html; charset=utf-8' }, 304: UNCHANGED },
      handler: (input) => serve('shell/index.html', input),
    }),
    defineRoute({
      method: 'get',
      path: '/dashboard/:folder/:file',
      operationId: 'getDashboardFile',
      tags: ['dashboard'],
      summary: 'Get a script or style of the operators’ page',
      access: 'public',
      limit: 'read',
      request: {
        params: z.strictObject({
          folder: z.enum(['shell', 'parts', 'pages', 'client', 'modules']).describe('Where the file is from'),
          file: z.string().max(100).describe('Name of the file'),
        }),
      },
      responses: {
        200: { description: 'The file', contentType: 'text/javascript; charset=utf-8' },
        304: UNCHANGED,
        404: { description: 'No such file' },
      },
      handler: (input) => serve(`${input.params.folder}/${input.params.file}`, input),
    }),
  ];
}
