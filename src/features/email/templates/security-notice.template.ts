import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { SECURITY_EVENTS, type SecurityEvent } from '../../accounts/accounts.contract.ts';
import { displayName, line } from './fields.ts';
import { greeting } from './format.domain.ts';
import { paragraph, small, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.strictObject({
  displayName,
  event: z.enum(SECURITY_EVENTS).describe('What happened to the account'),
  from: line(100).optional().describe('Network address it came from'),
});

type Data = z.output<typeof schema>;

const TEXTS: Readonly<Record<SecurityEvent, { subject: string; what: string; unasked: string }>> = {
  api_key_created: {
    subject: 'A new API key was created',
    what: 'A new API key was created for your account. It can act for you until you revoke it.',
    unasked: 'If this was not you, change your password now: this ends all other sessions and revokes all API keys.',
  },
  password_changed: {
    subject: 'Your password was changed',
    what: 'The password of your account was changed. All other sessions were ended and all API keys were revoked.',
    unasked: 'If this was not you, ask for a password reset on the log-in page now.',
  },
  address_changed: {
    subject: 'The address of your account was changed',
    what: 'Your account now has another e-mail address. Mails about it no longer come here.',
    unasked: 'If this was not you, contact the operator of this site now.',
  },
  log_in_locked: {
    subject: 'Your log-in is locked for a while',
    what: 'Someone entered a wrong password for your account several times. Further attempts from there must wait.',
    unasked: 'Devices on which you have logged in before are not affected. If you forgot your password, reset it.',
  },
};

const fromText = ({ from }: Data) => (from === undefined ? null : `Network address: ${from}`);

export const securityNotice = defineTemplate<Data>({
  name: 'security-notice',
  category: 'account',
  description: 'Tells the owner of an account about a new API key, a new password, a new address, or a locked log-in.',
  schema,
  sample: { displayName: 'Zoë Müller', event: 'api_key_created', from: '203.0.113.7' },
  secrets: [],
  reason: 'You get this mail because the account with this address was changed, or someone tried to log in to it.',
  subject: ({ event }) => TEXTS[event].subject,
  preview: ({ event }) => TEXTS[event].unasked,
  html: (data, site) => {
    const { subject, what, unasked } = TEXTS[data.event];
    const from = fromText(data);
    return h(
      Fragment,
      null,
      title(subject),
      paragraph(greeting(data.displayName)),
      paragraph(`This is about your account at ${site.name}. ${what}`),
      paragraph(unasked),
      from === null ? null : small(from),
    );
  },
  text: (data, site) => {
    const { what, unasked } = TEXTS[data.event];
    const from = fromText(data);
    return [
      greeting(data.displayName),
      `This is about your account at ${site.name}. ${what}`,
      unasked,
      ...(from === null ? [] : [from]),
    ];
  },
});
