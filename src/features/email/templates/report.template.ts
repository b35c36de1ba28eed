import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { lineOfText, linesOfText } from '../../../platform/http/user-text.ts';
import { action } from './action.ts';
import { amount, day, displayName, link, percent, unit } from './fields.ts';
import { formatAmount, formatChange, formatDay, greeting, shorten } from './format.domain.ts';
import { paragraph, small, table, title } from './layout.ts';
import { defineTemplate } from './template.ts';

/** More is read where the whole report is. */
const LISTED = 30;
const PREVIEW_CHARACTERS = 120;

const figure = z.strictObject({
  label: lineOfText(100),
  value: amount,
  unit,
  changePercent: percent.optional().describe('Compared with the previous period'),
});

const schema = z.strictObject({
  displayName,
  title: lineOfText(120).describe('Name of the report'),
  from: day.describe('First day of the period'),
  to: day.describe('Last day of the period'),
  summary: linesOfText(2_000).optional().describe('What changed, in words'),
  figures: z.array(figure).min(1).max(LISTED),
  url: link.describe('Where to read the whole report'),
});

type Data = z.output<typeof schema>;
type Figure = z.output<typeof figure>;

const COMPARED = 'Changes are compared with the previous period.';

const period = ({ from, to }: Data) => (from === to ? formatDay(from) : `${formatDay(from)} to ${formatDay(to)}`);
const valueOf = ({ value, unit }: Figure) => formatAmount(value, unit);
const isCompared = ({ figures }: Data) => figures.some(({ changePercent }) => changePercent !== undefined);

/** A table has as many cells in every row; an empty one says that there is nothing to compare with. */
const cellsOf = (data: Data) => (one: Figure) => [
  one.label,
  valueOf(one),
  ...(isCompared(data) ? [one.changePercent === undefined ? '' : formatChange(one.changePercent)] : []),
];

function lineOf(one: Figure): string {
  const compared = one.changePercent === undefined ? '' : ` (${formatChange(one.changePercent)})`;
  return `${one.label}: ${valueOf(one)}${compared}`;
}

export const report = defineTemplate<Data>({
  name: 'report',
  category: 'reports',
  description: 'Shows the figures of a report and a link to the whole of it.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    title: 'Weekly report',
    from: '2026-02-23',
    to: '2026-03-01',
    summary: 'More people were active than the week before. Posts fell on Thursday, when the API was slow.',
    figures: [
      { label: 'Active users', value: 1_204, unit: 'count', changePercent: 4.5 },
      { label: 'Posts', value: 3_911, unit: 'count', changePercent: -2.1 },
      { label: 'Engagement rate', value: 38.25, unit: 'percent', changePercent: 0 },
      { label: 'Answer time, p95', value: 182, unit: 'milliseconds', changePercent: 11.4 },
      { label: 'Files stored', value: 48_300_000_000, unit: 'bytes' },
    ],
    url: 'https://vibe.example/reports/2026-W09',
  },
  secrets: [],
  reason: 'You get this mail because reports are on in your preferences.',
  subject: (data) => `${data.title}: ${period(data)}`,
  preview: (data) => shorten(data.summary ?? `${data.figures.slice(0, 3).map(lineOf).join(', ')}.`, PREVIEW_CHARACTERS),
  html: (data) =>
    h(
      Fragment,
      null,
      title(data.title),
      paragraph(greeting(data.displayName)),
      paragraph(`These are the figures of ${period(data)}.`),
      ...(data.summary === undefined ? [] : data.summary.split(/\r?\n/).map((part) => paragraph(part))),
      table(data.figures.map((one, index) => ({ key: String(index), cells: cellsOf(data)(one) }))),
      ...(isCompared(data) ? [small(COMPARED)] : []),
      action('Read the whole report', data.url),
    ),
  text: (data) => [
    greeting(data.displayName),
    `${data.title}: these are the figures of ${period(data)}.`,
    ...(data.summary === undefined ? [] : [data.summary]),
    data.figures.map(lineOf).join('\n'),
    ...(isCompared(data) ? [COMPARED] : []),
    `Read the whole report:\n${data.url}`,
  ],
});
