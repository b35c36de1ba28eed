import { z } from 'zod';
import { notFound } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type HandlerInput, type Route } from '../../../platform/http/route.ts';
import type { MailTokens } from './mail-tokens.ts';
import { isMachine } from './tracking.domain.ts';
import { mailExists, recordClick, recordOpen } from './tracking.service.ts';

const tags = ['email'];

/** A made-up token gets the same answer as the token of a deleted mail. */
export const tokenParams = z.strictObject({ token: z.string().describe('Token from the link in a mail') });
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

/** Where a link may lead. It was checked when it was stored; this check keeps a wrong row from sending a browser elsewhere. */
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
      summary: 'Record an open of a mail: the image in it',
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
        // HEAD asks whether the image is there. It shows nothing, so it is not an open.
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
      summary: 'Record a click and redirect to the target of the link',
      description: 'The target was stored with the mail; nothing in the request can change it.',
      access: 'public',
      limit: 'mail_links',
      request: { params: tokenParams, query: anyQuery },
      responses: {
        302: { description: 'Redirect to the target', headers: { Location: 'Target of the link' } },
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
