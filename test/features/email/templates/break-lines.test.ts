import { expect, test } from '@jest/globals';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { breakLines } from '../../../../src/features/email/templates/break-lines.ts';
import { templateOf } from '../../../../src/features/email/templates/catalog.ts';
import { MailLayout } from '../../../../src/features/email/templates/layout.ts';
import { TEMPLATE_NAMES } from '../../../../src/features/email/templates/template-names.contract.ts';

const site = { name: 'Vibe', publicUrl: 'https://vibe.test' };

/** Where CSS 2.1 (9.2.2.1, 17.2.1) drops white space, unless styles say otherwise. `br` ends a line, which drops it too. */
const BLOCK = /^<\/?(?:!doctype|html|head|meta|style|body|div|p|h1|h2|table|tbody|tr|td|br)\b/i;

/** Tags and texts as a client sees them: white space is one space, and none at the edge of a block. */
function seen(html: string): string[] {
  const tokens = html.match(/<[^>]*>|[^<]+/g) ?? [];
  return tokens
    .map((token, index) => {
      const collapsed = token.replace(/[ \t\r\n]+/g, ' ');
      if (token.startsWith('<')) return collapsed;
      const begin = BLOCK.test(tokens[index - 1] ?? '<html') ? collapsed.replace(/^ /, '') : collapsed;
      return BLOCK.test(tokens[index + 1] ?? '<html') ? begin.replace(/ $/, '') : begin;
    })
    .filter((token) => token !== '');
}

function rendered(name: (typeof TEMPLATE_NAMES)[number]): string {
  const template = templateOf(name);
  const data = template.schema.parse(template.sample);
  const url = 'https://vibe.test/x';
  const children = template.html(data, site);
  return renderToStaticMarkup(
    h(MailLayout, { site, preview: 'a', reason: 'b', unsubscribeUrl: url, openUrl: url, children }),
  ).replace(/<link[^>]*>/, '');
}

test.each(TEMPLATE_NAMES)('%s shows the same with its lines broken, and no line is long', (name) => {
  const html = rendered(name);
  // Parts that digests share come in lines already.
  const shared = name === 'weekly-digest';
  expect(html.includes('\n')).toBe(shared);
  const broken = breakLines(html);
  expect(seen(broken)).toEqual(seen(html));
  expect(broken.includes('\n\n')).toBe(shared);
  for (const line of broken.split('\n')) expect(line.length).toBeLessThan(900);
  // What differs from mail to mail shares its line with little else.
  for (const [line] of broken.matchAll(/^.*(?:href|src)=.*$/gm)) expect(line).toMatch(/^(?:href|src)="[^"]*"$/);
});

test('white space that shows is left as it is', () => {
  const html = '<p>a <b>b</b> c<i>d</i></p><td>text</td><td><img alt=""/></td><pre>x  y</pre>';
  expect(breakLines(html)).toBe(
    '<p>\na <b>b</b> c<i>d</i>\n</p>\n<td>text</td>\n<td><img alt=""/></td>\n<pre>x  y</pre>',
  );
});

test('an empty table breaks where a full one does, so that its rows can be put in later', () => {
  const rows = '<tr><td>a</td></tr><tr><td>b</td></tr>';
  const [empty, full] = ['', rows].map((content) => breakLines(`<table><tbody>${content}</tbody></table>`));
  expect(full).toBe(empty?.replace('</tbody>', `${breakLines(rows)}\n</tbody>`));
});
