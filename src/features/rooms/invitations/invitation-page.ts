import { linkPage, linkScript } from '../../../platform/pages/link-page.ts';

/**
 * The page to which the mail of an invitation leads: behind the `#` is a token for an address, or the id of an invitation for
 * anyone who has an account. Without a front end it is all that someone with an account needs.
 */
export const INVITATION_PAGE = linkPage({
  title: 'Join the room',
  fields:
    '<label>E-mail address<input name="email" type="email" autocomplete="username" required></label>' +
    '<label>Password<input name="password" type="password" autocomplete="current-password" required></label>',
  button: 'Log in and join',
  done: 'You are now a member of the room. You can close this page.',
  script: '/api/invitations/accept.js',
});

/** The session that joins is ended again: this page keeps no one logged in. */
export const INVITATION_SCRIPT = linkScript(`const post = (path, body, accessToken) =>
  fetch(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accessToken === undefined ? {} : { authorization: 'Bearer ' + accessToken }),
    },
    body: JSON.stringify(body),
  });
const send = async (link, values) => {
  const invitation = link.get('invitation');
  const session = await post('/api/auth/login', values);
  if (!session.ok) return session;
  const { accessToken } = await session.json();
  const joined = await (invitation === null
    ? post('/api/invitations/redeem', { token: link.get('token') ?? '' }, accessToken)
    : post('/api/invitations/' + encodeURIComponent(invitation) + '/accept', {}, accessToken));
  await post('/api/auth/logout', {}, accessToken);
  return joined;
};`);
