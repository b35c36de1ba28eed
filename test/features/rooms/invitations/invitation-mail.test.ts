import { sql } from 'kysely';
import { createInvitationMailer } from '../../../../src/composition/invitation-mails.ts';
import { row } from '../../../../src/platform/db/sql.ts';
import { transact } from '../../../../src/platform/db/transaction.ts';
import { createEmailFixture, type EmailFixture } from '../../../support/email.ts';

let app: EmailFixture;
beforeAll(async () => {
  app = await createEmailFixture();
});
afterAll(() => app.close());

test('an invitation to an address becomes a mail with its link, and its job belongs to no user', async () => {
  const send = createInvitationMailer(app.email, 'https://vibe.test');
  const mail = { email: 'new@example.test', inviterName: 'Ada <b>', roomName: 'Value', memberCount: 2 };
  await transact(app.em(), async (tx) => {
    await send(tx, { ...mail, token: 'secret', roomDescription: null, message: null });
    await send(tx, { ...mail, token: 'other', roomDescription: 'Slow money', message: 'Come\nin' });
  });
  const [first, second] = app.offered;
  expect(app.offered).toHaveLength(2);
  const job = await app.job(first?.id ?? '');
  expect([job.requested_by, job.summary]).toEqual([null, 'room-invitation to n…@example.test']);
  const ledger = sql`select template, to_address, user_id, data from email_message where job_id = ${first?.id}`;
  expect(await row(app.em(), ledger)).toEqual({
    template: 'room-invitation',
    to_address: 'new@example.test',
    user_id: null,
    data: {
      displayName: '',
      inviterName: 'Ada <b>',
      roomName: 'Value',
      memberCount: 2,
      url: 'https://vibe.test/api/invitations/accept#token=secret',
    },
  });
  expect((await app.mail(second?.id ?? '')).data).toMatchObject({ roomDescription: 'Slow money', message: 'Come\nin' });
});

test('links that strangers write into an invitation do not become links', async () => {
  const send = createInvitationMailer(app.email, 'https://vibe.test');
  await transact(app.em(), (tx) =>
    send(tx, {
      email: 'stranger@example.test',
      token: 'secret',
      inviterName: 'Win at evil.com',
      roomName: 'www.evil.com',
      roomDescription: 'See evil.com/prize',
      memberCount: 1,
      message: 'Log in at https://evil.com',
    }),
  );
  const mail = await app.mail(app.offered.at(-1)?.id ?? '');
  expect(JSON.stringify(mail)).not.toContain('evil');
  expect(mail.data).toMatchObject({ inviterName: 'Someone', roomName: 'a room' });
});
