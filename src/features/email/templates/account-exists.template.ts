import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { action, fallbackLink } from './action.ts';
import { displayName, link } from './fields.ts';
import { greeting } from './format.domain.ts';
import { paragraph, small, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.object({
  displayName,
  resetUrl: link.describe('Lets whoever opens it set a new password'),
});

export const accountExists = defineTemplate({
  name: 'account-exists',
  category: 'account',
  description: 'Tells the owner of an address that somebody tried to sign up with it again.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    resetUrl: 'https://vibe.example/reset-password#token=Zm9vYmFyYmF6',
  },
  secrets: ['resetUrl'],
  reason: 'You get this mail because somebody used your address to sign up.',
  subject: () => 'You already have an account',
  preview: () => 'Somebody tried to sign up with your address. Was it you?',
  html: (data, site) =>
    h(
      Fragment,
      null,
      title('You already have an account'),
      paragraph(greeting(data.displayName)),
      paragraph(
        `Somebody tried to sign up at ${site.name} with this address, which already has an account: yours. If it was you, ` +
          'just log in. If you forgot the password, choose a new one:',
      ),
      action('Choose a new password', data.resetUrl),
      fallbackLink(data.resetUrl),
      small(
        'The link is good for 30 minutes. If it was not you, there is nothing to do: they learned nothing from us.',
      ),
    ),
  text: (data, site) => [
    greeting(data.displayName),
    `Somebody tried to sign up at ${site.name} with this address, which already has an account: yours. If it was you, just log in. If you forgot the password, choose a new one:\n${data.resetUrl}`,
    'The link is good for 30 minutes. If it was not you, there is nothing to do: they learned nothing from us.',
  ],
});
