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

export const welcome = defineTemplate({
  name: 'welcome',
  category: 'account',
  description: 'Welcomes a new user and asks them to confirm the address.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    verifyUrl: 'https://vibe.example/verify-email#token=3q2-7wEAb0s',
  },
  secrets: ['verifyUrl'],
  reason: 'You get this mail because someone, most likely you, signed up with this address.',
  subject: (_data, site) => `Welcome to ${site.name}`,
  preview: () => 'Confirm your address, then follow your first tickers.',
  html: (data, site) =>
    h(
      Fragment,
      null,
      title(`Welcome to ${site.name}`),
      paragraph(greeting(data.displayName)),
      paragraph(
        'Good to have you here. Post what you think of a ticker, keep a watchlist, set price alerts, and see how your ' +
          'calls did against the market.',
      ),
      paragraph('First, please confirm that this address is yours:'),
      action('Confirm my address', data.verifyUrl),
      fallbackLink(data.verifyUrl),
      small('The link works for 24 hours. If you did not sign up, ignore this mail: without the link nothing happens.'),
    ),
  text: (data, site) => [
    greeting(data.displayName),
    `Welcome to ${site.name}. Post what you think of a ticker, keep a watchlist, set price alerts, and see how your ` +
      'calls did against the market.',
    `First, please confirm that this address is yours:\n${data.verifyUrl}`,
    'The link works for 24 hours. If you did not sign up, ignore this mail: without the link nothing happens.',
  ],
});
