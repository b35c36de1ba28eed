import { linkPage } from '../../platform/http/link-page.ts';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from './passwords.ts';

/** The pages to which links in mails lead. Each posts to its own path; without a front end they are all a person needs. */

const SCRIPT_PATH = '/api/auth/mail-link.js';

export const VERIFY_EMAIL_PAGE = linkPage({
  title: 'Confirm your e-mail address',
  fields: '',
  button: 'Confirm my address',
  done: 'Your address is confirmed. You can close this page.',
  script: SCRIPT_PATH,
});

export const PASSWORD_RESET_PAGE = linkPage({
  title: 'Choose a new password',
  fields:
    '<label>New password<input name="password" type="password" autocomplete="new-password" required ' +
    `minlength="${PASSWORD_MIN_LENGTH}" maxlength="${PASSWORD_MAX_LENGTH}"></label>`,
  button: 'Set the password',
  done: 'The new password holds. Log in with it.',
  script: SCRIPT_PATH,
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
