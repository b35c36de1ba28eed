/**
 * Why an address gets no mail.
 * - `hard_bounce`: the mailbox does not exist; nothing is sent to it, not even about an account
 * - `manual`: an admin said so; the same
 * - `complaint`: reported as spam; only mail about the account itself is still sent
 * - `unsubscribe`: no mail of one category
 */
export const SUPPRESSION_REASONS = ['hard_bounce', 'complaint', 'unsubscribe', 'manual'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];
