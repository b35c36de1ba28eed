import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { action, fallbackLink } from './action.ts';
import { displayName, link } from './fields.ts';
import { greeting } from './format.domain.ts';
import { paragraph, small, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.strictObject({
  displayName,
  resetUrl: link.describe('Sets a new password; anyone who has it can open it'),
});

export const accountExists = defineTemplate({
  name: 'account-exists',
  category: 'account',
  description: 'Tells the owner of an address that someone tried to sign up with it again.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    resetUrl: 'https://vibe.example/reset-password#token=Zm9vYmFyYmF6',
  },
  secrets: ['resetUrl'],
  reason: 'You get this mail because someone tried to sign up with your address.',
  subject: () => 'You already have an account',
  preview: () => 'Someone tried to sign up with your address. Was it you?',
  html: (data, site) =>
    h(
      Fragment,
      null,
      title('You already have an account'),
      paragraph(greeting(data.displayName)),
      paragraph(
        `Someone tried to sign up at ${site.name} with this address. You already have an account with it. If it was you, ` +
          'just log in. If you forgot the password, choose a new one:',
      ),
      action('Choose a new password', data.resetUrl),
      fallbackLink(data.resetUrl),
      small(
        'The link works for 30 minutes. If it was not you, you do not need to do anything: they learned nothing from us.',
      ),
    ),
  text: (data, site) => [
    greeting(data.displayName),
    `Someone tried to sign up at ${site.name} with this address. You already have an account with it. If it was you, ` +
      `just log in. If you forgot the password, choose a new one:\n${data.resetUrl}`,
    'The link works for 30 minutes. If it was not you, you do not need to do anything: they learned nothing from us.',
  ],
});
