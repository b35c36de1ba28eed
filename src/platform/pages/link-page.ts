import { createHash } from 'node:crypto';

/** Pages to which links in mails lead: a form, a button, and a script that passes the token of the link on. */

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:15vh auto;padding:0 1rem;color:#1c2330}
input,button{font:inherit;width:100%;box-sizing:border-box;padding:.6rem .8rem;margin-top:.5rem;border-radius:.4rem;border:1px solid #9aa4b5}
button{background:#1f5eff;color:#fff;border-color:#1f5eff;cursor:pointer}button:disabled{opacity:.5}`;

const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** The page's own script and style only, requests to this server only, never in a frame (or clicks could be stolen). */
export const LINK_PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src ${STYLE_SOURCE}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** All of it HTML of ours. */
export interface LinkPage {
  title: string;
  fields: string;
  button: string;
  done: string;
  /** Path of the script. */
  script: string;
}

/** Of a page without a script, whose form a browser posts to the page's own address. */
export const FORM_PAGE_POLICY = [
  "default-src 'none'",
  `style-src ${STYLE_SOURCE}`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** @param body HTML of ours */
export function smallPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;
}

export function linkPage({ title, fields, button, done, script }: LinkPage): string {
  return smallPage(
    title,
    `<form data-done="${done}">${fields}<button type="submit">${button}</button></form>
<p role="status"></p>
<noscript>This page needs JavaScript to pass the token of your link on without it reaching any log.</noscript>
<script src="${script}"></script>`,
  );
}

/**
 * The script of such a page. It takes what stands behind the `#` out of the address bar, and so out of the history, before
 * anything else.
 * @param send definition of `send(link, values)` in JavaScript of ours: makes the requests that the form is for out of the
 * parameters of the link (URLSearchParams) and the form's values by name, and resolves to the response that decides
 */
export function linkScript(send: string): string {
  return `const form = document.querySelector('form');
const status = document.querySelector('[role=status]');
const button = document.querySelector('button');
const link = new URLSearchParams(location.hash.slice(1));
history.replaceState(null, '', location.pathname);
${send}
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  try {
    const response = await send(link, Object.fromEntries(new FormData(form)));
    if (response.ok) {
      form.hidden = true;
      status.textContent = form.dataset.done;
      return;
    }
    const problem = await response.json();
    status.textContent = problem.errors?.[0]?.message ?? problem.detail;
  } catch {
    status.textContent = 'The server did not answer. Try again.';
  }
  button.disabled = false;
});
`;
}
