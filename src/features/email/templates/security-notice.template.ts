import { Fragment, createElement as h } from 'react';
import { z } from 'zod';
import { instantInput } from '../../../platform/http/instant.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { SECURITY_EVENTS, type SecurityEvent } from '../../accounts/accounts.contract.ts';
import { displayName } from './fields.ts';
import { formatInstant, greeting, looksLikeLink } from './format.domain.ts';
import { paragraph, table, title } from './layout.ts';
import { defineTemplate } from './template.ts';

const schema = z.strictObject({
  displayName,
  event: z.enum(SECURITY_EVENTS).describe('What happened to the account'),
  at: instantInput.optional().describe('When it happened'),
  key: lineOfText(80).optional().describe('Name of the API key that was created'),
  from: lineOfText(100).optional().describe('Network address it came from'),
});

type Data = z.output<typeof schema>;

const TEXTS: Readonly<Record<SecurityEvent, { subject: string; what: string; unasked: string }>> = {
  api_key_created: {
    subject: 'A new API key was created',
    what: 'A new API key was created for your account. It can act for you until you revoke it.',
    unasked: 'If this was not you, change your password now. That ends all other sessions and revokes all API keys.',
  },
  password_changed: {
    subject: 'Your password was changed',
    what: 'Your password was changed. All other sessions were ended and all API keys were revoked.',
    unasked:
      'If this was not you, someone else can log in to your account. Ask for a password reset on the log-in page now.',
  },
  address_changed: {
    subject: 'The address of your account was changed',
    what: 'Your account now has another e-mail address. Its mails go there and no longer to this address.',
    unasked: 'If this was not you, contact the operator of this site now.',
  },
  log_in_locked: {
    subject: 'Your log-in is locked for a while',
    what: 'Someone entered a wrong password for your account several times. The next attempt from their network must wait.',
    unasked:
      'If this was not you, you do not need to do anything. These attempts failed, and devices on which you have logged ' +
      'in before are not held up. If you forgot your password, ask for a reset on the log-in page.',
  },
};

/** What is known of it, as lines of a table. The name of a key may be a thief's words to the owner, so it is no link. */
function detailsOf({ at, key, from }: Data): [what: string, value: string][] {
  const details: [string, string | undefined][] = [
    ['Time', at === undefined ? undefined : formatInstant(at)],
    ['API key', key === undefined || looksLikeLink(key) ? undefined : key],
    ['Network address', from],
  ];
  return details.flatMap(([what, value]) => (value === undefined ? [] : [[what, value]]));
}

export const securityNotice = defineTemplate<Data>({
  name: 'security-notice',
  category: 'account',
  description: 'Tells the owner of an account about a new API key, a new password, a new address, or a locked log-in.',
  schema,
  sample: {
    displayName: 'Zoë Müller',
    event: 'api_key_created',
    at: '2026-03-02T15:41:00Z',
    key: 'Price feed of the office',
    from: '203.0.113.7',
  },
  secrets: [],
  reason: 'You get this mail because it is about the security of an account that has or had this address.',
  subject: ({ event }) => TEXTS[event].subject,
  preview: ({ event }) => TEXTS[event].unasked,
  html: (data, site) => {
    const { subject, what, unasked } = TEXTS[data.event];
    return h(
      Fragment,
      null,
      title(subject),
      paragraph(greeting(data.displayName)),
      paragraph(`This is about your account at ${site.name}. ${what}`),
      paragraph(unasked),
      table(detailsOf(data).map(([name, value]) => ({ key: name, cells: [name, value] }))),
    );
  },
  text: (data, site) => {
    const { what, unasked } = TEXTS[data.event];
    return [
      greeting(data.displayName),
      `This is about your account at ${site.name}. ${what}`,
      unasked,
      detailsOf(data)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
    ];
  },
});
