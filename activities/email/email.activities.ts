import { Context } from '@temporalio/activity';
import type { DeliverEmailInput, EmailActivities } from '../../src/features/email/email.contract.ts';
import { siteOf } from '../../src/features/email/site.ts';
import type { Config } from '../../src/platform/config.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import type { Logger } from '../../src/platform/log/logger.ts';
import { parseMailbox } from '../../src/platform/mail/compose-mail.ts';
import type { MailTransport } from '../../src/platform/mail/mail-transport.ts';
import { deliver } from './deliver-email.ts';

/** Most mails are gone before the first beat; one that hangs is seen alive by the server within its 10 s. */
const HEARTBEAT_INTERVAL_MS = 3_000;

export interface EmailActivityDeps {
  em(): Em;
  mail: MailTransport;
  config: Pick<Config, 'mail' | 'http'>;
  logger: Logger;
}

/** @throws MailHeaderError when `MAIL_FROM` is not a mailbox */
export function createEmailActivities({ em, mail, config, logger }: EmailActivityDeps) {
  const sender = { from: parseMailbox(config.mail.from), domain: config.mail.domain, site: siteOf(config) };
  return {
    async deliverEmail(input: DeliverEmailInput): Promise<void> {
      const context = Context.current();
      const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_INTERVAL_MS);
      try {
        const attempt = { fence: input.fence, number: context.info.attempt };
        await deliver({ em: em(), mail, sender, logger, context, attempt, input });
      } finally {
        clearInterval(heartbeat);
      }
    },
  } satisfies EmailActivities;
}
