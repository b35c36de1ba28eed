import { Body } from '@react-email/body';
import { Container } from '@react-email/container';
import { Head } from '@react-email/head';
import { Heading } from '@react-email/heading';
import { Html } from '@react-email/html';
import { Link } from '@react-email/link';
import { Section } from '@react-email/section';
import { Text } from '@react-email/text';
import { type CSSProperties, Fragment, createElement as h, type ReactElement, type ReactNode } from 'react';
import { color, font, style } from './style.domain.ts';
import type { Site } from './template.ts';

/** What narrow screens change; clients that drop it still show a readable mail. */
const NARROW = [
  '@media (max-width: 480px) {',
  '.outer { padding: 0 !important; } .card { padding: 24px 20px !important; border-radius: 0 !important; }',
  '.side { padding-left: 20px !important; padding-right: 20px !important; border-radius: 0 !important; }',
  '}',
].join(' ');

export interface LayoutProps {
  site: Site;
  preview: string;
  reason: string;
  /** `null` when it cannot be refused. */
  unsubscribeUrl: string | null;
  /** Of an image that tells that the mail was opened. */
  openUrl: string | null;
  children: ReactNode;
}

const HIDDEN = { display: 'none', overflow: 'hidden', lineHeight: '1px', opacity: 0, maxHeight: 0, maxWidth: 0 };
/** Keeps inboxes from showing the beginning of the mail behind a short preview. The same length whatever the preview. */
const PADDING = '\u200c\u00a0'.repeat(100);

/** The line that inboxes show beside the subject. */
function previewLine(preview: string): ReactElement {
  return h('div', { style: HIDDEN }, h('div', null, preview), h('div', null, PADDING));
}

function openPixel(src: string): ReactElement {
  return h('img', { src, alt: '', width: 1, height: 1, style: { display: 'block', border: 0 } });
}

/** The frame of every mail: name above, content in a card, the reason below. */
export function MailLayout({ site, preview, reason, unsubscribeUrl, openUrl, children }: LayoutProps): ReactElement {
  return h(
    Html,
    { lang: 'en' },
    h(
      Head,
      null,
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light' }),
      h('meta', { name: 'supported-color-schemes', content: 'light' }),
      h('style', null, NARROW),
    ),
    h(
      Body,
      { style: { margin: 0, padding: 0, backgroundColor: color.ground, fontFamily: font } },
      previewLine(preview),
      h(
        Container,
        { className: 'outer', style: { maxWidth: '600px', margin: '0 auto', padding: '24px 12px' } },
        h(Section, { className: 'side', style: style.brandBar }, h(Text, { style: style.brand }, site.name)),
        h(Section, { className: 'card', style: style.card }, children),
        h(
          Section,
          { className: 'side', style: { padding: '20px 32px' } },
          h(Text, { style: style.small }, reason),
          unsubscribeUrl !== null &&
            h(
              Text,
              { style: style.small },
              h(Link, { href: unsubscribeUrl, style: style.quietLink }, 'Unsubscribe from these mails'),
            ),
          h(Text, { style: style.small }, h(Link, { href: site.publicUrl, style: style.quietLink }, site.name)),
        ),
      ),
      openUrl !== null && h('div', null, openPixel(openUrl)),
    ),
  );
}

export function title(text: string): ReactElement {
  return h(Heading, { as: 'h1', style: style.title }, text);
}

export function subtitle(text: string): ReactElement {
  return h(Heading, { as: 'h2', style: style.subtitle }, text);
}

export function paragraph(...children: ReactNode[]): ReactElement {
  return h(Text, { style: style.text }, ...children);
}

export function small(...children: ReactNode[]): ReactElement {
  return h(Text, { style: { ...style.small, margin: '16px 0 0' } }, ...children);
}

/** Text that a person wrote, set apart, its lines kept. */
export function quote(text: string): ReactElement {
  const children = text
    .split(/\r?\n/)
    .flatMap((part, index) => (index === 0 ? [part] : [h('br', { key: index }), part]));
  return h(Section, { style: style.quote }, h(Text, { style: { ...style.text, margin: 0 } }, ...children));
}

export interface TableRow {
  key: string;
  cells: ReactNode[];
}

/** Rows of figures in one table, so that columns line up: the first is text, the others are aligned right. */
export function table(rows: readonly TableRow[]): ReactElement {
  const styled = (content: ReactNode, index: number) => ({
    content,
    style: index === 0 ? style.firstCell : style.cell,
  });
  return h(
    'table',
    { role: 'presentation', width: '100%', cellPadding: 0, cellSpacing: 0, border: 0, style: { margin: '8px 0 0' } },
    h('tbody', null, ...rows.map((row) => tableRow(row.key, row.cells.map(styled)))),
  );
}

export interface TableCell {
  content: ReactNode;
  style: CSSProperties;
  colSpan?: number;
}

export function tableRow(key: string, cells: readonly TableCell[]): ReactElement {
  return h('tr', { key }, ...cells.map(({ content, ...cell }, index) => h('td', { key: index, ...cell }, content)));
}

/** A ticker, and the name of the company below it. */
export function ticker(symbol: ReactNode, name: string | undefined): ReactNode {
  if (name === undefined) return symbol;
  return h(Fragment, null, symbol, h('br'), h('span', { style: style.cellNote }, name));
}

/** A change in its colour; the sign says the same to those who do not see colours. */
export function change(text: string, value: number): ReactElement {
  const tone = value > 0 ? color.up : value < 0 ? color.down : color.muted;
  return h('span', { style: { color: tone, fontWeight: 600 } }, text);
}
