import { Fragment, createElement as h, type ReactElement } from 'react';
import { z } from 'zod';
import { lineOfText, linesOfText } from '../../../platform/http/user-text.ts';
import { action } from './action.ts';
import {
  callsLine,
  type DigestRow,
  type DigestSections,
  digestParts,
  htmlLines,
  linesOf,
  postsLine,
} from './digest-parts.template.ts';
import { count, currency, day, displayName, link, percent, price, symbol } from './fields.ts';
import { formatDay, formatPercent, greeting } from './format.domain.ts';
import { paragraph, small, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const quoteRow = z.strictObject({
  symbol,
  name: lineOfText(120).optional(),
  price: price.optional().describe('Missing if there was no price in the week'),
  currency,
  changePercent: percent.optional().describe('Change over the week; missing if there is nothing to compare with'),
});

const schema = z.strictObject({
  displayName,
  from: day.describe('First day of the week'),
  to: day.describe('Last day of the week'),
  watchlist: z.array(quoteRow).max(20).describe('The recipient’s watchlist'),
  movers: z.array(quoteRow).max(10).describe('What moved most in the community'),
  posts: z
    .strictObject({
      published: count,
      likes: count,
      comments: count,
      best: z.strictObject({ text: linesOfText(2_000), likes: count }).optional(),
    })
    .optional()
    .describe('The recipient’s own posts of the week'),
  calls: z
    .strictObject({
      opened: count.describe('Calls published in the week'),
      decided: count.describe('Calls decided in the week'),
      right: count.describe('Those of them that were right'),
      latest: z
        .array(
          z.strictObject({
            symbol,
            direction: z.enum(['up', 'down']),
            right: z.boolean(),
            changePercent: percent.describe('Change of the price, in either direction'),
            benchmarkChangePercent: percent.optional(),
          }),
        )
        .max(10),
    })
    .optional()
    .describe('The direction that the recipient called'),
  url: link.describe('Where to read more'),
});

type Data = z.output<typeof schema>;

/** What a digest is rendered from. Beyond what a request may give, its rows may have charts. */
export type DigestData = Omit<Data, keyof DigestSections> & DigestSections;

export function digestSubject({ to }: Pick<DigestData, 'to'>): string {
  return `Your week in the market, ${formatDay(to)}`;
}

function bestOf(rows: readonly DigestRow[]): { symbol: string; changePercent: number } | null {
  let best: { symbol: string; changePercent: number } | null = null;
  for (const { symbol, changePercent } of rows) {
    if (changePercent !== undefined && !(best && best.changePercent >= changePercent)) best = { symbol, changePercent };
  }
  return best;
}

export function digestPreview({ watchlist, posts, calls }: DigestSections): string {
  const best = bestOf(watchlist);
  if (best) return `Best of your watchlist: ${best.symbol} ${formatPercent(best.changePercent)}.`;
  if (calls) return callsLine(calls);
  return posts ? `Your week: ${postsLine(posts)}.` : 'What moved in the community.';
}

export function digestPeriod({ from, to }: Pick<DigestData, 'from' | 'to'>): string {
  return `This was the week from ${formatDay(from)} to ${formatDay(to)}.`;
}

/** The texts around what a digest says. */
export interface DigestFrame {
  greeting: string;
  period: string;
  url: string;
}

const frameOf = (data: DigestData): DigestFrame => ({
  greeting: greeting(data.displayName),
  period: digestPeriod(data),
  url: data.url,
});

const DELAYED = 'Changes are over the week, in each ticker’s own currency. This is not advice to buy or sell.';

/** @param sections lines of HTML */
export function digestHtml(frame: DigestFrame, sections: string): ReactElement {
  return h(
    Fragment,
    null,
    title('Your week in the market'),
    paragraph(frame.greeting),
    paragraph(frame.period),
    htmlLines(sections),
    action('Read more', frame.url),
    small(DELAYED),
  );
}

/** @param sections lines of text */
export function digestText(frame: DigestFrame, sections: string): string[] {
  const said = sections === '' ? [] : [sections];
  return [frame.greeting, frame.period, ...said, `Read more:\n${frame.url}`, DELAYED];
}

export const weeklyDigest = defineTemplate<Data>({
  name: 'weekly-digest',
  category: 'weekly_digest',
  description: 'Shows a user’s week: watchlist, movers, calls and posts.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    from: '2010-02-22',
    to: '2010-02-28',
    watchlist: [
      { symbol: 'AAPL', name: 'Apple Inc.', price: 204.62, currency: 'USD', changePercent: 6.54 },
      { symbol: 'MSFT', name: 'Microsoft', price: 28.67, currency: 'USD', changePercent: 2.21 },
      { symbol: 'AMZN', name: 'Amazon.com', price: 118.4, currency: 'USD', changePercent: -5.58 },
    ],
    movers: [
      { symbol: 'IBM', price: 127.16, currency: 'USD', changePercent: 4.37 },
      { symbol: 'GOOG', price: 526.8, currency: 'USD', changePercent: -0.59 },
    ],
    posts: {
      published: 4,
      likes: 31,
      comments: 1,
      best: { text: 'Apple’s cash flow is stronger than people think. Bullish into the spring 🚀', likes: 19 },
    },
    calls: {
      opened: 2,
      decided: 2,
      right: 1,
      latest: [
        { symbol: 'AAPL', direction: 'up', right: true, changePercent: 6.54, benchmarkChangePercent: 1.03 },
        { symbol: 'AMZN', direction: 'up', right: false, changePercent: -5.58, benchmarkChangePercent: 1.03 },
      ],
    },
    url: 'https://vibe.example/digest',
  },
  secrets: [],
  reason: 'You get this mail because the weekly digest is on in your preferences.',
  subject: digestSubject,
  preview: digestPreview,
  html: (data: DigestData) => digestHtml(frameOf(data), linesOf(digestParts(data), 'html')),
  text: (data: DigestData) => digestText(frameOf(data), linesOf(digestParts(data), 'text')),
});
