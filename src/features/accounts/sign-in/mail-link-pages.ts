import { linkPage, linkScript } from '../../../platform/pages/link-page.ts';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../credentials/passwords.ts';

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
  done: 'The new password is set. Log in with it.',
  script: SCRIPT_PATH,
});

export const MAIL_LINK_SCRIPT = linkScript(`const send = (link, values) =>
  fetch(location.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: link.get('token') ?? '', ...values }),
  });`);
