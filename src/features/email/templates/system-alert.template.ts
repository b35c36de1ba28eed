import { Text } from '@react-email/text';
import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { instantInput } from '../../../platform/http/instant.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { action } from './action.ts';
import { amount, displayName, link, unit } from './fields.ts';
import { formatAmount, formatInstant, greeting, shorten } from './format.domain.ts';
import { paragraph, table, title } from './layout.ts';
import { color, style } from './style.domain.ts';
import { defineTemplate } from './template.ts';

const schema = z.strictObject({
  displayName,
  rule: lineOfText(120).describe('What the rule watches'),
  severity: z.enum(['info', 'warning', 'critical']),
  state: z.enum(['firing', 'resolved']),
  condition: z.enum(['above', 'below']).default('above').describe('Side of the threshold on which the rule fires'),
  value: amount.describe('Latest measured value'),
  threshold: amount,
  unit,
  since: instantInput.describe('When it started to fire, or was resolved'),
  instance: lineOfText(120).describe('Where it was measured'),
  url: link.describe('Where to see it'),
});

type Data = z.output<typeof schema>;

const measured = (data: Data) => formatAmount(data.value, data.unit);
const limit = (data: Data) => `${data.condition} ${formatAmount(data.threshold, data.unit)}`;
const LABEL = { firing: 'Firing since', resolved: 'Resolved since' } as const;
const SEVERITY = { info: 'Info', warning: 'Warning', critical: 'Critical' } as const;

const figures = (data: Data): [string, string][] => [
  ['Severity', SEVERITY[data.severity]],
  ['Fires', limit(data)],
  [LABEL[data.state], formatInstant(data.since)],
];

const headline = (data: Data) =>
  `${data.state === 'resolved' ? 'Resolved' : SEVERITY[data.severity]}: ${shorten(data.rule, 80)}`;

const now = (data: Data) => `The latest value is ${measured(data)}; the rule fires ${limit(data)}.`;

export const systemAlert = defineTemplate<Data>({
  name: 'system-alert',
  category: 'account',
  description: 'Tells an admin that a monitoring rule fires, or has stopped firing.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    rule: 'Share of requests that fail',
    severity: 'critical',
    state: 'firing',
    condition: 'above',
    value: 12.5,
    threshold: 5,
    unit: 'percent',
    since: '2026-03-02T15:41:00Z',
    instance: 'api-2',
    url: 'https://vibe.example/monitoring/alerts/0198',
  },
  secrets: [],
  reason: 'You get this mail because you are an admin of this site.',
  subject: (data) => `${headline(data)} (${measured(data)})`,
  preview: (data) => `${now(data)} ${LABEL[data.state]} ${formatInstant(data.since)}.`,
  html: (data) =>
    h(
      Fragment,
      null,
      title(headline(data)),
      paragraph(greeting(data.displayName)),
      paragraph(h('strong', null, data.rule), ` on ${data.instance}. ${now(data)}`),
      h(Text, { style: { ...style.figure, color: data.state === 'firing' ? color.down : color.up } }, measured(data)),
      table(figures(data).map(([label, value]) => ({ key: label, cells: [label, value] }))),
      action('See the alert', data.url),
    ),
  text: (data) => [
    greeting(data.displayName),
    `${headline(data)}\n${data.rule} on ${data.instance}. ${now(data)}`,
    figures(data)
      .map(([label, value]) => `${label}: ${value}`)
      .join('\n'),
    `See the alert:\n${data.url}`,
  ],
});
