import { Fragment, createElement as h, type ReactElement, type ReactNode } from 'react';
import { escapeHtml } from '../../../platform/mail/escape-html.ts';
import { memoize } from '../../../platform/memoize.ts';
import { renderMarkup } from './break-lines.ts';
import { formatCount, formatPercent, formatPrice, shorten } from './format.domain.ts';
import { change, paragraph, quote, subtitle, table, tableRow, ticker } from './layout.ts';
import { around, prerender } from './prerender.ts';
import { style } from './style.domain.ts';

/**
 * What a digest says, in parts: some lines of HTML and the same in plain text. Parts that many digests share are the same
 * object, so that a sender of many encodes them once.
 */
export interface DigestPart {
  html: string;
  /** `null`: no line of its own. */
  text: string | null;
  /** The same object in many digests. */
  shared?: true;
}

/** One ticker and what became of it; the same object for all who see it, so that it is rendered once. */
export interface DigestRow {
  symbol: string;
  name?: string | undefined;
  /** Missing when there was none in the week. */
  price?: number | undefined;
  /** ISO 4217. */
  currency: string;
  /** Missing when there is nothing to compare the price with. */
  changePercent?: number | undefined;
  /** Where the image of its week is: `cid:…`, or `data:…` in a preview. */
  chart?: string | undefined;
}

export interface DigestPosts {
  published: number;
  likes: number;
  comments: number;
  best?: { text: string; likes: number } | undefined;
}

export interface DigestCalls {
  opened: number;
  decided: number;
  right: number;
  latest: readonly {
    symbol: string;
    direction: 'up' | 'down';
    right: boolean;
    changePercent: number;
    benchmarkChangePercent?: number | undefined;
  }[];
}

export interface DigestSections {
  watchlist: readonly DigestRow[];
  movers: readonly DigestRow[];
  posts?: DigestPosts | undefined;
  calls?: DigestCalls | undefined;
}

/** Of a chart on the screen, in CSS pixels. */
export const CHART_WIDTH = 100;
export const CHART_HEIGHT = 30;

const BEST_POST_CHARACTERS = 280;
const NO_PRICE = 'no price this week';

/** An empty line. */
const BREAK: DigestPart = { html: '', text: '', shared: true };

const [TABLE_BEGIN, TABLE_END] = around((rows) => table([{ key: 'rows', cells: [rows] }])).map((html) =>
  html.replace(/<\/?t[rd]\b[^>]*>/g, '').trim(),
) as [string, string];

const END: DigestPart = { html: TABLE_END, text: null, shared: true };

function head(title: string): DigestPart {
  return { html: `${renderMarkup(subtitle(title))}\n${TABLE_BEGIN}`, text: title.toUpperCase(), shared: true };
}

const WATCHLIST = head('Your watchlist');
const MOVERS_TITLE = 'What moved most';

const POSTS: DigestPart = { html: renderMarkup(subtitle('Your posts')), text: 'YOUR POSTS', shared: true };
const CALLS: DigestPart = { html: renderMarkup(subtitle('Your calls')), text: 'YOUR CALLS', shared: true };
const CALL_ROWS: DigestPart = { html: TABLE_BEGIN, text: null, shared: true };

const note = (text: ReactNode) => h('span', { style: style.cellNote }, text);

/** In words, for those who do not see the image. */
function chartText(changePercent: number): string {
  const size = `${Math.abs(changePercent).toFixed(1)} %`;
  if (changePercent === 0) return 'unchanged';
  return changePercent > 0 ? `up ${size}` : `down ${size}`;
}

function chart({ chart: src, changePercent }: DigestRow): ReactElement | null {
  if (src === undefined || changePercent === undefined) return null;
  const size = { width: CHART_WIDTH, height: CHART_HEIGHT };
  return h('img', { src, alt: chartText(changePercent), ...size, style: style.chart });
}

function figures({ price, currency, changePercent }: DigestRow): ReactNode {
  if (price === undefined) return note(NO_PRICE);
  if (changePercent === undefined) return formatPrice(price, currency);
  const moved = change(formatPercent(changePercent), changePercent);
  return h(Fragment, null, formatPrice(price, currency), h('br'), moved);
}

function rowText({ symbol, price, currency, changePercent }: DigestRow): string {
  const moved = changePercent === undefined ? '' : `  ${formatPercent(changePercent)}`;
  return `  ${symbol.padEnd(8)} ${price === undefined ? NO_PRICE : formatPrice(price, currency) + moved}`;
}

const rowPart = memoize((row: DigestRow): DigestPart => {
  const image = chart(row);
  const first = { content: ticker(row.symbol, row.name), style: style.firstCell };
  const last = { content: figures(row), style: style.cell };
  const cells = image ? [first, { content: image, style: style.chartCell }, last] : [{ ...first, colSpan: 2 }, last];
  return { html: renderMarkup(tableRow(row.symbol, cells)), text: rowText(row), shared: true };
});

function moverLine({ symbol, name, price, currency, changePercent }: DigestRow, index: number): ReactNode {
  const moved =
    changePercent === undefined ? null : h(Fragment, null, change(formatPercent(changePercent), changePercent), ' ');
  const told = [
    price === undefined ? NO_PRICE : `at ${formatPrice(price, currency)}`,
    ...(name === undefined ? [] : [name]),
  ];
  return h(Fragment, { key: index }, index > 0 && h('br'), h('strong', null, symbol), ' ', moved, told.join(', '));
}

