import { createHash } from 'node:crypto';
import { escapeHtml } from '../mail/escape-html.ts';

/** A document of ours, written in Markdown, as a page whose sections can be linked to. */

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1c2330}
pre{overflow-x:auto;background:#f3f5f8;padding:.6rem .8rem}code{background:#f3f5f8}:target{background:#fff3bf}`;

/** Nothing is loaded and nothing runs. */
export const DOCUMENT_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** As Git hosts name a heading in links. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** Links lead to other sections and to other servers; what lies beside the document is not served. */
function inline(text: string): string {
  return escapeHtml(text)
    .split(/(`[^`]+`)/)
    .map((piece) =>
      piece.startsWith('`') && piece.length > 1
        ? `<code>${piece.slice(1, -1)}</code>`
        : piece
            .replaceAll(/\[([^\]]+)\]\(((?:#|https:)[^)\s]*)\)/g, '<a href="$2">$1</a>')
            .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
            .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>'),
    )
    .join('');
}

function blockOf(block: string): string {
  const heading = /^(#{1,6}) (.+)$/.exec(block);
  if (heading) {
    const [, marks = '', text = ''] = heading;
    return `<h${marks.length} id="${anchorOf(text)}">${inline(text)}</h${marks.length}>`;
  }
  if (block.startsWith('```')) return `<pre>${escapeHtml(block.replaceAll(/^```.*\n?/gm, ''))}</pre>`;
  if (block.startsWith('|')) return `<pre>${escapeHtml(block)}</pre>`;
  const items = block.split(/^\s*(?:-|\d+\.) /m);
  if (items[0] !== '' || items.length < 2) return `<p>${inline(block)}</p>`;
  return `<ul>${items
    .slice(1)
    .map((item) => `<li>${inline(item)}</li>`)
    .join('')}</ul>`;
}

/** Headings, paragraphs, lists, code and tables (as they are written): what our documents consist of. */
export function documentPage(title: string, markdown: string): string {
  const blocks = markdown.match(/^```[\s\S]*?^```$|^#{1,6} .+$|(?:^(?!#|```).*\S.*$\n?)+/gm) ?? [];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${blocks.map((block) => blockOf(block.trim())).join('\n')}
</body>
</html>
`;
}
