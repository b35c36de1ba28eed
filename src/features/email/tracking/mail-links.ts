import type { MailTokens } from './mail-tokens.ts';

/** Addresses that stand in mails and lead back here. */
export interface MailLinks {
  /** The image whose request tells that a mail was opened. */
  open(messageId: string): string;
  /** @param link place of the link in the list of its batch */
  click(messageId: string, link: number): string;
  /** For people a page that asks, for mail clients the target of a one-click POST (RFC 8058). */
  unsubscribe(messageId: string): string;
}

/** @param publicUrl without a slash at its end */
export function createMailLinks(publicUrl: string, tokens: MailTokens): MailLinks {
  return {
    open: (messageId) => `${publicUrl}/api/email/o/${tokens.sign('open', { messageId, link: 0 })}`,
    click: (messageId, link) => `${publicUrl}/api/email/c/${tokens.sign('click', { messageId, link })}`,
    unsubscribe: (messageId) =>
      `${publicUrl}/api/email/unsubscribe/${tokens.sign('unsubscribe', { messageId, link: 0 })}`,
  };
}
