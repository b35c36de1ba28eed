import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { action, fallbackLink } from './action.ts';
import { displayName, link } from './fields.ts';
import { greeting } from './format.domain.ts';
import { paragraph, small, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.object({
  displayName,
  verifyUrl: link.describe('Proves the address; good for 24 hours'),
});

export const emailVerification = defineTemplate({
  name: 'email-verification',
  category: 'account',
  description: 'Asks to confirm an address, again or after it was changed.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    verifyUrl: 'https://vibe.example/verify-email#token=3q2-7wEAb0s',
  },
  secrets: ['verifyUrl'],
  reason: 'You get this mail because an account asked to use this address.',
  subject: () => 'Confirm your e-mail address',
  preview: () => 'One click, and this address is yours on your account.',
  html: (data) =>
    h(
      Fragment,
      null,
      title('Confirm your e-mail address'),
      paragraph(greeting(data.displayName)),
      paragraph('Please confirm that this address is yours, so that mails from us reach the right person:'),
      action('Confirm my address', data.verifyUrl),
      fallbackLink(data.verifyUrl),
      small('The link is good for 24 hours. If you did not ask for this, ignore the mail: nothing changes.'),
    ),
  text: (data) => [
    greeting(data.displayName),
    `Please confirm that this address is yours, so that mails from us reach the right person:\n${data.verifyUrl}`,
    'The link is good for 24 hours. If you did not ask for this, ignore the mail: nothing changes.',
  ],
});
