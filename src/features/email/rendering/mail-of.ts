import { z } from 'zod';
import { composeMail, type MailMessage } from '../../../platform/mail/compose-mail.ts';
import type { ComposedMail } from '../../../platform/mail/mail-transport.ts';
import type { ClaimedMail } from '../email.ledger.ts';
import { templateOf } from '../templates/catalog.ts';
import { templateData } from '../templates/template-data.ts';
import { type RenderedEmail, renderEmail } from './render.ts';
import type { Sender } from './sender.service.ts';

/** Tells auto-responders not to answer (RFC 3834). */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated' };

/** Has mail clients show a button that needs no page (RFC 8058). */
function unsubscribeHeaders(url: string | null): Record<string, string> {
  return url === null ? {} : { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/**
 * A rendered mail with its headers, but for what differs from one recipient to the next.
 * @param unsubscribeUrl `null` for mail that cannot be refused
 */
export function mailMessage(
  { subject, html, text }: RenderedEmail,
  { from, domain }: Sender,
  unsubscribeUrl: string | null,
): Omit<MailMessage, 'id' | 'date' | 'to'> {
  return { domain, from, subject, html, text, headers: { ...AUTOMATIC, ...unsubscribeHeaders(unsubscribeUrl) } };
}

/**
 * Renders a row of the ledger into the bytes that are sent; the same row gives the same bytes.
 * @throws when the stored data does not fit the template any more, or a header would be injected
 */
export async function mailOf(row: ClaimedMail, sender: Sender): Promise<ComposedMail> {
  const parsed = templateData(templateOf(row.template).schema, row.data);
  if (!parsed.success) throw new Error(`its data no longer fits the template: ${z.prettifyError(parsed.error)}`);
  // What cannot be refused is not tracked either.
  const [unsubscribeUrl, openUrl] =
    row.category === 'account' ? [null, null] : [sender.links.unsubscribe(row.id), sender.links.open(row.id)];
  const rendered = renderEmail(row.template, parsed.data, sender.site, { unsubscribeUrl, openUrl });
  return await composeMail({
    ...mailMessage(rendered, sender, unsubscribeUrl),
    id: row.id,
    date: row.due_at,
    to: { name: row.to_name, address: row.to_address },
  });
}
