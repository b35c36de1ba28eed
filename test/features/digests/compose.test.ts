import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import sharp from 'sharp';
import { drawSparkline } from '../../../src/features/digests/sparkline.ts';
import {
  type ComposeDigest,
  type DigestWords,
  digestLinks,
  openDigests,
} from '../../../src/features/email/batch/digest-mails.service.ts';
import { mailMessage } from '../../../src/features/email/rendering/mail-of.ts';
import { renderEmail } from '../../../src/features/email/rendering/render.ts';
import { renderMarkup } from '../../../src/features/email/templates/break-lines.ts';
import { paragraph } from '../../../src/features/email/templates/layout.ts';
import { prerender } from '../../../src/features/email/templates/prerender.ts';
import { composeMail } from '../../../src/platform/mail/compose-mail.ts';
import { type EncodedPart, inlineImage } from '../../../src/platform/mail/inline-image.ts';
import { FULL, sender, site } from './support.ts';

const ID = '01980000-0000-7000-8000-000000000001';
const recipientOf = (name: string) => ({
  messageId: ID,
  userId: ID,
  to: { name, address: 'zoe@b.test' },
  date: new Date(1_270_000_000_000),
});

let compose: ComposeDigest;
let images: EncodedPart[];

beforeAll(async () => {
  compose = await openDigests(sender);
  images = await Promise.all(
    [1, 2, 3].map(async (n) => {
      const png = await drawSparkline([0, 5, 2, 9].map((price, at) => ({ at, price: price * n + at * (n - 2) })));
      return inlineImage(`chart-${n}@vibe.test`, png);
    }),
  );
});

/** Rendered as a whole, and composed as any other mail is. */
async function whole(name: string, words: DigestWords, illustrated: readonly EncodedPart[]): Promise<Buffer> {
  const data = { ...words, displayName: name, url: sender.links.click(ID, 0) };
  const unsubscribeUrl = sender.links.unsubscribe(ID);
  const rendered = renderEmail('weekly-digest', data, site, { unsubscribeUrl, openUrl: sender.links.open(ID) });
  const { raw } = await composeMail({
    ...mailMessage(rendered, sender, unsubscribeUrl),
    ...recipientOf(name),
    id: ID,
    images: illustrated,
  });
  return raw;
}

const text = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength }),
      fc.constantFrom('.', '..', '=', 'Grüße 🎉', 'a'.repeat(1_000), '<br/>'),
    )
    .map((some) => some.replace(/[\p{Cc}\u2028\u2029\ufdd0\ufdd1]/gu, ' ').trim() || 'x');
const lines = fc.array(text(80), { minLength: 1, maxLength: 6 }).map((some) => some.join('\n'));
const symbol = fc.stringMatching(/^[A-Z0-9][A-Z0-9.\-^=]{0,14}$/);
const percent = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const optional = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
const row = fc.record({
  symbol,
  name: optional(text(60)),
  price: optional(fc.double({ min: 0, max: 1e12, noNaN: true })),
  currency: fc.constantFrom('USD', 'EUR', 'JPY'),
  changePercent: optional(percent),
  chart: optional(fc.constantFrom('cid:chart-1@vibe.test', 'cid:chart-2@vibe.test')),
});
const count = fc.nat(2_000_000);
const words: fc.Arbitrary<DigestWords> = fc.record({
  from: fc.constant('2010-02-22'),
  to: fc.constant('2010-02-28'),
  watchlist: fc.array(row, { maxLength: 10 }),
  movers: fc.array(row, { maxLength: 5 }),
  posts: optional(
    fc.record({
      published: count,
      likes: count,
      comments: count,
      best: optional(fc.record({ text: lines, likes: count })),
    }),
  ),
  calls: optional(
    fc.record({
      opened: count,
      decided: count,
      right: count,
      latest: fc.array(
        fc.record({
          symbol,
          direction: fc.constantFrom('up' as const, 'down' as const),
          right: fc.boolean(),
          changePercent: percent,
          benchmarkChangePercent: optional(percent),
        }),
        { maxLength: 5 },
      ),
    }),
  ),
});
const hasSections = ({ watchlist, movers, posts, calls }: DigestWords) =>
  watchlist.length + movers.length > 0 || posts !== undefined || calls !== undefined;

test('a digest made of shared parts is byte for byte the one rendered as a whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(text(60), fc.constant('')),
      words.filter(hasSections),
      fc.nat(3),
      async (name, said, shown) => {
        const illustrated = images.slice(0, shown);
        const { raw } = compose(recipientOf(name), said, illustrated);
        expect(raw.toString('latin1')).toBe((await whole(name, said, illustrated)).toString('latin1'));
      },
    ),
    { numRuns: 150 },
  );
});

