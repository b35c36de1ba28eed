import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { action, fallbackLink } from './action.ts';
import { displayName, link } from './fields.ts';
import { formatCount, greeting } from './format.domain.ts';
import { paragraph, small, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.strictObject({
  displayName,
  resetUrl: link.describe('Sets a new password; anyone who has it can open it'),
  expiresInMinutes: z.int().min(1).max(10_080).default(30).describe('For how many minutes the link works'),
});

type Data = z.output<typeof schema>;
const validity = (data: Data) => `The link works once, for ${formatCount(data.expiresInMinutes, 'minute', 'minutes')}.`;
const UNASKED = 'If you did not ask for this, ignore this mail: your password stays the same.';

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
  reason: 'You get this mail because someone asked for a new password for the account with this address.',
  subject: () => 'Reset your password',
  preview: (data) => `Choose a new password. ${validity(data)}`,
  html: (data) =>
    h(
      Fragment,
      null,
      title('Reset your password'),
      paragraph(greeting(data.displayName)),
      paragraph('Someone asked for a new password for your account. If it was you, choose one here:'),
      action('Choose a new password', data.resetUrl),
      fallbackLink(data.resetUrl),
      small(`${validity(data)} ${UNASKED}`),
    ),
  text: (data) => [
    greeting(data.displayName),
    `Someone asked for a new password for your account. If it was you, choose one here:\n${data.resetUrl}`,
    `${validity(data)} ${UNASKED}`,
  ],
});
