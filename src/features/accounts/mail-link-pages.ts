import { createHash } from 'node:crypto';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from './passwords.ts';

/** The pages to which links in mails lead. Each posts to its own path; without a front end they are all a person needs. */

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:15vh auto;padding:0 1rem;color:#1c2330}
input,button{font:inherit;width:100%;box-sizing:border-box;padding:.6rem .8rem;margin-top:.5rem;border-radius:.4rem;border:1px solid #9aa4b5}
button{background:#1f5eff;color:#fff;border-color:#1f5eff;cursor:pointer}button:disabled{opacity:.5}`;

const SCRIPT_PATH = '/api/auth/mail-link.js';

/** The page's own script and style only, requests to this server only, never in a frame (or clicks could be stolen). */
export const MAIL_LINK_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface PageText {
  title: string;
  fields: string;
  button: string;
  done: string;
}

function pageOf({ title, fields, button, done }: PageText): string {
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
<form data-done="${done}">${fields}<button type="submit">${button}</button></form>
<p role="status"></p>
<noscript>This page needs JavaScript to pass the token of your link on without it reaching any log.</noscript>
<script src="${SCRIPT_PATH}"></script>
</body>
</html>
`;
}

export const VERIFY_EMAIL_PAGE = pageOf({
  title: 'Confirm your e-mail address',
  fields: '',
  button: 'Confirm my address',
  done: 'Your address is confirmed. You can close this page.',
});

export const PASSWORD_RESET_PAGE = pageOf({
  title: 'Choose a new password',
  fields:
    '<label>New password<input name="password" type="password" autocomplete="new-password" required ' +
    `minlength="${PASSWORD_MIN_LENGTH}" maxlength="${PASSWORD_MAX_LENGTH}"></label>`,
  button: 'Set the password',
  done: 'The new password holds. Log in with it.',
});

/** Takes the token out of the address bar, and so out of the history, before anything else. */
export const MAIL_LINK_SCRIPT = `const form = document.querySelector('form');
const status = document.querySelector('[role=status]');
const button = document.querySelector('button');
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
history.replaceState(null, '', location.pathname);
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  try {
    const response = await fetch(location.pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, ...Object.fromEntries(new FormData(form)) }),
    });
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
