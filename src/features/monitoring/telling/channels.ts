import type { Config } from '../../../platform/config.ts';
import { composeMail, parseMailbox } from '../../../platform/mail/compose-mail.ts';
import type { MailTransport } from '../../../platform/mail/mail-transport.ts';
import { postJson } from '../../../platform/outgoing/post.ts';
import { mailBody, signatureHeaders, slackBody, webhookBody } from './bodies.ts';
import type { Notice } from './notice.ts';

/** A channel that reports changes of alerts. */
export interface Channel {
  name: string;
  /** @throws Error when the notice was not taken; it is then sent again under the same id */
  tell(notice: Notice): Promise<void>;
}

/** The receiver asked for a pause. */
export class Later extends Error {
  override readonly name = 'Later';
  readonly seconds: number;

  constructor(seconds: number) {
    super(`asked to wait ${seconds} s`);
    this.seconds = seconds;
  }
}

const MAIL_DEADLINE_MS = 10_000;

export type ChannelsConfig = Pick<Config, 'monitoring' | 'mail'>;

/** Names of the channels that are configured. */
export function channelNames({ monitoring: { webhookUrl, slackUrl, email } }: ChannelsConfig): string[] {
  const all: [string, string | null][] = [
    ['webhook', webhookUrl],
    ['slack', slackUrl],
    ['email', email],
  ];
  return all.flatMap(([name, target]) => (target === null ? [] : [name]));
}

async function post(url: string, body: string, headers: Record<string, string>, allowPrivate: boolean): Promise<void> {
  const { status, retryAfter } = await postJson({ url, body, headers, allowPrivate });
  if (status >= 200 && status < 300) return;
  if (retryAfter !== null && (status === 429 || status === 503)) throw new Later(Math.min(retryAfter, 300));
  throw new Error(`the receiver answered ${status}`);
}

export function createChannels(config: ChannelsConfig, transport: MailTransport): Channel[] {
  const { webhookUrl, webhookSecret, slackUrl, email, allowPrivate } = config.monitoring;
  const channels: Channel[] = [];
  if (webhookUrl !== null && webhookSecret !== null) {
    channels.push({
      name: 'webhook',
      tell: async (notice) => {
        const body = webhookBody(notice);
        await post(webhookUrl, body, signatureHeaders(notice.id, webhookSecret, body, new Date()), allowPrivate);
      },
    });
  }
  if (slackUrl !== null) {
    channels.push({ name: 'slack', tell: (notice) => post(slackUrl, slackBody(notice), {}, allowPrivate) });
  }
  if (email !== null) {
    channels.push({
      name: 'email',
      tell: async (notice) => {
        const mail = await composeMail({
          id: notice.id,
          domain: config.mail.domain,
          date: notice.at,
          from: parseMailbox(config.mail.from),
          to: { name: '', address: email },
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...mailBody(notice),
        });
        const outcome = await transport.send(mail, { deadlineMs: MAIL_DEADLINE_MS });
        if (outcome.outcome === 'accepted') return;
        throw new Error('reason' in outcome ? outcome.reason : outcome.response);
      },
    });
  }
  return channels;
}
