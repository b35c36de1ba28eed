import { hash } from 'node:crypto';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const TIME_DIGITS = 12;

/** The time of a UUID of version 7 in milliseconds since the epoch; null for any other text. */
export function timeOfId(id: string): number | null {
  return UUID_V7.test(id) ? Number.parseInt(id.replace('-', '').slice(0, TIME_DIGITS), 16) : null;
}

/**
 * The id of a client's event: the time at which it happened, then 74 bits of SHA-256 of its sender and the sender's id for it. The
 * same event always makes the same row, on any instance and at any time. No other sender can take its place.
 * @param at milliseconds since the epoch, from 0 and below 2^48
 */
export function idOfEvent(sender: string, eventId: string, at: number): string {
  const digest = hash('sha256', `${sender}\0${eventId}`, 'hex');
  const time = at.toString(16).padStart(TIME_DIGITS, '0');
  // RFC 9562: the version is four bits, the variant two.
  const variant = ((Number.parseInt(digest[3] as string, 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
}
