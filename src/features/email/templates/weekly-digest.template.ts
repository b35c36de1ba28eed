import { Fragment, createElement as h, type ReactElement } from 'react';
import { z } from 'zod';
import { action } from './action.ts';
import { count, currency, day, displayName, line, lines, link, percent, price, symbol } from './fields.ts';
import { formatCount, formatDay, formatPercent, formatPrice, greeting, shorten } from './format.domain.ts';
import { change, paragraph, quote, small, subtitle, table, ticker, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const quoteRow = z.object({ symbol, name: line(120).optional(), price, currency, changePercent: percent });

const schema = z.object({
  displayName,
  from: day.describe('First day of the week'),
  to: day.describe('Last day of the week'),
  watchlist: z.array(quoteRow).max(20).describe('What the recipient follows'),
  movers: z.array(quoteRow).max(10).describe('What moved most in the community'),
  posts: z
    .object({
      published: count,
      likes: count,
      comments: count,
      best: z.object({ text: lines(2_000), likes: count }).optional(),
    })
    .optional()
    .describe('The recipient’s own posts of the week'),
  url: link.describe('Where to read on'),
});

type Data = z.output<typeof schema>;
type Quote = z.output<typeof quoteRow>;

const quotes = (rows: readonly Quote[]): ReactElement =>
  table(
    rows.map((row) => ({
      key: row.symbol,
      cells: [
        ticker(row.symbol, row.name),
        formatPrice(row.price, row.currency),
        change(formatPercent(row.changePercent), row.changePercent),
      ],
    })),
  );

const quoteLines = (rows: readonly Quote[]) =>
  rows
    .map(
      (row) => `  ${row.symbol.padEnd(8)} ${formatPrice(row.price, row.currency)}  ${formatPercent(row.changePercent)}`,
    )
    .join('\n');

const postsLine = (posts: NonNullable<Data['posts']>) =>
  `${formatCount(posts.published, 'post', 'posts')}, ${formatCount(posts.likes, 'like', 'likes')}, ` +
  formatCount(posts.comments, 'comment', 'comments');

function preview(data: Data): string {
  const best = data.watchlist.toSorted((a, b) => b.changePercent - a.changePercent)[0];
  if (best) return `Best of your watchlist: ${best.symbol} ${formatPercent(best.changePercent)}.`;
  return data.posts ? `Your week: ${postsLine(data.posts)}.` : 'What moved in the community.';
}

const BEST_POST_CHARACTERS = 280;
const DELAYED = 'Changes are over the week, in each ticker’s own currency. This is not advice to buy or sell.';

export const weeklyDigest = defineTemplate<Data>({
  name: 'weekly-digest',
  category: 'weekly_digest',
  description: 'The week of one person: watchlist, movers, own posts.',
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
    url: 'https://vibe.example/digest/2010-W08',
  },
  secrets: [],
  reason: 'You get this mail because the weekly digest is on in your preferences.',
  subject: (data) => `Your week in the market, ${formatDay(data.to)}`,
  preview,
  html: (data) =>
    h(
      Fragment,
      null,
      title('Your week in the market'),
      paragraph(greeting(data.displayName)),
      paragraph(`This was the week from ${formatDay(data.from)} to ${formatDay(data.to)}.`),
      ...(data.watchlist.length === 0 ? [] : [subtitle('Your watchlist'), quotes(data.watchlist)]),
      ...(data.movers.length === 0 ? [] : [subtitle('What moved most'), quotes(data.movers)]),
      ...(data.posts === undefined ? [] : [subtitle('Your posts'), paragraph(`${postsLine(data.posts)}.`)]),
      ...(data.posts?.best === undefined
        ? []
        : [
            paragraph(`The one people liked most (${formatCount(data.posts.best.likes, 'like', 'likes')}):`),
            quote(shorten(data.posts.best.text, BEST_POST_CHARACTERS)),
          ]),
      action('Read on', data.url),
      small(DELAYED),
    ),
  text: (data) => [
    greeting(data.displayName),
    `This was the week from ${formatDay(data.from)} to ${formatDay(data.to)}.`,
    ...(data.watchlist.length === 0 ? [] : [`YOUR WATCHLIST\n${quoteLines(data.watchlist)}`]),
    ...(data.movers.length === 0 ? [] : [`WHAT MOVED MOST\n${quoteLines(data.movers)}`]),
    ...(data.posts === undefined ? [] : [`YOUR POSTS\n  ${postsLine(data.posts)}`]),
    ...(data.posts?.best === undefined
      ? []
      : [
          `The one people liked most (${formatCount(data.posts.best.likes, 'like', 'likes')}):\n` +
            shorten(data.posts.best.text, BEST_POST_CHARACTERS).replace(/^/gm, '> '),
        ]),
    `Read on:\n${data.url}`,
    DELAYED,
  ],
});