test('rows are the same bytes for all who share them', async () => {
  const first = compose(recipientOf('Ann'), FULL, []);
  const second = compose(recipientOf('Bob'), { ...FULL, posts: undefined }, []);
  expect(first.raw.equals(await whole('Ann', FULL, []))).toBe(true);
  expect(second.raw.equals(await whole('Bob', { ...FULL, posts: undefined }, []))).toBe(true);
});

test('texts filled in are escaped as they are when rendered', () => {
  const filled = prerender<'text'>((slot) => paragraph(slot('text')));
  fc.assert(
    fc.property(text(60), (some) => {
      expect(filled({ text: some })).toBe(renderMarkup(paragraph(some)));
    }),
  );
});

describe('in an independent parser', () => {
  test('charts are images beside their rows, under the names that the rows call', async () => {
    const said = {
      ...FULL,
      watchlist: FULL.watchlist.map((one, n) => ({ ...one, chart: `cid:chart-${n + 1}@vibe.test` })),
    };
    const { raw } = compose(recipientOf('Zoë'), said, images.slice(0, 1));
    const mail = await simpleParser(raw, { skipImageLinks: true });
    expect(
      mail.attachments.map(({ cid, contentDisposition, related }) => ({ cid, contentDisposition, related })),
    ).toEqual([{ cid: 'chart-1@vibe.test', contentDisposition: 'inline', related: true }]);
    const { format, width, height } = await sharp(mail.attachments[0]?.content).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 200, height: 60 });
    expect(mail.attachments[0]?.size).toBeLessThan(1_000);
    expect(mail.html).toContain('src="cid:chart-1@vibe.test"');
    expect(mail.html).toContain('alt="up 6.5 %"');
    // A ticker without prices has no chart, whatever it was given.
    expect(mail.html).not.toContain('chart-2');
  });

  test('text that people wrote stays text, in HTML as in plain text', async () => {
    const mail = await simpleParser(compose(recipientOf('<i>Zoë</i>'), FULL, []).raw);
    expect(mail.html).not.toMatch(/<b>bold|<i>Zo/);
    expect(mail.html).toContain('&lt;b&gt;bold&lt;/b&gt;');
    expect(mail.html).toContain('Delisted &amp; Sons');
    expect(mail.text).toContain('> .\n> <b>bold</b>');
    expect(mail.text).toMatch(/GONE +no price this week/);
  });

  test('a digest says how to refuse it, and leads to one page for all readers', async () => {
    const mail = await simpleParser(compose(recipientOf('Zoë'), FULL, []).raw);
    const unsubscribe = sender.links.unsubscribe(ID);
    expect(mail.headers.get('list')).toMatchObject({ unsubscribe: { url: unsubscribe } });
    expect(mail.html).toContain(sender.links.click(ID, 0));
    expect(mail.html).toContain(sender.links.open(ID));
    expect(digestLinks(site)).toEqual(['https://vibe.test/digest']);
  });
});

test('a name with a line break is refused', () => {
  expect(() => compose(recipientOf('Zoë\r\nBcc: all@b.test'), FULL, [])).toThrow('line break');
});

test('a text of any length is cut where people see a character', () => {
  const best = { text: '👩‍👩‍👧‍👦'.repeat(500), likes: 1 };
  const { raw } = compose(recipientOf('Zoë'), { ...FULL, posts: { published: 1, likes: 1, comments: 0, best } }, []);
  expect(raw.length).toBeLessThan(60_000);
});

test('the empty lines at the end of a text are left out', async () => {
  const said = {
    ...FULL,
    posts: { published: 1, likes: 1, comments: 0, best: { text: 'first\n\nlast\r\n \n', likes: 1 } },
  };
  const { raw } = compose(recipientOf('Zoë'), said, []);
  expect(raw.equals(await whole('Zoë', said, []))).toBe(true);
  expect((await simpleParser(raw)).text).toContain('> first\n> \n> last\n\n');
});

test('movers are told line by line, each with what is known of it', async () => {
  const movers = [
    { symbol: 'IBM', name: 'A & B', price: 127.16, currency: 'USD', changePercent: -4.37 },
    { symbol: 'GOOG', price: 526.8, currency: 'EUR' },
    { symbol: 'GONE', name: 'Delisted', currency: 'USD' },
  ];
  const mail = await simpleParser(compose(recipientOf('Zoë'), { ...FULL, watchlist: [], movers }, []).raw);
  const html = mail.html || '';
  const list = html.slice(html.indexOf('What moved most'), html.indexOf('Your calls'));
  expect(list.replaceAll(/<br\/>\s*/g, '|').replaceAll(/<[^>]*>/g, '')).toContain(
    'IBM −4.37% at $127.16, A &amp; B|GOOG at €526.80|GONE no price this week, Delisted',
  );
});
