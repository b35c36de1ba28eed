import { Text } from '@react-email/text';
import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { instantInput } from '../../../platform/http/instant.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { action } from './action.ts';
import { currency, displayName, link, percent, price, symbol } from './fields.ts';
import {
  type AlertCondition,
  formatAlert,
  formatInstant,
  formatPercent,
  formatPrice,
  greeting,
} from './format.domain.ts';
import { change, paragraph, small, table, title } from './layout.ts';
import { style } from './style.domain.ts';
import { defineTemplate } from './template.ts';

/** An alert that was met. */
export const metAlert = {
  symbol,
  companyName: lineOfText(120).optional(),
  condition: z.enum(['above', 'below', 'percent_move']).describe('Condition of the alert'),
  threshold: z.number().min(0).max(1e12).describe('A price; for `percent_move`, a percentage'),
  price: price.describe('The price that fired the alert'),
  currency,
  triggeredAt: instantInput,
  url: link.describe('Page of the ticker or of the alert'),
};

const schema = z.strictObject({
  displayName,
  ...metAlert,
  changePercent: percent.optional().describe('Change since the previous close'),
});

type Data = z.output<typeof schema>;

/** In a column of a table. */
export function waitedFor({ condition, threshold, price, currency }: AlertCondition): string {
  return condition === 'percent_move'
    ? `± ${formatPercent(threshold).replace('+', '')}`
    : `${condition} ${formatPrice(threshold, currency, price)}`;
}

/** The price that met an alert, told apart from its threshold. */
export function metAt({ condition, threshold, price, currency }: AlertCondition & { price: number }): string {
  return formatPrice(price, currency, condition === 'percent_move' ? price : threshold);
}

export const NO_ADVICE = 'Prices may be delayed. This is not advice to buy or sell.';

const name = (data: Data) => (data.companyName === undefined ? data.symbol : `${data.companyName} (${data.symbol})`);

export const priceAlert = defineTemplate<Data>({
  name: 'price-alert',
  category: 'price_alerts',
  description: 'Says that a price alert fired.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    symbol: 'AAPL',
    companyName: 'Apple Inc.',
    condition: 'above',
    threshold: 220,
    price: 223.02,
    currency: 'USD',
    changePercent: 1.87,
    triggeredAt: '2026-03-02T15:41:00Z',
    url: 'https://vibe.example/tickers/AAPL',
  },
  secrets: [],
  reason: 'You get this mail because you set a price alert.',
  subject: (data) => `${data.symbol} ${formatAlert(data)}`,
  preview: (data) => `${name(data)} is at ${metAt(data)}.`,
  html: (data) =>
    h(
      Fragment,
      null,
      title(`${data.symbol} ${formatAlert(data)}`),
      paragraph(greeting(data.displayName)),
      paragraph(`${name(data)} met your alert.`),
      h(Text, { style: style.figure }, metAt(data)),
      table([
        ...(data.changePercent === undefined
          ? []
          : [
              {
                key: 'change',
                cells: ['Since previous close', change(formatPercent(data.changePercent), data.changePercent)],
              },
            ]),
        {
          key: 'alert',
          cells: ['Your alert', waitedFor(data)],
        },
        { key: 'time', cells: ['Time', formatInstant(data.triggeredAt)] },
      ]),
      action(`See ${data.symbol}`, data.url),
      small(NO_ADVICE),
    ),
  text: (data) => [
    greeting(data.displayName),
    `${name(data)} ${formatAlert(data)}.`,
    [
      `Price: ${metAt(data)}`,
      ...(data.changePercent === undefined ? [] : [`Since previous close: ${formatPercent(data.changePercent)}`]),
      `Time: ${formatInstant(data.triggeredAt)}`,
    ].join('\n'),
    `See ${data.symbol}:\n${data.url}`,
    NO_ADVICE,
  ],
});
