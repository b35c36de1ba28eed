import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** Elements at whose begin and end white space shows nowhere: blocks, parts of tables, and what stands in the head. */
const BLOCKS = 'html|head|body|title|style|div|p|h1|h2|table|tbody|tr';
/** Begins and ends of lines without a break behind the opening tag: some clients show white space beside an image in a cell. */
const CELLS = 'td|meta|link';

const END = new RegExp(
  `(</(?:${BLOCKS}|${CELLS})>|<(?:meta|link)\\b[^>]*>|<(?:${BLOCKS})(?:\\s[^>]*)?>|<br/>)(?!\\n|$)`,
  'g',
);
const BEGIN = new RegExp(`(?<!\\n|^)(</?(?:${BLOCKS})(?:\\s[^>]*)?>|<td(?:\\s[^>]*)?>)`, 'g');
/** Addresses, which differ from mail to mail more than anything else, get lines of their own inside their tags. */
const ADDRESS = /<(a|img) (href|src)="([^"]*)"/g;

/**
 * Breaks the one long line that React renders, between blocks: the source can be read, and what stands on one line can be encoded
 * without the others. Shows nowhere: white space at the edge of a block is dropped by every client.
 * @param html as React renders it, so a `<` begins a tag
 */
export function breakLines(html: string): string {
  return html.replace(ADDRESS, '<$1\n$2="$3"\n').replace(END, '$1\n').replace(BEGIN, '\n$1');
}

/** React has browsers load images early; mail clients must not be asked to. */
const PRELOAD = /<link rel="preload"[^>]*>/g;

/** Renders a mail or a part of one, in lines. @param before stands in front of it */
export function renderMarkup(element: ReactElement, before = ''): string {
  return breakLines(before + renderToStaticMarkup(element).replace(PRELOAD, ''));
}
