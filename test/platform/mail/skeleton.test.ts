import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import { composeMail, MailHeaderError, type MailMessage } from '../../../src/platform/mail/compose-mail.ts';
import { type EncodedPart, inlineImage } from '../../../src/platform/mail/inline-image.ts';
import { encodeLines } from '../../../src/platform/mail/quoted-printable.ts';
import { compileSkeleton } from '../../../src/platform/mail/skeleton.ts';
import { createSlots, type SlotValues } from '../../../src/platform/mail/slots.ts';

const ID = '01980000-0000-7000-8000-000000000001';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const date = new Date('2026-11-24T03:00:00Z');
const from = { name: 'Vibe Größe', address: 'from@vibe.test' };

const escapeHtml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');

interface Person {
  name: string;
  url: string;
  rows: string[];
  images?: EncodedPart[];
}

/** The mail as a whole: `word` gives what stands at a place of one line, `block` what stands on lines of its own. */
function message(
  word: (name: 'name' | 'url', html: boolean) => string,
  block: (html: boolean) => string,
): Omit<MailMessage, 'id' | 'date' | 'to' | 'images'> {
  return {
    domain: 'vibe.test',
    from,
    subject: `Grüße, ${word('name', false)}`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Link': `<${word('url', false)}>` },
    html: [
      '<table>',
      `<p title="${word('name', true)}">Hello ${word('name', true)}, ${word('name', true)}</p>`,
      `${block(true)}</table>`,
      `.a line that never changes ${'y'.repeat(2_000)}`,
      `<a style="color:#1f3fae" href="${word('url', true)}">go</a>`,
      '</html>',
    ].join('\n'),
    text: [`Hello ${word('name', false)},`, '', `${block(false)}.dot = dot \t`, word('url', false), ''].join('\n'),
  };
}

const slots = createSlots();
const skeleton = await compileSkeleton(
  message(
    (name) => slots.inline(name),
    (html) => `${slots.block(html ? 'rows' : 'lines')}\n`,
  ),
  slots,
);

const rowHtml = (row: string) => `<tr><td>${escapeHtml(row)}</td></tr>\n`;

function filled({ name, url, rows, images = [] }: Person, id = ID) {
  const values: SlotValues = {
    name,
    url,
    rows: rows.map((row) => encodeLines(rowHtml(row))),
    lines: rows.map((row) => encodeLines(row)),
  };
  return skeleton.fill({ id, date, to: { name, address: 'to@b.test' }, values, images });
}

async function whole({ name, url, rows, images = [] }: Person, id = ID) {
  const values = { name, url };
  const mail = message(
    (which, html) => (html ? escapeHtml(values[which]) : values[which]),
    (html) => rows.map((row) => (html ? rowHtml(row) : `${row}\n`)).join(''),
  );
  return await composeMail({ ...mail, id, date, to: { name, address: 'to@b.test' }, images });
}

async function expectSame(person: Person) {
  const [one, other] = [filled(person), await whole(person)];
  expect(one.envelope).toEqual(other.envelope);
  expect(one.raw.toString('latin1')).toBe(other.raw.toString('latin1'));
}

const URL_OF = 'https://vibe.test/api/email/c/AQIBmAAAAABwAIAAAAAAAAABAABH-zrOq0ooo5_slmD56Z8Y?a=1&b=2';
const image = inlineImage('chart@vibe.test', PNG);

test.each([
  ['an umlaut', 'Zoë Müller'],
  ['plain letters', 'Ann'],
  ['nothing', ''],
  ['emoji', '👩‍👩‍👧‍👦'.repeat(12)],
  ['Hebrew and Arabic', 'אבג \u202eدمشق\u202c'],
  ['markup', `<b>"A" & 'B'</b>`],
  ['a dot', '.'],
  ['dots and equals signs', '..=3D=\\='],
  ['1,000 characters without a space', 'x'.repeat(1_000)],
  ['1,000 characters', 'ab ü '.repeat(200)],
  ['spaces at its ends', '  a  '],
  ['an encoded word', '=?utf-8?Q?a?='],
  ['half of a surrogate pair', '\ud83d'],
  ['what looks like a boundary', `--=_-${ID}-Part_1--`],
  ['what begins and ends marks', '\ufdd0name\ufdd1 \ue000 \uf8ff'],
  ['a mark of the same skeleton', slots.inline('url')],
  ['replacement patterns', "$& $1 $' $$"],
])('a mail to a person whose name is %s equals the mail composed as a whole', async (_what, name) => {
  await expectSame({ name, url: URL_OF, rows: [] });
  await expectSame({ name, url: `${URL_OF}#${'z'.repeat(1_000)}`, rows: [name, '.', `${name} `, '='.repeat(200)] });
  await expectSame({ name, url: URL_OF, rows: ['x'], images: [image, inlineImage('b@vibe.test', PNG)] });
});

test('whatever the texts, a filled skeleton equals the mail composed as a whole', async () => {
  const character = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 1 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 1 }) },
    fc.constantFrom('=', ' ', '.', '\u00a0', '"', '\\', '\ufdd0', '\ufdd1', 'ü', '🎉', '?', '='),
  );
  const line = fc
    .array(character, { maxLength: 200 })
    .map((characters) => characters.join('').replace(/[\p{Cc}\u2028\u2029]/gu, ''));
  await fc.assert(
    fc.asyncProperty(line, line, fc.array(line, { maxLength: 4 }), fc.nat(2), async (name, url, rows, count) => {
      const images = Array.from({ length: count }, (_, index) => inlineImage(`i${index}@vibe.test`, PNG));
      await expectSame({ name, url, rows, images });
    }),
    { numRuns: 300 },
  );
});

