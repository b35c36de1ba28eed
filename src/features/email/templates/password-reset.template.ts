import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { action, fallbackLink } from './action.ts';
import { displayName, link } from './fields.ts';
import { formatCount, greeting } from './format.domain.ts';
import { paragraph, small, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.object({
  displayName,
  resetUrl: link.describe('Lets whoever opens it set a new password'),
  expiresInMinutes: z.int().min(1).max(10_080).default(30).describe('For how long the link is good'),
});

type Data = z.output<typeof schema>;
const validity = (data: Data) =>
  `The link is good for ${formatCount(data.expiresInMinutes, 'minute', 'minutes')}, once.`;
const UNASKED = 'If you did not ask for it, ignore this mail: your password stays as it is.';

export const passwordReset = defineTemplate<Data>({
  name: 'password-reset',
  category: 'account',
  description: 'Carries the link that sets a new password.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    resetUrl: 'https://vibe.example/reset-password#token=Zm9vYmFyYmF6',
    expiresInMinutes: 30,
  },
  secrets: ['resetUrl'],
  reason: 'You get this mail because somebody asked for a new password for the account with this address.',
  subject: () => 'Reset your password',
  preview: (data) => `Choose a new password. ${validity(data)}`,
  html: (data) =>
    h(
      Fragment,
      null,
      title('Reset your password'),
      paragraph(greeting(data.displayName)),
      paragraph('Somebody asked for a new password for your account. If that was you, choose one here:'),
      action('Choose a new password', data.resetUrl),
      fallbackLink(data.resetUrl),
      small(`${validity(data)} ${UNASKED}`),
    ),
  text: (data) => [
    greeting(data.displayName),
    `Somebody asked for a new password for your account. If that was you, choose one here:\n${data.resetUrl}`,
    `${validity(data)} ${UNASKED}`,
  ],
});
