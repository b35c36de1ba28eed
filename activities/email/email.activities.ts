import type { DeliverEmailInput, EmailActivities } from '../../src/features/email/email.contract.ts';
import { createSender } from '../../src/features/email/rendering/sender.service.ts';
import type { Config } from '../../src/platform/config.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import type { Logger } from '../../src/platform/log/logger.ts';
import type { MailTransport } from '../../src/platform/mail/mail-transport.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';
import { deliver } from './deliver-email.ts';

export interface EmailActivityDeps {
  em(): Em;
  mail: MailTransport;
  config: Pick<Config, 'mail' | 'http' | 'links' | 'smtp'>;
  logger: Logger;
}

/** @throws MailHeaderError when `MAIL_FROM` is not a mailbox */
export function createEmailActivities({ em, mail, config, logger }: EmailActivityDeps) {
  const sender = createSender(config);
  return {
    async deliverEmail(input: DeliverEmailInput): Promise<void> {
      await withHeartbeat(async (context) => {
        const attempt = { fence: input.fence, number: context.info.attempt };
        const { maxPerSecond } = config.smtp;
        await deliver({ em: em(), mail, sender, maxPerSecond, logger, context, attempt, input });
      });
    },
  } satisfies EmailActivities;
}
