import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { action, fallbackLink } from './action.ts';
import { displayName, link } from './fields.ts';
import { greeting } from './format.domain.ts';
import { paragraph, small, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.strictObject({
  displayName,
  verifyUrl: link.describe('Verifies the address; valid for 24 hours'),
});

export const emailVerification = defineTemplate({
  name: 'email-verification',
  category: 'account',
  description: 'Asks the user to confirm an address: again, or after a change.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    verifyUrl: 'https://vibe.example/verify-email#token=3q2-7wEAb0s',
  },
  secrets: ['verifyUrl'],
  reason: 'You get this mail because an account asked to use this address.',
  subject: () => 'Confirm your e-mail address',
  preview: () => 'One click confirms that this address is yours.',
  html: (data) =>
    h(
      Fragment,
      null,
      title('Confirm your e-mail address'),
      paragraph(greeting(data.displayName)),
      paragraph('Please confirm that this address is yours, so that our mails reach the right person:'),
      action('Confirm my address', data.verifyUrl),
      fallbackLink(data.verifyUrl),
      small('The link works for 24 hours. If you did not ask for this, ignore the mail: nothing changes.'),
    ),
  text: (data) => [
    greeting(data.displayName),
    `Please confirm that this address is yours, so that our mails reach the right person:\n${data.verifyUrl}`,
    'The link works for 24 hours. If you did not ask for this, ignore the mail: nothing changes.',
  ],
});
