/** Plain text that people wrote as a mail shows it: paragraphs, lines, and https addresses made links. */

export type TextPart = { text: string } | { url: string };

const ADDRESS = /https:\/\/[^\s<>"“”„«»]+/g;
/** Ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'’…]+$/;

/** Without what belongs to the sentence: `(see https://a.example/b).` holds `https://a.example/b`. */
function withoutTrailing(address: string): string {
  const shorter = address.replace(TRAILING, '');
  const closes = /[)\]}]$/.exec(shorter)?.[0];
  const opens = closes === undefined ? undefined : { ')': '(', ']': '[', '}': '{' }[closes];
  if (opens !== undefined && !shorter.includes(opens)) return withoutTrailing(shorter.slice(0, -1));
  return shorter;
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '';
}

/** @param line without line breaks */
export function linkedParts(line: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of line.matchAll(ADDRESS)) {
    const url = withoutTrailing(found);
    if (!isAddress(url)) continue;
    if (index > end) parts.push({ text: line.slice(end, index) });
    parts.push({ url });
    end = index + url.length;
  }
  if (end < line.length) parts.push({ text: line.slice(end) });
  return parts;
}

/** Paragraphs stand apart by empty lines. @returns their lines, without spaces at their ends */
export function paragraphsOf(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => paragraph.split('\n').filter((line) => line !== ''));
}

/** Addresses of a text, in order, each once. */
export function linksIn(text: string): string[] {
  const parts = paragraphsOf(text).flat().flatMap(linkedParts);
  return [...new Set(parts.flatMap((part) => ('url' in part ? [part.url] : [])))];
}
