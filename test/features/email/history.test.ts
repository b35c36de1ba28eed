import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { addUsers } from '../../support/users.ts';
import { createEmailApi, type EmailApi, USER_ID } from './support.ts';

/** What a person sees of the mails that were sent to them. */

const STRANGER = '01980000-0000-7000-8000-000000000002';
const NOBODY = '01980000-0000-7000-8000-00000000dead';
const path = `/api/users/${USER_ID}/emails`;

let api: EmailApi;
beforeAll(async () => {
  api = await createEmailApi();
  await addUsers(api.em(), [
    { id: USER_ID, email: 'zoe@b.test', name: 'Zoë' },
    { id: STRANGER, email: 'eve@b.test', name: 'Eve' },
  ]);
  await api.execute(
    sql`insert into email_message (job_id, template, category, to_address, user_id, subject, data, status, created_at, sent_at)
        select uuidv7(), template, category, 'old-address@b.test', user_id::uuid, template || ' for you', '{"url": "https://x.test/secret"}',
          status, '2026-03-02T10:00:00Z', case when status = 'sent' then '2026-03-02T10:00:01Z'::timestamptz end
        from (values
          ('welcome', 'account', ${USER_ID}, 'sent'), ('price-alert', 'price_alerts', ${USER_ID}, 'failed'),
          ('weekly-digest', 'weekly_digest', ${USER_ID}, 'skipped'), ('weekly-digest', 'weekly_digest', ${USER_ID}, 'sent'),
          ('welcome', 'account', ${STRANGER}, 'sent'), ('room-invitation', 'room_invitations', null, 'sent')
        ) as mail (template, category, user_id, status)`,
  );
});
afterAll(async () => {
  await api.close();
});

test('a person sees what was sent to them, newest first, page by page, without addresses or contents', async () => {
  const first = await api.call('GET', `${path}?limit=2`, { token: 'user' });
  expect(first.status).toBe(200);
  const second = await api.call('GET', `${path}?limit=2&cursor=${first.json.nextCursor}`, { token: 'user' });
  expect(second.json.nextCursor).toBeNull();
  const seen = [...first.json.data, ...second.json.data];
  expect(seen.map(({ template, category, status }) => [template, category, status])).toEqual([
    ['weekly-digest', 'weekly_digest', 'sent'],
    ['price-alert', 'price_alerts', 'failed'],
    ['welcome', 'account', 'sent'],
  ]);
  expect(seen[2]).toEqual({
    id: expect.any(String),
    template: 'welcome',
    category: 'account',
    subject: 'welcome for you',
    status: 'sent',
    createdAt: '2026-03-02T10:00:00.000Z',
    sendAt: null,
    sentAt: '2026-03-02T10:00:01.000Z',
  });
});

test('an admin sees the same', async () => {
  const own = await api.call('GET', path, { token: 'user' });
  expect((await api.call('GET', path)).json).toEqual(own.json);
});

test.each([
  ['of somebody else', 'user', STRANGER, 404],
  ['of nobody', 'user', NOBODY, 404],
  ['of nobody, for an admin', 'admin', NOBODY, 404],
  ['with a forged token', 'forged', USER_ID, 401],
  ['of a user who is no id', 'user', '7', 400],
])('the mails %s: as %s, of %s, %i', async (_what, token, userId, status) => {
  expect((await api.call('GET', `/api/users/${userId}/emails`, { token })).status).toBe(status);
});

test('a cursor that was made up is a 400', async () => {
  expect((await api.call('GET', `${path}?cursor=x`, { token: 'user' })).status).toBe(400);
});
