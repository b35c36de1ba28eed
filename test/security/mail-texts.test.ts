import { subjectOf } from '../../src/features/email/rendering/render.ts';
import { templateOf } from '../../src/features/email/templates/catalog.ts';
import { looksLikeLink } from '../../src/features/email/templates/format.domain.ts';
import { invitationTexts, SOME_ROOM } from '../../src/features/email/templates/invitation-text.domain.ts';
import { headerWords } from '../../src/platform/mail/compose-mail.ts';

/** Texts that strangers write into mails that we sign. */

test.each([
  'evil.com',
  'see https://evil.com',
  'WWW.EVIL',
  'evil\u3002com',
  'evil\uff0ecom',
  'evil\uff61com',
  'evil\u200b.\u200bcom',
  'ev\u00adil.c\u2060om',
  'evil . com',
  '192.0.2.7',
  'go to 192\uff0e0\uff0e2\uff0e7',
  '[2001:db8::1]',
  '0xC0000207',
  'пример.рф',
  '例え.テスト',
  'xn--e1afmkfd',
  'mail me@evil',
  'ｅｖｉｌ．ｃｏｍ',
])('%j is taken for a link, and does not reach a stranger', (text) => {
  expect(looksLikeLink(text)).toBe(true);
  const texts = invitationTexts({ inviterName: text, roomName: text, roomDescription: text, message: text });
  expect(texts).toEqual({ inviterName: expect.not.stringContaining(text), roomName: SOME_ROOM });
});

test.each([
  'Zoë Müller',
  'J. R. Hartley',
  'Fed day: 5.25% or 5.5%?',
  '山田太郎',
  'Dr. No',
  'a/b testing',
  'v2.0',
  'Ann-Marie O’Neil',
])('%j is not taken for a link', (text) => {
  expect(looksLikeLink(text)).toBe(false);
});

test.each(['\u202e', '\u2066', '\u200f', '\u061c'])(
  'a subject and a name hold no direction control (%j)',
  (control) => {
    expect(headerWords('Subject', `in${control}voice`)).toBe('invoice');
    const data = { ...(templateOf('room-invitation').sample as object), roomName: `ro${control}om` };
    const site = { name: 'Vibe', publicUrl: 'https://vibe.example' };
    expect(subjectOf(templateOf('room-invitation'), data, site)).not.toContain(control);
  },
);
