import type { Config } from '../../../platform/config.ts';
import { parseMailbox } from '../../../platform/mail/compose-mail.ts';
import type { Site } from '../templates/template.ts';

/** The installation as its mails show it: named like their sender. */
export function siteOf(config: Pick<Config, 'mail' | 'http'>): Site {
  const { name, address } = parseMailbox(config.mail.from);
  return { name: name === '' ? address : name, publicUrl: config.http.publicUrl };
}
