import { describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { mailMessage } from '../../../../src/features/email/rendering/mail-of.ts';
import { renderEmail } from '../../../../src/features/email/rendering/render.ts';
import { createSender } from '../../../../src/features/email/rendering/sender.service.ts';
import { templateOf } from '../../../../src/features/email/templates/catalog.ts';
import { TEMPLATE_NAMES, type TemplateName } from '../../../../src/features/email/templates/template-names.contract.ts';
import { loadConfig } from '../../../../src/platform/config.ts';
import { composeMail } from '../../../../src/platform/mail/compose-mail.ts';
import { inlineImage } from '../../../../src/platform/mail/inline-image.ts';
import { SmtpPool } from '../../../../src/platform/mail/smtp-pool.ts';
import { startMailSink } from '../../../support/mail-sink.ts';
import { checkAll, checkMail } from '../../../support/mime-check.ts';

/** Every template, with its sample and with the worst that people write, as the bytes that travel. */

const sender = createSender(
  loadConfig({ MAIL_FROM: 'Vibe Größe & Söhne <hello@vibe.test>', PUBLIC_URL: 'https://vibe.test' }),
);
const { site } = sender;
const ID = '0198a6f0-0000-7000-8000-000000000001';

const HOSTILE = {
  markup: `<script>alert(1)</script> & "quoted" 'x' <img src=x onerror=alert(1)> &amp; --></style>`,
  emoji: '👩‍👩‍👧‍👦🇺🇦é'.repeat(5),
  'right to left': 'שלום עולם مرحبا بالعالم \u200fabc\u200e',
  'dots at the start': '.',
  'an end of mail': '.. QUIT =?UTF-8?Q?x?= =3D --=_ =',
  'words of placeholders': 'undefined null NaN {{name}} ${name} [object Object] \uE000\uF8FF',
  'white space': 'a \u00a0\u200b\u3000 b',
  'the longest name': 'W'.repeat(100),
  'a long word with umlauts': 'ü'.repeat(100),
  'an equals sign at every fold': '='.repeat(100),
} as const;

/** Fields that hold one line that people wrote, and those of several lines. */
const SINGLE = new Set(
  'displayName companyName inviterName roomName roomDescription text name dataset title label rule instance subject preview'.split(
    ' ',
  ),
);
const SEVERAL = new Set(['message', 'summary', 'body']);
const LONG = 'x'.repeat(998);
const LINES = `.one\n..two\n${LONG}`;

/** The sample, with `text` wherever a person may have written, as much of it as fits. */
function hostile(name: TemplateName, text: string): unknown {
  const template = templateOf(name);
  const walk = (value: unknown, several: boolean): unknown => {
    if (Array.isArray(value)) return value.map((one) => walk(one, several));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, part]: [string, unknown]) => {
      if (typeof part !== 'string') return [key, walk(part, several)];
      if (SEVERAL.has(key) && several) return [key, `${text}\n${LINES}`.slice(0, 1_000)];
      if (key === 'label') return [key, Array.from(text).slice(0, 40).join('')];
      return [key, SINGLE.has(key) || SEVERAL.has(key) ? text : part];
    });
    return Object.fromEntries(entries);
  };
  return template.schema.parse(walk(template.sample, true));
}

async function sent(name: TemplateName, data: unknown, toName: string, written: readonly string[] = []) {
  const refusable = templateOf(name).category !== 'account';
  const unsubscribeUrl = refusable ? sender.links.unsubscribe(ID) : null;
  const mail = renderEmail(name, data, site, { unsubscribeUrl, openUrl: refusable ? sender.links.open(ID) : null });
  const { raw } = await composeMail({
    ...mailMessage(mail, sender, unsubscribeUrl),
    id: ID,
    date: new Date('2026-03-29T01:30:00Z'),
    to: { name: toName, address: 'zoe@b.test' },
  });
  const checked = checkMail(raw, { refusable, publicUrl: site.publicUrl, written });
  return { mail, raw, checked, parsed: await simpleParser(raw) };
}

const lines = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();

describe.each(TEMPLATE_NAMES)('%s', (name) => {
  test('a mail of each template is a message in order, and an independent parser reads the same', async () => {
    const data = templateOf(name).schema.parse(templateOf(name).sample);
    const { mail, checked, parsed } = await sent(name, data, 'Zoë');
    expect(parsed.subject).toBe(mail.subject);
    expect(lines(parsed.text ?? '')).toBe(lines(mail.text));
    expect(lines(parsed.html || '')).toBe(lines(mail.html));
    expect(parsed.attachments).toHaveLength(checked.attachments.length);
  });

  test.each(Object.entries(HOSTILE))(
    'a mail with %s in every text reads the same in an independent parser',
    async (_what, text) => {
      const data = hostile(name, text);
      const { mail, checked, parsed } = await sent(name, data, text, text.split(' '));
      // What looks like an encoded word is kept apart.
      expect(parsed.subject).toBe(mail.subject.trim().replaceAll('=?', '=\u200b?'));
      expect(checked.subject).toBe(parsed.subject);
      expect(parsed.to).toMatchObject({ value: [{ address: 'zoe@b.test' }] });
      expect(lines(checked.text)).toBe(lines(mail.text));
      expect(lines(checked.html)).toBe(lines(mail.html));
      expect(lines(parsed.text ?? '')).toBe(lines(mail.text));
      expect(lines(parsed.html || '')).toBe(lines(mail.html));
    },
  );
});

test('what a server receives is, byte by byte, what was composed', async () => {
  const sink = await startMailSink(0, { keep: true });
  const pool = new SmtpPool({ ...loadConfig({}).smtp, url: `smtp://127.0.0.1:${sink.port}` });
  const { raw } = await sent('room-invitation', hostile('room-invitation', '.'), '.');
  const mail = { envelope: { from: 'hello@vibe.test', to: 'zoe@b.test' }, raw };
  expect(await pool.send(mail, { deadlineMs: 10_000 })).toMatchObject({ outcome: 'accepted' });
  await pool.close();
  await sink.close();
  expect(sink.messages).toEqual([raw]);
  expect(checkAll(sink, { refusable: true, publicUrl: site.publicUrl })[0]?.text).toMatch(/^> \.\.two$/m);
});

test('a picture in the HTML is a part of the message', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const { raw } = await composeMail({
    ...mailMessage(
      {
        subject: 'x',
        preview: 'x',
        text: 'x',
        html: '<p>Look: <img src="cid:chart@vibe.test" alt="A chart"></p>',
      },
      sender,
      null,
    ),
    id: ID,
    date: new Date(0),
    to: { name: 'Zoë', address: 'zoe@b.test' },
    images: [inlineImage('chart@vibe.test', png)],
  });
  const { attachments } = checkMail(raw, { refusable: false, publicUrl: site.publicUrl });
  expect(attachments.map(({ content }) => content)).toEqual([png]);
  expect((await simpleParser(raw)).attachments[0]?.content).toEqual(png);
});
