import { z } from 'zod';
import { type RawBody, type Reply, reply } from '../../../platform/http/reply.ts';
import type { RenderedEmail } from './render.ts';

/** A preview is someone's HTML in a browser that is logged in nowhere: it gets styles and pictures, and no scripts. */
const PREVIEW_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; sandbox";

export const previewQuery = z.strictObject({
  format: z.enum(['html', 'text', 'json']).default('html').describe('Format of the answer; `json` holds all parts'),
});

/** What {@link replyPreview} answers beside HTML. */
export const PREVIEW_TYPES = ['text/plain', 'application/json'] as const;

/** A rendered mail as HTML, as plain text, or with all parts as JSON. @param beside what the JSON says beside the mail */
export function replyPreview(
  mail: RenderedEmail,
  format: z.output<typeof previewQuery>['format'],
  beside: object = {},
): Reply<200, RawBody> {
  if (format === 'text') return reply(200, mail.text, { 'Content-Type': 'text/plain; charset=utf-8' });
  if (format === 'json') {
    const { subject, preview, html, text } = mail;
    return reply(200, JSON.stringify({ ...beside, subject, preview, html, text }), {
      'Content-Type': 'application/json; charset=utf-8',
    });
  }
  return reply(200, mail.html, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': PREVIEW_POLICY,
  });
}
