import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { action, fallbackLink } from './action.ts';
import { displayName, link } from './fields.ts';
import { greeting } from './format.domain.ts';
import { paragraph, small, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.strictObject({
  displayName,
  receiptUrl: link.describe('Shows how far the deletion is; anyone who has it can open it'),
  receiptToken: lineOfText(200).describe('Token at the end of the link, for the recipient to keep'),
});

const WHAT =
  'You can no longer sign in, and the address is free. We are now removing your data. Where other people’s data ' +
  'depends on it, we remove your name instead.';
const RECEIPT = 'The receipt says what was removed, and when. It holds no data about you, so we keep it:';
const UNASKED = 'If you did not ask for this, contact the operator of this site. What is removed cannot be restored.';
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
  reason: 'You get this last mail because the account with this address is being deleted.',
  subject: () => 'Your account is being deleted',
  preview: () => 'You can no longer sign in. Keep the receipt.',
  html: (data, site) =>
    h(
      Fragment,
      null,
      title('Your account is being deleted'),
      paragraph(greeting(data.displayName)),
      paragraph(`Your account at ${site.name} was just closed. ${WHAT}`),
      paragraph(RECEIPT),
      action('Show the receipt', data.receiptUrl),
      fallbackLink(data.receiptUrl),
      small(keep(data.receiptToken)),
      small(UNASKED),
    ),
  text: (data, site) => [
    greeting(data.displayName),
    `Your account at ${site.name} was just closed. ${WHAT}`,
    `${RECEIPT}\n${data.receiptUrl}`,
    keep(data.receiptToken),
    UNASKED,
  ],
});
