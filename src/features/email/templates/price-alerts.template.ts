import { Link } from '@react-email/link';
import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { action } from './action.ts';
import { count, displayName, link } from './fields.ts';
import { formatAlert, formatCount, formatInstant, greeting } from './format.domain.ts';
import { paragraph, small, table, ticker, title } from './layout.ts';
import { metAlert, metAt, NO_ADVICE, waitedFor } from './price-alert.template.ts';
import { style } from './style.domain.ts';
import { defineTemplate } from './template.ts';

/** A longer list is not read in a mail. */
const LISTED = 20;
/** Symbols that fit into a subject as inboxes show it. */
const SUBJECT_SYMBOLS = 4;

const schema = z.strictObject({
  displayName,
  alerts: z.array(z.strictObject(metAlert)).min(1).max(LISTED).describe('The alerts that fired'),
  more: count.default(0).describe('How many more fired'),
  url: link.describe('Where to see all of them'),
});

type Data = z.output<typeof schema>;

const met = (data: Data) =>
  `${formatCount(data.alerts.length + data.more, 'price alert was', 'price alerts were')} met`;

function subject(data: Data): string {
  const symbols = [...new Set(data.alerts.map((alert) => alert.symbol))];
  const others = data.more > 0 || symbols.length > SUBJECT_SYMBOLS ? ' and others' : '';
  return `${met(data)}: ${symbols.slice(0, SUBJECT_SYMBOLS).join(', ')}${others}`;
}

const andMore = (data: Data) => (data.more === 0 ? [] : [`And ${formatCount(data.more, 'alert', 'alerts')} more.`]);

export const priceAlerts = defineTemplate<Data>({
  name: 'price-alerts',
  category: 'price_alerts',
  description: 'Says that several price alerts fired.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    alerts: [
      {
        symbol: 'AAPL',
        companyName: 'Apple Inc.',
        condition: 'above',
        threshold: 220,
        price: 223.02,
        currency: 'USD',
        triggeredAt: '2026-03-02T15:41:00Z',
        url: 'https://vibe.example/tickers/AAPL',
      },
      {
        symbol: 'SAP',
        companyName: 'SAP SE',
        condition: 'below',
        threshold: 180,
        price: 178.64,
        currency: 'EUR',
        triggeredAt: '2026-03-02T15:40:00Z',
        url: 'https://vibe.example/tickers/SAP',
      },
      {
        symbol: 'BTC-USD',
        condition: 'percent_move',
        threshold: 5,
        price: 91_204.5,
        currency: 'USD',
        triggeredAt: '2026-03-02T15:40:00Z',
        url: 'https://vibe.example/tickers/BTC-USD',
      },
    ],
    more: 0,
    url: 'https://vibe.example/notifications',
  },
  secrets: [],
  reason: 'You get this mail because you set price alerts.',
  subject,
  preview: (data) => data.alerts.map((alert) => `${alert.symbol} ${formatAlert(alert)}`).join(', '),
  html: (data) =>
    h(
      Fragment,
      null,
      title(met(data)),
      paragraph(greeting(data.displayName)),
      paragraph('These tickers met your alerts:'),
      table(
        data.alerts.map((alert, index) => ({
          key: String(index),
          cells: [
            ticker(h(Link, { href: alert.url, style: style.link }, alert.symbol), alert.companyName),
            metAt(alert),
            waitedFor(alert),
          ],
        })),
      ),
      ...andMore(data).map((line) => small(line)),
      action('See all of them', data.url),
      small(NO_ADVICE),
    ),
  text: (data) => [
    greeting(data.displayName),
    `${met(data)}:`,
    ...data.alerts.map(
      (alert) =>
        `${alert.companyName === undefined ? '' : `${alert.companyName}, `}${alert.symbol} ${formatAlert(alert)}\n` +
        `${metAt(alert)} at ${formatInstant(alert.triggeredAt)}\n${alert.url}`,
    ),
    ...andMore(data),
    `See all of them:\n${data.url}`,
    NO_ADVICE,
  ],
});
