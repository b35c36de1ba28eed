import { describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { mailOf } from '../../../../src/features/email/rendering/mail-of.ts';
import { renderEmail as render } from '../../../../src/features/email/rendering/render.ts';
import { templateOf } from '../../../../src/features/email/templates/catalog.ts';
import { TEMPLATE_NAMES, type TemplateName } from '../../../../src/features/email/templates/template-names.contract.ts';
import { createMailLinks } from '../../../../src/features/email/tracking/mail-links.ts';
import { createMailTokens } from '../../../../src/features/email/tracking/mail-tokens.ts';

const site = { name: 'Vibe Trend Analyzer', publicUrl: 'https://vibe.test' };
const links = createMailLinks(site.publicUrl, createMailTokens('secret'));
const sender = { from: { name: site.name, address: 'hello@vibe.test' }, domain: 'vibe.test', site, links };
const ID = '01980000-0000-7000-8000-000000000001';
const NASTY = `<script>alert(1)</script> & "Grüße" 🎉 'x'`;

/** The sample with every text that a person may have written replaced. */
function withText(name: TemplateName, text: string): Record<string, unknown> {
  const written = new Set([
    'displayName',
    'companyName',
    'inviterName',
    'roomName',
    'roomDescription',
    'message',
    'text',
    'dataset',
    'title',
    'label',
    'summary',
    'rule',
    'instance',
    'body',
  ]);
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        written.has(key) && typeof part === 'string' ? text : walk(part),
      ]),
    );
  };
  return walk(templateOf(name).sample) as Record<string, unknown>;
}

function parse(name: TemplateName, data: unknown) {
  return templateOf(name).schema.parse(data);
}

/** As it is sent, with the link that refuses it unless it is about the account. */
function renderEmail(name: TemplateName, data: unknown, where: typeof site) {
  return render(name, data, where, { unsubscribeUrl: isRefusable(name) ? links.unsubscribe(ID) : null });
}

const isRefusable = (name: TemplateName) => templateOf(name).category !== 'account';

async function wire(name: TemplateName, data: unknown) {
  const { raw } = await mailOf(
    {
      id: ID,
      template: name,
      category: templateOf(name).category,
      to_address: 'zoe@b.test',
      to_name: NASTY,
      data,
      due_at: new Date(0),
    },
    sender,
  );
  return raw;
}

describe.each(TEMPLATE_NAMES)('%s', (name) => {
  test('a mail has a subject, a preview, HTML and a plain text that says as much', () => {
    const mail = renderEmail(name, parse(name, templateOf(name).sample), site);
    expect(mail.subject.length).toBeGreaterThan(5);
    expect(mail.preview.length).toBeGreaterThan(10);
    expect(mail.html).toMatch(/^<!DOCTYPE html/);
    expect(mail.html).toContain('</html>');
    expect(mail.text).not.toMatch(/<[a-z]/i);
    for (const [, link = ''] of mail.html.matchAll(/href="([^"]+)"/g)) {
      expect(mail.text).toContain(link.replaceAll('&amp;', '&'));
    }
  });

  test('links of a mail are https or of this installation, and nothing is fetched from elsewhere', () => {
    const { html } = renderEmail(name, parse(name, templateOf(name).sample), site);
    for (const [, link] of html.matchAll(/(?:href|src)="([^"]+)"/g)) expect(link).toMatch(/^https:\/\//);
    expect(html).not.toMatch(/<(?:script|iframe|form|img|link)\b/i);
  });

  test('a mail reports its opening if it can be refused, and never if it is about the account', async () => {
    const { html } = await simpleParser(await wire(name, parse(name, templateOf(name).sample)));
    expect(String(html).includes(links.open(ID))).toBe(isRefusable(name));
    expect(String(html).includes('/api/email/o/')).toBe(isRefusable(name));
  });

  test('text that people wrote is escaped, whole, and parses back in an independent parser', async () => {
    const data = parse(name, withText(name, NASTY));
    const mail = renderEmail(name, data, site);
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).toContain('&lt;script&gt;');
    const parsed = await simpleParser(await wire(name, data));
    expect(parsed.subject).toBe(mail.subject);
    expect(parsed.text?.trim()).toBe(mail.text.trim());
    expect(parsed.to).toMatchObject({ value: [{ name: NASTY, address: 'zoe@b.test' }] });
  });

  test('no text can smuggle in a header', async () => {
    const data = withText(name, 'x\r\nBcc: everyone@b.test');
    const parsed = templateOf(name).schema.safeParse(data);
    // Texts of several lines may hold line breaks; no header may.
    const raw = (await wire(name, parsed.success ? parsed.data : templateOf(name).sample)).toString('latin1');
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(head).not.toMatch(/^Bcc/im);
    expect(head).not.toMatch(/[^\r]\n/);
    // The digest repeats a post, which may; the name of its reader is one line like every other.
    expect(parsed.success).toBe(false);
  });

  test('lines on the wire are at most 78 characters of ASCII', async () => {
    const raw = await wire(name, parse(name, withText(name, `${'ü🎉'.repeat(20)}.`)));
    // A link in a header has no place to be broken.
    for (const line of raw.toString('latin1').replace(links.unsubscribe(ID), '').split('\r\n')) {
      expect(line.length).toBeLessThanOrEqual(78);
      expect(line).toMatch(/^[\t\x20-\x7e]*$/);
    }
  });
});

