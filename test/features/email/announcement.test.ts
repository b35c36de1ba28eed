import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { openAnnouncement } from '../../../src/features/email/batch/announcement-mail.service.ts';
import type { BatchRecipient } from '../../../src/features/email/batch/bulk-mail.service.ts';
import { mailMessage } from '../../../src/features/email/rendering/mail-of.ts';
import { renderTemplate } from '../../../src/features/email/rendering/render.ts';
import {
  type AnnouncementContent,
  announcement,
  announcementContent,
  announcementHtml,
  announcementLinks,
} from '../../../src/features/email/templates/announcement.template.ts';
import { createMailLinks } from '../../../src/features/email/tracking/mail-links.ts';
import { createMailTokens } from '../../../src/features/email/tracking/mail-tokens.ts';
import { composeMail, MailHeaderError } from '../../../src/platform/mail/compose-mail.ts';

const site = { name: 'Vibe Trend Analyzer', publicUrl: 'https://vibe.test' };
const tokens = createMailTokens('secret');
const links = createMailLinks(site.publicUrl, tokens);
const sender = { from: { name: site.name, address: 'hello@vibe.test' }, domain: 'vibe.test', site, links };
const ID = '01980000-0000-7000-8000-000000000001';

const content = announcementContent.parse({
  subject: 'Grüße 🎉 & <alle>',
  preview: 'What is "new" this week',
  title: 'It’s <here> & it is new',
  body: [
    'Read https://a.example/one?x=1&y=2, then (https://b.example/two).',
    '.dots at the start\n..and two\nhttps://a.example/one?x=1&y=2 once more',
    `--=_-${ID}-Part_1 ${'long '.repeat(300)}=end`,
  ].join('\n\n'),
  action: { label: 'Go & see', url: 'https://b.example/three?q="a"' },
});

const recipient = (name: string, messageId = ID): BatchRecipient => ({
  messageId,
  userId: null,
  to: { name, address: 'zoe@b.test' },
  date: new Date('2026-11-24T03:00:00Z'),
});

/** The slow way: rendered for this one recipient, and composed as a whole. */
async function whole(said: AnnouncementContent, { messageId, to, date }: BatchRecipient, tracked: readonly string[]) {
  const template = {
    ...announcement,
    html: (data: Parameters<typeof announcementHtml>[0]) =>
      announcementHtml(data, (url) => {
        const number = tracked.indexOf(url);
        return number < 0 ? url : links.click(messageId, number);
      }),
  };
  const mail = renderTemplate(template, { ...said, displayName: to.name }, site, {
    unsubscribeUrl: links.unsubscribe(messageId),
    openUrl: links.open(messageId),
  });
  return await composeMail({ ...mailMessage(mail, sender, links.unsubscribe(messageId)), id: messageId, date, to });
}

const tracked = announcementLinks(content);
const compose = await openAnnouncement({ content, links: tracked, sender });

