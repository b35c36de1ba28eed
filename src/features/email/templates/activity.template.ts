import { Link } from '@react-email/link';
import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { lineOfText, linesOfText } from '../../../platform/http/user-text.ts';
import { action } from './action.ts';
import { count, displayName, link } from './fields.ts';
import { formatCount, greeting, shorten } from './format.domain.ts';
import { paragraph, quote, small, title } from './layout.ts';
import { style } from './style.domain.ts';
import { defineTemplate } from './template.ts';

/** A longer list is not read in a mail. */
const LISTED = 20;
/** More than any inbox shows. */
const PREVIEW_CHARACTERS = 140;

const schema = z.strictObject({
  displayName,
  lines: z
    .array(
      z.strictObject({
        text: lineOfText(300).describe('What happened'),
        message: linesOfText(1_000).optional().describe('What the other user wrote'),
        url: link.describe('Where to see it'),
      }),
    )
    .min(1)
    .max(LISTED),
  more: count.default(0).describe('How many more events there were'),
  url: link.describe('Where to see all of them'),
});

type Data = z.output<typeof schema>;

function headline({ lines: [first, ...others], more }: Data): string {
  const alone = first !== undefined && others.length === 0 && more === 0;
  return alone ? first.text : formatCount(others.length + 1 + more, 'new notification', 'new notifications');
}

const andMore = (data: Data) => (data.more === 0 ? [] : [`And ${data.more} more.`]);

export const activity = defineTemplate<Data>({
  name: 'activity',
  category: 'activity',
  description:
    'Lists what happened to a user: comments, replies, followers, calls, and all that has no mail of its own.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    lines: [
      {
        text: 'Jürgen Weiß commented on your post',
        message: 'Margins will not hold once the subsidies end.',
        url: 'https://vibe.example/posts/0198#comment-0199',
      },
      { text: 'Ada King follows you now', url: 'https://vibe.example/users/0197' },
      {
        text: 'Your call on AAPL was right: +6.54% after you called it up',
        url: 'https://vibe.example/posts/0196',
      },
    ],
    more: 0,
    url: 'https://vibe.example/notifications',
  },
  secrets: ['lines'],
  reason: 'You get this mail because of activity that concerns you. You can choose in your preferences what we mail.',
  subject: headline,
  preview: (data) => shorten(data.lines.map(({ text }) => `${text}.`).join(' '), PREVIEW_CHARACTERS),
  html: (data) =>
    h(
      Fragment,
      null,
      title(headline(data)),
      paragraph(greeting(data.displayName)),
      ...data.lines.flatMap(({ text, message, url }, index) => [
        h(
          Fragment,
          { key: index },
          paragraph(h(Link, { href: url, style: style.link }, text)),
          message && quote(message),
        ),
      ]),
      ...andMore(data).map((line) => small(line)),
      action('See your notifications', data.url),
    ),
  text: (data) => [
    greeting(data.displayName),
    ...data.lines.map(({ text, message, url }) =>
      [text, ...(message === undefined ? [] : [message.replace(/^/gm, '> ')]), url].join('\n'),
    ),
    ...andMore(data),
    `See your notifications:\n${data.url}`,
  ],
});
