import { EVENTS } from '../../events/events.contract.ts';

/**
 * First words of the names that features record. Clients may not use them: whatever counts sign-ups or posts counts what the
 * system says.
 */
const RESERVED = new Set([
  ...Object.keys(EVENTS).map((name) => name.slice(0, name.indexOf('.'))),
  // Of what features will record: by then no client may have used them.
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

/** Crawlers by the common words of their names. Cubot makes phones. */
const CRAWLER = /(?<!\bcu)bot\b|crawl|spider|headlesschrome|facebookexternalhit/i;

/** Whether the program that a person is signed in by says of itself that it is a crawler. */
export function namesCrawler(userAgent: string | null): boolean {
  return userAgent !== null && CRAWLER.test(userAgent);
}
