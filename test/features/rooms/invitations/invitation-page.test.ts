import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { pathOf } from '../../../../src/features/notifications/notification-line.domain.ts';
import { invitationLink } from '../../../../src/features/rooms/rooms.domain.ts';
import { openLink } from '../../../support/link-browser.ts';
import type { Person } from '../../accounts/support.ts';
import { createRoomsFixture, type RoomsFixture } from '../support.ts';

let app: RoomsFixture;
let owner: Person;
let guest: Person;
let room: string;
beforeAll(async () => {
  app = await createRoomsFixture();
  owner = await app.person();
  await app.all(sql`update app_user set email_verified_at = now() where id = ${owner.id}`);
  guest = await app.person();
  room = await app.room(owner, 'private');
});
afterAll(() => app.close());

async function link(): Promise<string> {
  await app.as(owner, 'POST', `/api/rooms/${room}/invitations`, { to: { email: `${randomUUID()}@example.test` } });
  return invitationLink(app.url, app.invitationMails.at(-1)?.token as string);
}
const membership = async () => (await app.as(guest, 'GET', `/api/rooms/${room}`)).status;

test('the link of the mail leads to a page that logs in, joins and leaves no session behind', async () => {
  const address = await link();
  const wrong = await openLink(address, { email: guest.email, password: 'not the password' });
  expect(wrong.address).toBe(`${app.url}/api/invitations/accept`);
  await wrong.submit();
  expect(wrong.form.hidden).toBe(false);
  expect(wrong.status.textContent).not.toBe('');
  expect(await membership()).toBe(404);

  const sessions = sql`select count(*)::int as open from user_session where user_id = ${guest.id} and revoked_at is null`;
  const before = await app.one(sessions);
  const browser = await openLink(address, { email: guest.email, password: guest.password });
  await browser.submit();
  expect(browser.form.hidden).toBe(true);
  expect(browser.status.textContent).toContain('member');
  expect(await membership()).toBe(200);
  expect(await app.one(sessions)).toEqual(before);
});

test('the link that a member of the site is mailed leads there too, and only that member joins', async () => {
  const other = await app.person();
  const here = await app.room(owner, 'private');
  await app.as(owner, 'POST', `/api/rooms/${here}/invitations`, { to: { userId: other.id } });
  const told = app.notifications.at(-1);
  if (told?.kind !== 'room_invitation') throw new Error('nobody was told of the invitation');
  const address = app.url + pathOf(told, owner.id);
  const stranger = await openLink(address, { email: guest.email, password: guest.password });
  await stranger.submit();
  expect(stranger.form.hidden).toBe(false);
  const invited = await openLink(address, { email: other.email, password: other.password });
  await invited.submit();
  expect(invited.form.hidden).toBe(true);
  expect((await app.as(other, 'GET', `/api/rooms/${here}`)).body.membership).toMatchObject({ role: 'member' });
  expect((await app.as(guest, 'GET', `/api/rooms/${here}`)).status).toBe(404);
});

test('a link that was used says so', async () => {
  const used = await openLink(invitationLink(app.url, 'made-up'), { email: guest.email, password: guest.password });
  await used.submit();
  expect(used.form.hidden).toBe(false);
  expect(used.status.textContent).toContain('used before');
});

test('the page may run its own script and style and nothing else', async () => {
  const response = await fetch(`${app.url}/api/invitations/accept`);
  const policy = response.headers.get('content-security-policy') as string;
  const style = /<style>([\s\S]*)<\/style>/.exec(await response.text())?.[1] as string;
  expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});
