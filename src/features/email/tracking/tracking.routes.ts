import { z } from 'zod';
import { notFound } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type HandlerInput, type Route } from '../../../platform/http/route.ts';
import type { MailTokens } from './mail-tokens.ts';
import { isMachine } from './tracking.domain.ts';
import { mailExists, recordClick, recordOpen } from './tracking.service.ts';

const tags = ['email'];

/** What is no token of ours is answered like one of a mail that is gone. */
export const tokenParams = z.object({ token: z.string().describe('From the link in a mail') });
/** Mail clients and ad networks add parameters of their own to links. They mean nothing here. */
export const anyQuery = z.looseObject({});

/** One transparent pixel, GIF89a. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const PURPOSE_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;

type Asked = Pick<HandlerInput<unknown, unknown, unknown, unknown>, 'method' | 'userAgent' | 'header'>;

function askedByMachine(input: Asked): boolean {
  const purposes = PURPOSE_HEADERS.flatMap((name) => input.header(name) ?? []);
  return isMachine({ method: input.method, userAgent: input.userAgent, purposes });
}

/** Where a link may lead. Whoever stored it has checked it; a browser is sent nowhere else by a row that is wrong. */
function webAddress(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return null;
  return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
}

export function trackingRoutes(tokens: MailTokens): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/email/o/:token',
      operationId: 'openEmail',
      tags,
      summary: 'Image by which a mail tells that it was opened',
      access: 'public',
      limit: 'mail_links',
      request: { params: tokenParams, query: anyQuery },
      responses: {
        200: { description: 'A transparent pixel', contentType: 'image/gif' },
        404: { description: 'Not a token of a mail' },
      },
      handler: async (input) => {
        const token = tokens.read('open', input.params.token);
        if (token === null) return notFound('The image');
        // HEAD asks whether the image is there: nobody sees anything by it.
        const found =
          input.method === 'HEAD'
            ? await mailExists(input.em, token.messageId)
            : await recordOpen(input.em, token.messageId, askedByMachine(input));
        return found ? reply(200, PIXEL) : notFound('The image');
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/email/c/:token',
      operationId: 'followEmailLink',
      tags,
      summary: 'Leads to where a link of a mail leads, and counts it',
      description: 'The target was stored with the mail: nothing of the request decides about it.',
      access: 'public',
      limit: 'mail_links',
      request: { params: tokenParams, query: anyQuery },
      responses: {
        302: { description: 'To the page', headers: { Location: 'Where the link leads' } },
        404: { description: 'Not a token of a link' },
      },
      handler: async (input) => {
        const token = tokens.read('click', input.params.token);
        const url = token === null ? null : await recordClick(input.em, token, askedByMachine(input));
        const target = url === null ? null : webAddress(url);
        return target === null ? notFound('The link') : { ...reply(302), headers: { Location: target } };
      },
    }),
  ];
}
