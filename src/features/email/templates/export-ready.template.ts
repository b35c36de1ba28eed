import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { instantInput } from '../../../platform/http/instant.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { action, fallbackLink } from './action.ts';
import { count, displayName, link } from './fields.ts';
import { formatAmount, formatInstant, greeting, shorten } from './format.domain.ts';
import { paragraph, small, table, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.strictObject({
  displayName,
  dataset: lineOfText(100).describe('What was exported, in words'),
  format: z.enum(['csv', 'json', 'ndjson', 'pdf', 'xlsx', 'parquet', 'zip']),
  rows: count,
  bytes: z.int().min(0).max(1e15).describe('Size of the file'),
  expiresAt: instantInput.describe('When the link stops working'),
  downloadUrl: link.describe(
    'Downloads the file; anyone who has it can use it. With `signInOnly`: a page of the export',
  ),
  signInOnly: z.boolean().default(false).describe('True: the file is for the signed-in user only'),
});

type Data = z.output<typeof schema>;

const KEEP = 'Anyone who has the link can download the file, so do not forward this mail.';
const SIGN_IN = 'Only you can download the file, once you have signed in.';

const actionOf = ({ signInOnly }: Data) => (signInOnly ? 'Sign in and download the file' : 'Download the file');
const adviceOf = ({ signInOnly }: Data) => (signInOnly ? SIGN_IN : KEEP);

const figures = (data: Data): [string, string][] => [
  ['Format', data.format.toUpperCase()],
  ['Rows', formatAmount(data.rows, 'count')],
  ['Size', formatAmount(data.bytes, 'bytes')],
  ['Link works until', formatInstant(data.expiresAt)],
];

export const exportReady = defineTemplate<Data>({
  name: 'export-ready',
  category: 'account',
  description: 'Says that an export is ready to download.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    dataset: 'Posts of 2026',
    format: 'csv',
    rows: 48_210,
    bytes: 4_183_552,
    expiresAt: '2026-03-09T15:41:00Z',
    downloadUrl: 'https://vibe.example/api/files/0198/download?signature=Zm9vYmFyYmF6',
    signInOnly: false,
  },
  secrets: ['downloadUrl'],
  reason: 'You get this mail because you asked for an export.',
  subject: (data) => `Your export is ready: ${shorten(data.dataset, 60)} (${data.format.toUpperCase()})`,
  preview: (data) =>
    `${formatAmount(data.bytes, 'bytes')}. You can download it until ${formatInstant(data.expiresAt)}.`,
  html: (data) =>
    h(
      Fragment,
      null,
      title('Your export is ready'),
      paragraph(greeting(data.displayName)),
      paragraph('You can now download what you asked for: ', h('strong', null, data.dataset), '.'),
      table(figures(data).map(([label, value]) => ({ key: label, cells: [label, value] }))),
      action(actionOf(data), data.downloadUrl),
      fallbackLink(data.downloadUrl),
      small(adviceOf(data)),
    ),
  text: (data) => [
    greeting(data.displayName),
    `You can now download what you asked for: ${data.dataset}.`,
    figures(data)
      .map(([label, value]) => `${label}: ${value}`)
      .join('\n'),
    `${actionOf(data)}:\n${data.downloadUrl}`,
    adviceOf(data),
  ],
});
