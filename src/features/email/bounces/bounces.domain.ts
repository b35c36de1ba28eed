/** What the words of a mail server say about a mailbox. Pure. */

/**
 * Enhanced status codes (RFC 3463, RFC 7505) by which a mailbox or its domain does not exist, and will not tomorrow:
 * bad mailbox, bad system, bad syntax of the address, moved without a new address, a domain that takes no mail.
 * Not the full mailbox (5.2.2), the disabled one (5.2.1) or a refusal by policy (5.7.x), which may pass.
 */
const NO_SUCH_MAILBOX = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10']);
/** Right behind the reply code, where the server gives one (RFC 2034). */
const ENHANCED_CODE = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})(?!\d)/;

export interface Refusal {
  response: string;
  ofRecipient?: boolean;
}

/**
 * Whether a refusal says that the mailbox does not exist, so that nothing should be sent to it any more.
 * @param ofRecipient the server refused the recipient: a 550 to other commands is about the sender or the message
 */
export function isHardBounce({ response, ofRecipient = false }: Refusal): boolean {
  const enhanced = ENHANCED_CODE.exec(response)?.[1];
  if (enhanced !== undefined) return response.startsWith('5') && NO_SUCH_MAILBOX.has(enhanced);
  return ofRecipient && /^550(?!\d)/.test(response);
}
