import { expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import {
  composeMail,
  MailHeaderError,
  type MailMessage,
  parseMailbox,
} from '../../../src/platform/mail/compose-mail.ts';

const message: MailMessage = {
  id: '0190-abc',
  domain: 'vibe.test',
  date: new Date('2026-11-24T03:00:00Z'),
  from: { name: 'Vibe Größe', address: 'from@vibe.test' },
  to: { name: 'Zoë 🎉', address: 'to@b.test' },
  subject: 'Grüße 🎉 an <alle> ' + 'x'.repeat(200),
  html: `<p>Grüße 🎉 = &lt;ok&gt;</p>\n.dot at the start ${'y'.repeat(2_000)}`,
  text: 'Grüße 🎉\n.dot at the start\n..two',
};

test('a composed mail parses back to the same in an independent parser', async () => {
  const { raw, envelope } = await composeMail(message);
  expect(envelope).toEqual({ from: 'from@vibe.test', to: 'to@b.test' });
  const parsed = await simpleParser(raw);
  expect(parsed.subject).toBe(message.subject);
  expect(parsed.messageId).toBe('<0190-abc@vibe.test>');
  expect(parsed.date?.toISOString()).toBe('2026-11-24T03:00:00.000Z');
  expect(parsed.from?.value).toEqual([message.from]);
  expect(parsed.to).toMatchObject({ value: [message.to] });
  expect(parsed.text?.trimEnd()).toBe(message.text);
  expect((parsed.html || '').trimEnd()).toBe(message.html);
});

test('a name or a subject that looks like an encoded word is not decoded', async () => {
  const written = '=?UTF-8?Q?Your_bank?=';
  const { raw } = await composeMail({ ...message, subject: written, to: { name: written, address: 'to@b.test' } });
  const parsed = await simpleParser(raw);
  const shown = '=\u200b?UTF-8?Q?Your_bank?=';
  expect(parsed.subject).toBe(shown);
  expect(parsed.to).toMatchObject({ value: [{ name: shown }] });
});

test('the bytes are lines of ASCII that no server has to touch', async () => {
  const { raw } = await composeMail(message);
  const lines = raw.toString('latin1').split('\r\n');
  for (const line of lines) {
    expect(line.length).toBeLessThanOrEqual(78);
    expect(line).toMatch(/^[\t\x20-\x7e]*$/);
  }
});

test('the same message gives the same bytes', async () => {
  const [first, second] = await Promise.all([composeMail(message), composeMail(message)]);
  expect(first.raw.equals(second.raw)).toBe(true);
});

test.each<[string, Partial<MailMessage>]>([
  ['subject', { subject: 'hello\r\nBcc: everyone@b.test' }],
  ['subject with a line feed', { subject: 'hello\nBcc: x@b.test' }],
  ['subject with a NUL', { subject: 'hello\0' }],
  ['name', { to: { name: 'x\r\nBcc: y@b.test', address: 'to@b.test' } }],
  ['address', { to: { name: '', address: 'to@b.test\r\nDATA' } }],
  ['address that is two', { to: { name: '', address: 'a@b.test,c@d.test' } }],
  ['address in brackets', { to: { name: '', address: 'a@b.test> SIZE=1' } }],
  ['address without domain', { to: { name: '', address: 'somebody' } }],
  ['sender', { from: { name: '', address: 'a@b\n.test' } }],
  ['id', { id: 'x\r\ny' }],
  ['header value', { headers: { 'X-Test': 'a\r\nb: c' } }],
  ['header name', { headers: { 'X-Test\r\nBcc': 'a' } }],
])('a line break in the %s is refused', async (_what, change) => {
  await expect(composeMail({ ...message, ...change })).rejects.toBeInstanceOf(MailHeaderError);
});

test('a mailbox is a name and an address, or an address', () => {
  expect(parseMailbox('Vibe Trend Analyzer <hello@vibe.localhost>')).toEqual({
    name: 'Vibe Trend Analyzer',
    address: 'hello@vibe.localhost',
  });
  expect(parseMailbox('"Vibe, Inc." <a@b.test>')).toEqual({ name: 'Vibe, Inc.', address: 'a@b.test' });
  expect(parseMailbox('a@b.test')).toEqual({ name: '', address: 'a@b.test' });
  expect(() => parseMailbox('nobody')).toThrow(MailHeaderError);
});