describe('a mail of a campaign', () => {
  test.each([
    'Zoë Müller',
    '',
    'www.evil.test',
    `<b>"A" & 'B'</b>`,
    '👩‍👩‍👧‍👦🎉',
    'אבג',
    '.',
    'x'.repeat(1_000),
    '\ufdd0i\ufdd1',
  ])('a mail of a campaign to %j equals the one rendered and composed as a whole', async (name) => {
    const [mail] = compose([recipient(name)]);
    const other = await whole(content, recipient(name), tracked);
    expect(mail?.raw.toString('latin1')).toBe(other.raw.toString('latin1'));
    expect(mail?.envelope).toEqual(other.envelope);
  });

  test('a mail of a campaign equals the one composed as a whole, for any name and any content', async () => {
    const text = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 5 }),
          fc.constantFrom('\n', '\n\n', ' ', 'https://a.example/ü?b=', '=', '.', '\ufdd0', '&', '<'),
        ),
        { minLength: 1, maxLength: 60 },
      )
      .map((parts) => `a${parts.join('').replace(/(?!\n)[\p{Cc}\u2028\u2029]/gu, '')}`);
    const line = text.map((given) => given.replace(/\n/g, ' '));
    await fc.assert(
      fc.asyncProperty(line, line, line, text, fc.webUrl(), async (name, subject, title, body, url) => {
        const said = { subject, preview: title, title, body, action: { label: title, url } };
        const all = announcementLinks(said);
        const [mail] = (await openAnnouncement({ content: said, links: all, sender }))([recipient(name)]);
        const other = await whole(said, recipient(name), all);
        expect(mail?.raw.toString('latin1')).toBe(other.raw.toString('latin1'));
      }),
      { numRuns: 60 },
    );
  });

  test('a mail of a campaign sends clicks through its tokens, shows where they lead, and reports its opening', async () => {
    const [mail] = compose([recipient('Zoë')]);
    const parsed = await simpleParser(mail?.raw ?? '');
    const html = parsed.html || '';
    const hrefs = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
    expect(hrefs).toEqual([
      links.click(ID, 0),
      links.click(ID, 1),
      links.click(ID, 0),
      links.click(ID, 2),
      links.unsubscribe(ID),
      site.publicUrl,
    ]);
    const end = html.slice(html.indexOf('<img')).replace(/\s+/g, ' ');
    expect(end.startsWith(`<img src="${links.open(ID)}" alt="" width="1" height="1" `)).toBe(true);
    expect(end.slice(end.indexOf('>'))).toMatch(/^(?:> ?<\/\w+)+>\s*$/);
    expect(html).not.toContain('<link');
    for (const url of tracked) expect(parsed.text).toContain(url);
    expect(parsed.text).not.toContain('/api/email/c/');
  });

  test('a mail of a campaign can be refused with one click, by its header', async () => {
    const [mail] = compose([recipient('Zoë')]);
    const head = mail?.raw
      .toString('latin1')
      .split('\r\n\r\n')[0]
      ?.replace(/\r\n[ \t]/g, ' ');
    expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    const url = /^List-Unsubscribe: +<https:\/\/vibe\.test\/api\/email\/unsubscribe\/([\w-]+)>$/m.exec(head ?? '')?.[1];
    expect(tokens.read('unsubscribe', url ?? '')).toEqual({ messageId: ID, link: 0 });
  });

  test('a mail of a campaign differs from the next in its personal parts only', async () => {
    const other = '01980000-0000-7000-8000-0000000000ff';
    const mails = compose([recipient('Zoë'), recipient('Ann', other)]);
    const [first, second] = await Promise.all(mails.map(({ raw }) => simpleParser(raw)));
    expect(first?.messageId).toBe(`<${ID}@vibe.test>`);
    expect(second?.messageId).toBe(`<${other}@vibe.test>`);
    expect(first?.text).toContain('Hello Zoë,');
    expect(second?.text).toContain('Hello Ann,');
    expect(second?.html).toContain(links.click(other, 2));
  });

  test('a mail of a campaign is not made for a name that would add a header', () => {
    expect(() => compose([recipient('x\r\nBcc: y@b.test')])).toThrow(MailHeaderError);
  });

  test('a link that was not among those of its batch is left as it is', async () => {
    const [mail] = (await openAnnouncement({ content, links: tracked.slice(0, 1), sender }))([recipient('Zoë')]);
    const { html } = await simpleParser(mail?.raw ?? '');
    expect(html).toContain('href="https://b.example/two"');
  });
});

describe('links of an announcement', () => {
  const linksOf = (body: string) => announcementLinks({ body, action: null });

  test('the links of an announcement are in order, each once, the button last', () => {
    expect(tracked).toEqual(['https://a.example/one?x=1&y=2', 'https://b.example/two', content.action?.url]);
    expect(
      announcementLinks({ body: 'https://a.test/x', action: { label: 'a', url: 'https://a.test/x' } }),
    ).toHaveLength(1);
  });

  test.each([
    ['See https://a.test/b.', ['https://a.test/b']],
    ['(https://a.test/b), [https://a.test/c]!', ['https://a.test/b', 'https://a.test/c']],
    ['https://a.test/wiki/A_(b) and “https://a.test/ü”', ['https://a.test/wiki/A_(b)', 'https://a.test/ü']],
    ['http://a.test javascript:alert(1) //a.test www.a.test', []],
    ['https://user:password@a.test/ https://', []],
    ['<https://a.test/b>', ['https://a.test/b']],
  ])('the links of an announcement of %j are %j', (body, expected) => {
    expect(linksOf(body)).toEqual(expected);
  });

  test('an announcement has 50 links at most', () => {
    const body = (count: number) => Array.from({ length: count }, (_, index) => `https://a.test/${index}`).join(' ');
    expect(announcementContent.safeParse({ ...content, body: body(50) }).success).toBe(true);
    expect(announcementContent.safeParse({ ...content, body: body(51) }).success).toBe(false);
  });
});
