import { Link } from '@react-email/link';
import { Fragment, createElement as h, type ReactElement, type ReactNode } from 'react';
import { z } from 'zod';
import { lineOfText, linesOfText } from '../../../platform/http/user-text.ts';
import { action } from './action.ts';
import { displayName, link } from './fields.ts';
import { greeting } from './format.domain.ts';
import { paragraph, title } from './layout.ts';
import { linkedParts, linksIn, paragraphsOf } from './linked-text.domain.ts';
import { style } from './style.domain.ts';
import { defineTemplate } from './template.ts';

/** A link is a number of two bytes in its token; no one reads a mail with more than these. */
const LINKS = 50;

/** What an announcement says, to whomever. */
export const announcementContent = z.strictObject({
  subject: lineOfText(150),
  preview: lineOfText(200).describe('The line that mail clients show beside the subject'),
  title: lineOfText(150),
  body: linesOfText(10_000)
    .refine((body) => linksIn(body).length <= LINKS, `At most ${LINKS} different links`)
    .describe('Plain text; empty lines separate paragraphs, https addresses become links'),
  action: z
    .strictObject({ label: lineOfText(60), url: link })
    .nullable()
    .default(null)
    .describe('The main link, shown as a button'),
});

export type AnnouncementContent = z.output<typeof announcementContent>;

const schema = announcementContent.extend({ displayName });

type Data = z.output<typeof schema>;

/** Addresses that the mail leads to, in order, each once. */
export function announcementLinks({ body, action: button }: Pick<AnnouncementContent, 'body' | 'action'>): string[] {
  return [...new Set([...linksIn(body), ...(button === null ? [] : [button.url])])];
}

function lineParts(text: string, hrefOf: (url: string) => string): ReactNode[] {
  return linkedParts(text).map((part, index) =>
    'text' in part ? part.text : h(Link, { key: index, href: hrefOf(part.url), style: style.link }, part.url),
  );
}

/** @param hrefOf where a link leads in place of its address, which is what the mail shows */
export function announcementHtml(data: Data, hrefOf: (url: string) => string): ReactElement {
  const { action: button } = data;
  return h(
    Fragment,
    null,
    title(data.title),
    paragraph(greeting(data.displayName)),
    ...paragraphsOf(data.body).map((texts) =>
      paragraph(
        ...texts.flatMap((text, index) => [
          ...(index === 0 ? [] : [h('br', { key: `break-${index}` })]),
          h(Fragment, { key: index }, ...lineParts(text, hrefOf)),
        ]),
      ),
    ),
    button !== null && action(button.label, hrefOf(button.url)),
  );
}

export const announcement = defineTemplate<Data>({
  name: 'announcement',
  category: 'announcements',
  description: 'News for many recipients: the mail of a campaign.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    subject: 'Calls now show how they did against the market',
    preview: 'From today on, your profile compares every call with its benchmark.',
    title: 'See how your calls did',
    body: [
      'From today on, every call that has run out shows its result: how far the ticker moved, how far the market moved ' +
        'in the same days, and which of the two did better.',
      `This page explains how the score is computed:
https://vibe.example/docs/credibility (five minutes).`,
      'Open calls do not change.',
    ].join('\n\n'),
    action: { label: 'See my calls', url: 'https://vibe.example/calls?tab=closed&sort=score' },
  },
  secrets: [],
  reason: 'You get this mail because you have not unsubscribed from announcements.',
  subject: (data) => data.subject,
  preview: (data) => data.preview,
  html: (data) => announcementHtml(data, (url) => url),
  text: (data) => [
    data.title,
    greeting(data.displayName),
    ...paragraphsOf(data.body).map((texts) => texts.join('\n')),
    ...(data.action === null ? [] : [`${data.action.label}:\n${data.action.url}`]),
  ],
});
