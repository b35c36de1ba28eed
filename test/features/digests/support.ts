import type { DigestWords } from '../../../src/features/email/batch/digest-mails.service.ts';
import type { Sender } from '../../../src/features/email/rendering/sender.service.ts';
import { createMailLinks } from '../../../src/features/email/tracking/mail-links.ts';
import { createMailTokens } from '../../../src/features/email/tracking/mail-tokens.ts';

export const site = { name: 'Vibe Trend Analyzer', publicUrl: 'https://vibe.test' };

export const sender: Sender = {
  from: { name: site.name, address: 'hello@vibe.test' },
  domain: 'vibe.test',
  site,
  links: createMailLinks(site.publicUrl, createMailTokens('secret')),
};

/** A week that has everything. */
export const FULL: DigestWords = {
  from: '2010-02-22',
  to: '2010-02-28',
  watchlist: [
    { symbol: 'AAPL', name: 'Apple Inc.', price: 204.62, currency: 'USD', changePercent: 6.54 },
    { symbol: 'GONE', name: 'Delisted & Sons', currency: 'EUR' },
  ],
  movers: [{ symbol: 'IBM', price: 127.16, currency: 'USD', changePercent: -4.37 }],
  posts: { published: 4, likes: 31, comments: 1, best: { text: 'Grüße 🚀\n.\n<b>bold</b>', likes: 19 } },
  calls: {
    opened: 1,
    decided: 2,
    right: 1,
    latest: [
      { symbol: 'AAPL', direction: 'up', right: true, changePercent: 6.54, benchmarkChangePercent: 1 },
      { symbol: 'IBM', direction: 'up', right: false, changePercent: -4.37 },
    ],
  },
};
