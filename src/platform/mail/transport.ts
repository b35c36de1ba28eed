import type { Config } from '../config.ts';
import type { MailTransport } from './mail-transport.ts';
import { SmtpPool } from './smtp-pool.ts';

/** The transport that the configuration names. Connects to nothing until the first mail. @throws when `SMTP_URL` is wrong */
export function createMailTransport(config: Pick<Config, 'smtp'>): MailTransport {
  return new SmtpPool(config.smtp);
}