test('lines encoded one by one are the lines of the whole, at every length', () => {
  for (const unit of ['x', 'ü', '🎉', '=', 'a ', 'a.', ' ', '\t']) {
    const lines = Array.from({ length: 240 }, (_, length) => unit.repeat(length));
    expect(Buffer.concat(lines.map((line) => encodeLines(line))).equals(encodeLines(lines.join('\n')))).toBe(true);
  }
});

test('the parts are what nodemailer makes of them', async () => {
  const mail = await whole({ name: 'Zoë', url: URL_OF, rows: ['ü'], images: [image] });
  const values = { name: 'Zoë', url: URL_OF };
  const { html, text, subject, headers } = message(
    (which, asHtml) => (asHtml ? escapeHtml(values[which]) : values[which]),
    (asHtml) => (asHtml ? rowHtml('ü') : 'ü\n'),
  );
  const composer = new MailComposer({
    from,
    to: { name: 'Zoë', address: 'to@b.test' },
    subject,
    headers: Object.entries(headers ?? {}).map(([key, value]) => ({ key, value })),
    date,
    messageId: `<${ID}@vibe.test>`,
    html: `${html}\n`.replaceAll('\n', '\r\n'),
    text: text.replaceAll('\n', '\r\n'),
    attachments: [{ cid: 'chart@vibe.test', filename: 'chart.png', content: PNG, contentDisposition: 'inline' }],
    encoding: 'quoted-printable',
    textEncoding: 'quoted-printable',
    baseBoundary: ID,
    boundaryPrefix: '=_',
  });
  const raw = await composer.compile().build();
  expect(mail.raw.toString('latin1')).toBe(raw.toString('latin1'));
});

test('images and texts come back from an independent parser', async () => {
  const parsed = await simpleParser(filled({ name: 'Zoë', url: URL_OF, rows: ['ü'], images: [image] }).raw, {
    keepCidLinks: true,
  });
  expect(parsed.attachments).toMatchObject([
    { cid: 'chart@vibe.test', contentType: 'image/png', filename: 'chart.png', related: true, content: PNG },
  ]);
  expect(parsed.html).toContain(`href="${escapeHtml(URL_OF)}"`);
  expect(parsed.messageId).toBe(`<${ID}@vibe.test>`);
  expect(parsed.headers.get('x-link')).toBe(`<${URL_OF}>`);
});

describe('refuses', () => {
  const person: Person = { name: 'Zoë', url: URL_OF, rows: [] };

  test.each([
    ['a name with a header', { name: 'x\r\nBcc: y@b.test' }],
    ['a name with a line feed', { name: 'x\ny' }],
    ['a name with a line separator', { name: 'x\u2028y' }],
    ['a link with a line break', { url: 'https://a.test/\r\nX-A: b' }],
    ['a link with a NUL', { url: 'https://a.test/\0' }],
  ])('a skeleton refuses %s', async (_what, change) => {
    expect(() => filled({ ...person, ...change })).toThrow(MailHeaderError);
  });

  test('a skeleton refuses an invalid UUID, and an invalid address', () => {
    expect(() => filled(person, 'x\r\ny')).toThrow(MailHeaderError);
    const to = { name: '', address: 'to@b.test\r\nDATA' };
    const values = { name: '', url: '', rows: [], lines: [] };
    expect(() => skeleton.fill({ id: ID, date, to, values })).toThrow(MailHeaderError);
  });

  test('a skeleton refuses a slot without its value, or with one of the other kind', () => {
    const to = { name: '', address: 'to@b.test' };
    expect(() => skeleton.fill({ id: ID, date, to, values: {} })).toThrow('no text for the slot url');
    const values = { name: '', url: '', rows: 'text', lines: [] };
    expect(() => skeleton.fill({ id: ID, date, to, values })).toThrow('no lines for the slot rows');
  });

  test('a skeleton refuses a block beside other text, a line break in shared text, and an invalid Content-ID', async () => {
    const mail = { domain: 'vibe.test', from, subject: 'a', html: 'a', text: `x ${slots.block('rows')}` };
    await expect(compileSkeleton(mail, slots)).rejects.toThrow('the block rows does not stand alone');
    await expect(compileSkeleton({ ...mail, text: 'x', subject: 'a\nb' }, slots)).rejects.toThrow(MailHeaderError);
    expect(() => inlineImage('a\r\nb@c.test', PNG)).toThrow(RangeError);
  });
});

test('a subject and headers that look like marks of its own stay as they are', async () => {
  const hostile = 'deadbeefdeadbeef-1-';
  const own = createSlots();
  const mail = (name: string) => ({
    ...message(
      () => name,
      () => `${hostile}\n\ufdd0deadbeefdeadbeefiname\ufdd1\n`,
    ),
    subject: hostile,
    headers: { 'X-Look': hostile },
  });
  const to = { name: hostile, address: 'to@b.test' };
  const made = (await compileSkeleton(mail(own.inline('name')), own)).fill({
    id: ID,
    date,
    to,
    values: { name: 'Zoë' },
  });
  const meant = await composeMail({ ...mail('Zoë'), id: ID, date, to });
  expect(made.raw.toString('latin1')).toBe(meant.raw.toString('latin1'));
});
