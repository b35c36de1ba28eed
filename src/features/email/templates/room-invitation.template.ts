import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { lineOfText, linesOfText } from '../../../platform/http/user-text.ts';
import { action } from './action.ts';
import { count, displayName, link } from './fields.ts';
import { formatCount, greeting, shorten } from './format.domain.ts';
import { paragraph, quote, small, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.strictObject({
  displayName,
  inviterName: lineOfText(100),
  roomName: lineOfText(120),
  roomDescription: lineOfText(300).optional(),
  message: linesOfText(1_000).optional().describe('Message of the inviter'),
  memberCount: count.optional(),
  url: link.describe('Where to accept the invitation'),
});

type Data = z.output<typeof schema>;

const about = (data: Data) =>
  [
    data.roomDescription,
    data.memberCount === undefined ? undefined : formatCount(data.memberCount, 'member', 'members'),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');

const IGNORE = 'You join only if you accept. If you do not know this person, ignore the mail.';

export const roomInvitation = defineTemplate<Data>({
  name: 'room-invitation',
  category: 'room_invitations',
  description: 'Invites a recipient to a room.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    inviterName: 'Jürgen Weiß',
    roomName: 'Value & Dividends',
    roomDescription: 'Slow money, long horizons',
    message: 'You asked about utilities the other day.\nWe talk about little else here.',
    memberCount: 42,
    url: 'https://vibe.example/invitations/7f3a',
  },
  secrets: ['url'],
  reason: 'You get this mail because a member invited you.',
  subject: (data) => `${shorten(data.inviterName, 40)} invited you to “${shorten(data.roomName, 60)}”`,
  preview: (data) =>
    data.message === undefined ? about(data) || 'See what the room is about.' : shorten(data.message, 90),
  html: (data, site) =>
    h(
      Fragment,
      null,
      title(`An invitation to “${data.roomName}”`),
      paragraph(greeting(data.displayName)),
      paragraph(
        h('strong', null, data.inviterName),
        ` invited you to the room `,
        h('strong', null, data.roomName),
        ` at ${site.name}.`,
      ),
      ...(about(data) === '' ? [] : [paragraph(about(data))]),
      ...(data.message === undefined ? [] : [quote(data.message)]),
      action('See the invitation', data.url),
      small(IGNORE),
    ),
  text: (data, site) => [
    greeting(data.displayName),
    `${data.inviterName} invited you to the room “${data.roomName}” at ${site.name}.`,
    ...(about(data) === '' ? [] : [about(data)]),
    ...(data.message === undefined ? [] : [data.message.replace(/^/gm, '> ')]),
    `See the invitation:\n${data.url}`,
    IGNORE,
  ],
});
