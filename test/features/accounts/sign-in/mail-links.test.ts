import { createHash } from 'node:crypto';
import { passwordResetLink, verifyEmailLink } from '../../../../src/features/accounts/accounts.contract.ts';
import { openLink } from '../../../support/link-browser.ts';
import { type AccountsFixture, createAccountsFixture } from '../support.ts';

let app: AccountsFixture;
beforeAll(async () => {
  app = await createAccountsFixture();
});
afterAll(() => app.close());

test('the link of a welcome mail leads to a page whose button verifies the address', async () => {
  const person = await app.person();
  const link = verifyEmailLink(app.url, app.lastMail(person.email).token);
  const browser = await openLink(link);
  expect(browser.address).toBe(`${app.url}/api/auth/verify-email`);
  const unverified = await app.call('GET', '/api/users/me', { token: person.accessToken });
  expect(unverified.body.emailVerifiedAt).toBeNull();
  await browser.submit();
  expect(browser.form.hidden).toBe(true);
  expect(browser.status.textContent).toContain('confirmed');
  const verified = await app.call('GET', '/api/users/me', { token: person.accessToken });
  expect(verified.body.emailVerifiedAt).not.toBeNull();

  const again = await openLink(link);
  await again.submit();
  expect(again.form.hidden).toBe(false);
  expect(again.status.textContent).toContain('used before');
});

test('the link of a reset mail leads to a page that sets a password, and says why one is refused', async () => {
  const person = await app.person();
  await app.call('POST', '/api/auth/password-reset', { body: { email: person.email } });
  const link = passwordResetLink(app.url, app.lastMail(person.email).token);
  const refused = await openLink(link, { password: person.email });
  await refused.submit();
  expect(refused.status.textContent).toContain('Must not be the e-mail address');
  const accepted = await openLink(link, { password: 'typed into the page' });
  await accepted.submit();
  expect(accepted.status.textContent).toContain('new password is set');
  expect((await app.logIn(person.email, 'typed into the page')).status).toBe(200);
});

test('the pages may run their own script and style and nothing else', async () => {
  for (const path of ['/api/auth/verify-email', '/api/auth/password-reset/confirm']) {
    const response = await fetch(app.url + path);
    const policy = response.headers.get('content-security-policy') as string;
    const style = /<style>([\s\S]*)<\/style>/.exec(await response.text())?.[1] as string;
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  }
});
