import { z } from 'zod';
import { composeMail, type Mailbox } from '../../platform/mail/compose-mail.ts';
import type { ComposedMail } from '../../platform/mail/mail-transport.ts';
import type { ClaimedMail } from './email.ledger.ts';
import { renderEmail } from './render.ts';
import { templateOf } from './templates/catalog.ts';
import type { Site } from './templates/template.ts';

export interface Sender {
  from: Mailbox;
  /** Right part of the `Message-ID`. */
  domain: string;
  site: Site;
}

/** Tells auto-responders not to answer (RFC 3834). */
const HEADERS = { 'Auto-Submitted': 'auto-generated' };

/**
 * Renders a row of the ledger into the bytes that are sent; the same row gives the same bytes.
 * @throws when the stored data does not fit the template any more, or a header would be injected
 */
export async function mailOf(row: ClaimedMail, { from, domain, site }: Sender): Promise<ComposedMail> {
  const parsed = templateOf(row.template).schema.safeParse(row.data);
  if (!parsed.success) throw new Error(`its data does not fit the template any more: ${z.prettifyError(parsed.error)}`);
  const { subject, html, text } = renderEmail(row.template, parsed.data, site);
  return await composeMail({
    id: row.id,
    domain,
    date: row.due_at,
    from,
    to: { name: row.to_name, address: row.to_address },
    subject,
    html,
    text,
    headers: HEADERS,
  });
}
