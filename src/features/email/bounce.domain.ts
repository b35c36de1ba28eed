/** Enhanced status codes (RFC 3463) for an address that does not exist, or not any more. */
const NO_SUCH_MAILBOX = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10']);

/**
 * Whether a server that refused a recipient means that the mailbox does not exist. Other refusals (a full mailbox, a policy,
 * a bad reputation) say nothing about the address.
 * @param response the answer to RCPT TO
 */
export function isHardBounce(response: string): boolean {
  const [, code, enhanced] = /^(5\d\d)(?:[ -](\d\.\d{1,3}\.\d{1,3})\b)?/.exec(response) ?? [];
  return enhanced === undefined ? code === '550' : NO_SUCH_MAILBOX.has(enhanced);
}