test('a name that advertises a link is not repeated in the greeting', () => {
  for (const displayName of ['Win at http://evil.test', 'www.evil.test', 'evil.com', '']) {
    const mail = renderEmail('welcome', parse('welcome', { displayName, verifyUrl: 'https://vibe.test/v' }), site);
    expect(mail.text).toMatch(/^Hello,/);
    expect(mail.html).not.toContain('evil');
  }
});

test('a subject is cut between characters as people see them', () => {
  const roomName = '👩‍👩‍👧‍👦'.repeat(8);
  const data = { ...withText('room-invitation', 'x'), roomName, inviterName: 'é'.repeat(60) };
  const { subject } = renderEmail('room-invitation', parse('room-invitation', data), site);
  expect(subject).toBe(`${'é'.repeat(39)}… invited you to “${roomName}”`);
});

test.each([
  ['above', 220, 'AAPL is above $220.00'],
  ['below', 0.5, 'AAPL is below $0.50'],
  ['percent_move', 5, 'AAPL moved by more than 5.00%'],
])('an alert for %s says so', (condition, threshold, subject) => {
  const sample = templateOf('price-alert').sample as Record<string, unknown>;
  expect(renderEmail('price-alert', parse('price-alert', { ...sample, condition, threshold }), site).subject).toBe(
    subject,
  );
});

test.each([
  [0.0000123, 'USD', '$0.0000123'],
  [1.2734, 'EUR', '€1.273'],
  [1.2705, 'EUR', '€1.271'],
  [0.25, 'JPY', '¥0.25'],
])('a digest shows the digits of %d %s that count', (price, currency, shown) => {
  const row = { symbol: '^GSPC', price, currency };
  const sample = templateOf('weekly-digest').sample as Record<string, unknown>;
  const data = parse('weekly-digest', { ...sample, watchlist: [row], movers: [row] });
  const { html, text } = renderEmail('weekly-digest', data, site);
  for (const body of [html, text]) expect(body.split(shown)).toHaveLength(3);
});

test('several alerts are named in the subject as far as there is room, and counted', () => {
  const { alerts, ...sample } = templateOf('price-alerts').sample as { alerts: Record<string, unknown>[] };
  const subject = (symbols: string[], more: number) => {
    const data = { ...sample, alerts: symbols.map((symbol) => ({ ...alerts[0], symbol })), more };
    return renderEmail('price-alerts', parse('price-alerts', data), site).subject;
  };
  expect(subject(['AAPL', 'MSFT', 'AAPL'], 0)).toBe('3 price alerts were met: AAPL, MSFT');
  expect(subject(['A', 'B', 'C', 'D', 'E'], 0)).toBe('5 price alerts were met: A, B, C, D and others');
  expect(subject(['A'], 1_999)).toBe('2,000 price alerts were met: A and others');
});

