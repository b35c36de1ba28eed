/**
 * The form in which addresses are stored and compared: in lower case. By the letter of RFC 5321 the part before the @ may
 * tell cases apart; no provider of size does, and two accounts for one mailbox would be worse.
 */
export function normalizeEmail(address: string): string {
  return address.trim().normalize('NFC').toLowerCase();
}
