import { createHash } from 'node:crypto';
import { Marked } from 'marked';
import { gfmHeadingId } from 'marked-gfm-heading-id';
import { escapeHtml } from '../mail/escape-html.ts';

/** A document of ours, written in Markdown, as a page whose sections can be linked to. */

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2330}
pre{overflow-x:auto;background:#f3f5f8;padding:.6rem .8rem}code{background:#f3f5f8}:target{background:#fff3bf}
table{border-collapse:collapse;display:block;overflow-x:auto}th,td{border:1px solid #d5dbe3;padding:.3rem .6rem;text-align:left}`;

/** Nothing is loaded and nothing runs. */
export const DOCUMENT_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sections are named as Git hosts name them. Links lead to them and to other servers: what lies beside the document is not served. */
const markdown = new Marked(gfmHeadingId(), {
  renderer: {
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      return /^(?:#|https:)/.test(href) ? `<a href="${escapeHtml(href)}">${text}</a>` : text;
    },
  },
});

export function documentPage(title: string, source: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${markdown.parse(source, { async: false })}</body>
</html>
`;
}
