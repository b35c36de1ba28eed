import { EVENTS } from '../../events/events.contract.ts';

/**
 * First words of the names that features record. Clients may not use them, so that counts of sign-ups or posts come from the system
 * alone.
 */
const RESERVED = new Set([
  ...Object.keys(EVENTS).map((name) => name.slice(0, name.indexOf('.'))),
  // Words that features will record later. No client must have used them by then.
  'analytics',
  'export',
  'file',
  'job',
  'report',
  'system',
]);

export function isReserved(name: string): boolean {
  const dot = name.indexOf('.');
  return RESERVED.has(dot === -1 ? name : name.slice(0, dot));
}

/** Matches crawlers by the common words of their names. Cubot is a maker of phones. */
const CRAWLER = /(?<!\bcu)bot\b|crawl|spider|headlesschrome|facebookexternalhit/i;

/** Whether the user agent says that it is a crawler. */
export function namesCrawler(userAgent: string | null): boolean {
  return userAgent !== null && CRAWLER.test(userAgent);
}
