import type { Config } from '../../../platform/config.ts';
import { type Mailbox, parseMailbox } from '../../../platform/mail/compose-mail.ts';
import type { Site } from '../templates/template.ts';
import { createMailLinks, type MailLinks } from '../tracking/mail-links.ts';
import { createMailTokens } from '../tracking/mail-tokens.ts';
import { siteOf } from './site.ts';

/** Who sends the mails of this installation, and what they say of it. */
export interface Sender {
  from: Mailbox;
  /** Right part of the `Message-ID`. */
  domain: string;
  site: Site;
  links: MailLinks;
}

/** @throws MailHeaderError when `MAIL_FROM` is not a mailbox */
export function createSender(config: Pick<Config, 'mail' | 'http' | 'links'>): Sender {
  return {
    from: parseMailbox(config.mail.from),
    domain: config.mail.domain,
    site: siteOf(config),
    links: createMailLinks(config.http.publicUrl, createMailTokens(config.links.secret)),
  };
}