test('a list of activity has one thing for its subject, or the number of them, and says what it left out', () => {
  const line = { text: 'Ada King follows you now', url: 'https://vibe.test/users/1' };
  const mail = (count: number, more: number) => {
    const sample = templateOf('activity').sample as Record<string, unknown>;
    const data = { ...sample, lines: Array.from({ length: count }, () => line), more };
    return renderEmail('activity', parse('activity', data), site);
  };
  expect(mail(1, 0).subject).toBe('Ada King follows you now');
  expect(mail(2, 0).subject).toBe('2 new notifications');
  const long = mail(20, 5);
  expect(long.subject).toBe('25 new notifications');
  for (const part of [long.html, long.text]) expect(part).toContain('And 5 more.');
  expect(mail(20, 0).text).not.toContain('more.');
  expect(() => mail(21, 0)).toThrow('expected array to have <=20 items');
});

test('a mail of an alert does not say that the alert is over: most go on', () => {
  const mail = renderEmail('price-alert', parse('price-alert', templateOf('price-alert').sample), site);
  for (const part of [mail.html, mail.text]) {
    expect(part).toContain('Prices may be delayed.');
    expect(part).not.toMatch(/\boff\b|done its work/);
  }
});

test('a digest without movers, posts or watchlist leaves their headings out', () => {
  const { displayName, from, to, url } = templateOf('weekly-digest').sample as Record<string, unknown>;
  const mail = renderEmail(
    'weekly-digest',
    parse('weekly-digest', { displayName, from, to, url, watchlist: [], movers: [] }),
    site,
  );
  expect(mail.html).not.toMatch(/Your watchlist|What moved most|Your posts/);
  expect(mail.preview).toBe('What moved in the community.');
});

test.each<[Record<string, unknown>, string, string]>([
  [{}, 'Critical: Share of requests that fail (12.5%)', 'Firing since: Mar 2, 2026, 3:41 PM UTC'],
  [{ severity: 'warning' }, 'Warning: Share of requests that fail (12.5%)', 'Fires: above 5%'],
  [{ state: 'resolved', value: 0.25 }, 'Resolved: Share of requests that fail (0.25%)', 'Resolved since: Mar 2, 2026'],
  [{ condition: 'below', unit: 'per_minute' }, 'Critical: Share of requests that fail (12.5 / min)', 'below 5 / min'],
])('a system alert with %o says its state, its figures and since when', (change, subject, part) => {
  const sample = templateOf('system-alert').sample as Record<string, unknown>;
  const mail = renderEmail('system-alert', parse('system-alert', { ...sample, ...change }), site);
  expect(mail.subject).toBe(subject);
  expect(mail.text).toContain(part);
});

test('a report of one day names it once, and compares only where there is something to compare with', () => {
  const sample = templateOf('report').sample as Record<string, unknown>;
  const figures = [{ label: 'Posts', value: 12, unit: 'count' }];
  const mail = renderEmail('report', parse('report', { ...sample, from: '2026-03-01', figures }), site);
  expect(mail.subject).toBe('Weekly report: March 1, 2026');
  for (const part of [mail.html, mail.text]) expect(part).not.toContain('compared with the previous period');
  const compared = renderEmail('report', parse('report', sample), site);
  expect(compared.text).toContain('Posts: 3,911 (−2.1%)\nEngagement rate: 38.25% (0%)');
});

test('an export says its size in a unit, and until when it is there', () => {
  const sample = templateOf('export-ready').sample as Record<string, unknown>;
  const textOf = (bytes: number) => renderEmail('export-ready', parse('export-ready', { ...sample, bytes }), site).text;
  expect(textOf(4_183_552)).toContain('Size: 4.2 MB\nLink works until: Mar 9, 2026, 3:41 PM UTC');
  const sizes = [0, 1, 999, 1_000, 99_949, 999_499, 999_500, 1_500_000_000];
  expect(sizes.map((bytes) => /Size: (.*)/.exec(textOf(bytes))?.[1])).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1 kB',
    '99.9 kB',
    '999 kB',
    '1 MB',
    '1.5 GB',
  ]);
});

test.each([
  ['a link without http', { verifyUrl: 'javascript:alert(1)' }],
  ['a name of 101 characters', { displayName: 'x'.repeat(101) }],
  ['a NUL', { displayName: 'a\0b' }],
  ['a line separator', { displayName: 'a\u2028b' }],
])('%s is refused', (_what, change) => {
  const sample = templateOf('welcome').sample as Record<string, unknown>;
  expect(templateOf('welcome').schema.safeParse({ ...sample, ...change }).success).toBe(false);
});
