import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { action, fallbackLink } from './action.ts';
import { displayName, line, link } from './fields.ts';
import { greeting } from './format.domain.ts';
import { paragraph, small, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.object({
  displayName,
  receiptUrl: link.describe('Shows how far the deletion is, to whoever opens it'),
  receiptToken: line(200).describe('What the link ends with, to keep'),
});

const WHAT =
  'Nobody can sign in any more, and the address is free. We are now removing what belongs to the account, or taking your name ' +
  'out of it where others’ things depend on it.';
const RECEIPT = 'The receipt says what was removed, and when. It holds nothing about you, so it stays:';
const UNASKED =
  'If it was not you who asked for it, write to whoever runs this site: what is removed cannot be brought back.';
const keep = (token: string) => `Your receipt token: ${token}`;

export const accountDeleted = defineTemplate({
  name: 'account-deleted',
  category: 'account',
  description: 'Confirms to the former address that the account is being deleted.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    receiptUrl: 'https://vibe.example/api/account-deletions/Zm9vYmFyYmF6',
    receiptToken: 'Zm9vYmFyYmF6',
  },
  secrets: ['receiptUrl', 'receiptToken'],
  reason: 'You get this mail, the last one, because the account with this address is being deleted.',
  subject: () => 'Your account is being deleted',
  preview: () => 'Nobody can sign in any more. Keep the receipt.',
  html: (data, site) =>
    h(
      Fragment,
      null,
      title('Your account is being deleted'),
      paragraph(greeting(data.displayName)),
      paragraph(`Your account at ${site.name} was closed a moment ago. ${WHAT}`),
      paragraph(RECEIPT),
      action('Show the receipt', data.receiptUrl),
      fallbackLink(data.receiptUrl),
      small(keep(data.receiptToken)),
      small(UNASKED),
    ),
  text: (data, site) => [
    greeting(data.displayName),
    `Your account at ${site.name} was closed a moment ago. ${WHAT}`,
    `${RECEIPT}\n${data.receiptUrl}`,
    keep(data.receiptToken),
    UNASKED,
  ],
});
