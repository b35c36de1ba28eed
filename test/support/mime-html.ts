import type { Complain } from './mime-headers.ts';

/** What the HTML of a mail may hold. Part of `mime-check.ts`. */

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const LINKS = new Set(['href', 'src', 'background', 'action', 'poster', 'srcset', 'data', 'cite', 'formaction']);
/** Nothing that runs, loads or asks. */
const FORBIDDEN = new Set([
  'script',
  'iframe',
  'form',
  'input',
  'object',
  'embed',
  'link',
  'base',
  'svg',
  'video',
  'audio',
]);
const TAG = /<([a-z][a-z0-9]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

export interface HtmlFound {
  /** Names of the parts that `cid:` links want. */
  cids: string[];
  /** What people read, without tags. */
  visible: string;
}

export function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (all, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return ENTITIES[name as string] ?? all;
  });
}

/** https anywhere, or at and below the public URL. */
export function isLink(url: string, publicUrl: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '' || /[\s<>"]/.test(url)) return false;
  return parsed.protocol === 'https:' || url === publicUrl || url.startsWith(`${publicUrl}/`);
}

/** @param publicUrl without a slash at its end */
export function checkHtml(html: string, publicUrl: string, complain: Complain): HtmlFound {
  const cids: string[] = [];
  const source = html.replace(/<!--[^]*?-->/g, '');
  for (const [, tag = '', list = ''] of source.matchAll(TAG)) {
    const name = tag.toLowerCase();
    if (FORBIDDEN.has(name)) complain(`a <${name}>`);
    const attributes = new Map<string, string>();
    for (const [, key = '', double, single, bare] of list.matchAll(ATTRIBUTE)) {
      attributes.set(key.toLowerCase(), decodeEntities(double ?? single ?? bare ?? ''));
    }
    if (name === 'a' && !attributes.has('href')) complain('a link without a target');
    if (name === 'img' && !(attributes.has('alt') && attributes.has('src'))) complain('an image without alt or src');
    if (name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'refresh')
      complain('a <meta> that refreshes');
    for (const [key, value] of attributes) {
      if (key.startsWith('on')) complain(`a handler ${key}`);
      if (/url\s*\(|expression\s*\(|javascript:/i.test(value) && key === 'style')
        complain(`a style that loads: ${value}`);
      if (!LINKS.has(key)) continue;
      if (key !== 'href' && value.startsWith('cid:')) cids.push(decodeURIComponent(value.slice(4)));
      else if (!isLink(value, publicUrl)) complain(`${key} is neither https nor below ${publicUrl}: "${value}"`);
    }
  }
  const body = source.replace(/<(style|head|title)\b[^]*?<\/\1>/gi, '').replace(/<![^>]*>/g, '');
  const visible = body.replace(TAG, ' ').replace(/<\/[a-z0-9]+\s*>/gi, ' ');
  if (/[<>]/.test(visible))
    complain(`markup that is not closed or not escaped: ${/.{0,30}[<>].{0,30}/s.exec(visible)?.[0]}`);
  return { cids, visible: decodeEntities(visible) };
}
