import type { ReactElement } from 'react';
import { escapeHtml } from '../../../platform/mail/escape-html.ts';
import { renderMarkup } from './break-lines.ts';

/** Parts of mails that come in large numbers: rendered once, and only their texts are filled in. */

/** Noncharacters (Unicode 23.7), which no text holds. */
const MARK = /\ufdd0(\w+)\ufdd1/;

/**
 * @param make gives the element with `text(name)` in the place of each text
 * @returns what gives the HTML of the element with these texts
 */
export function prerender<Name extends string>(
  make: (text: (name: Name) => string) => ReactElement,
): (texts: Readonly<Record<Name, string>>) => string {
  // What texts are called stands at every second place.
  const parts = renderMarkup(make((name) => `\ufdd0${name}\ufdd1`)).split(MARK);
  return (texts) => parts.map((part, index) => (index % 2 === 0 ? part : escapeHtml(texts[part as Name]))).join('');
}

/** The HTML before and after what an element holds, to stand around lines of its own. */
export function around(make: (children: string) => ReactElement): readonly [before: string, after: string] {
  const [before = '', , after = ''] = renderMarkup(make('\ufdd0children\ufdd1')).split(MARK);
  return [before, after];
}