/** All movers in one part, since they are the same for all with the same week; a line each, which takes a quarter of a row. */
const moversPart = memoize((movers: readonly DigestRow[]): DigestPart => {
  const list = h(Fragment, null, subtitle(MOVERS_TITLE), paragraph(...movers.map(moverLine)));
  const text = [MOVERS_TITLE.toUpperCase(), ...movers.map(rowText)].join('\n');
  return { html: renderMarkup(list), text, shared: true };
});

export function postsLine(posts: DigestPosts): string {
  return (
    `${formatCount(posts.published, 'post', 'posts')}, ${formatCount(posts.likes, 'like', 'likes')}, ` +
    formatCount(posts.comments, 'comment', 'comments')
  );
}

/** What stands around lines of one person, which are all that is encoded for them. */
function enclosedBy(make: (lines: string) => ReactElement): (lines: DigestPart) => DigestPart[] {
  const [begin, end] = around(make).map((html): DigestPart => ({ html: html.trim(), text: null, shared: true }));
  return (lines) => [begin as DigestPart, lines, end as DigestPart];
}

const inParagraph = enclosedBy((text) => paragraph(text));
const inQuote = enclosedBy((text) => quote(text));

const line = (said: string, text = said) => inParagraph({ html: escapeHtml(said), text });

function quoted(text: string): DigestPart[] {
  const lines = shorten(text.trimEnd(), BEST_POST_CHARACTERS).split(/\r?\n/);
  return inQuote({
    html: lines.map(escapeHtml).join('<br/>\n'),
    text: lines.map((one) => `> ${one}`).join('\n'),
  });
}

function postParts(posts: DigestPosts): DigestPart[] {
  const sum = postsLine(posts);
  const parts = [POSTS, ...line(`${sum}.`, `  ${sum}`)];
  if (posts.best === undefined) return parts;
  const intro = `Your most liked post (${formatCount(posts.best.likes, 'like', 'likes')}):`;
  return [...parts, BREAK, ...line(intro), ...quoted(posts.best.text)];
}

export function callsLine({ opened, decided, right }: DigestCalls): string {
  const made = opened === 0 ? '' : `You made ${formatCount(opened, 'call', 'calls')}. `;
  if (decided === 0) return `${made}No call was decided this week.`;
  if (decided === 1) return `${made}1 call was decided, and it was ${right === 1 ? 'right' : 'wrong'}.`;
  return `${made}${formatCount(decided, 'call', 'calls')} were decided, ${formatCount(right, 'of them', 'of them')} right.`;
}

type CallText = 'symbol' | 'said' | 'moved';

const callRow = (right: boolean) =>
  prerender<CallText>((text) =>
    tableRow('call', [
      { content: ticker(text('symbol'), text('said')), style: style.firstCell },
      {
        content: h(Fragment, null, change(right ? 'Right' : 'Missed', right ? 1 : -1), h('br'), note(text('moved'))),
        style: style.wideCell,
      },
    ]),
  );
const RIGHT = callRow(true);
const MISSED = callRow(false);

function callPart(call: DigestCalls['latest'][number]): DigestPart {
  const { benchmarkChangePercent: benchmark } = call;
  const moved =
    formatPercent(call.changePercent) + (benchmark === undefined ? '' : `, benchmark ${formatPercent(benchmark)}`);
  const said = `You said ${call.direction}`;
  return {
    html: (call.right ? RIGHT : MISSED)({ symbol: call.symbol, said, moved }),
    text: `  ${call.symbol.padEnd(8)} ${said}: ${call.right ? 'right' : 'missed'}, ${moved}`,
  };
}

function callParts(calls: DigestCalls): DigestPart[] {
  const sum = callsLine(calls);
  const parts = [CALLS, ...line(sum, `  ${sum}`)];
  return calls.latest.length === 0 ? parts : [...parts, CALL_ROWS, ...calls.latest.map(callPart), END];
}

/** What stands between the greeting and the link, in order; sections without anything to say are left out. */
export function digestParts({ watchlist, movers, posts, calls }: DigestSections): DigestPart[] {
  const parts: DigestPart[] = [];
  const add = (section: readonly DigestPart[]) => {
    if (parts.length > 0) parts.push(BREAK);
    parts.push(...section);
  };
  if (watchlist.length > 0) add([WATCHLIST, ...watchlist.map(rowPart), END]);
  if (movers.length > 0) add([moversPart(movers)]);
  if (calls) add(callParts(calls));
  if (posts) add(postParts(posts));
  return parts;
}

/** The lines of all parts. */
export function linesOf(parts: readonly DigestPart[], kind: 'html' | 'text'): string {
  return parts
    .map((part) => part[kind])
    .filter((lines) => lines !== null)
    .join('\n');
}

/** Lines of HTML among elements, each on a line of its own. */
export function htmlLines(lines: string): ReactElement {
  return h('div', { dangerouslySetInnerHTML: { __html: `\n${lines}\n` } });
}
