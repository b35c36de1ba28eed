import { sql } from 'kysely';
import { createAccountMailer } from '../../../src/composition/account-mails.ts';
import { type AccountServices, createAccounts } from '../../../src/features/accounts/accounts.compose.ts';
import { createEmailService } from '../../../src/features/email/email.service.ts';
import { createFindImages } from '../../../src/features/files/attachments/images.reads.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { isProblem } from '../../../src/platform/http/problem.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { type AccountsFixture, createAccountsFixture, PASSWORD } from './support.ts';

let app: AccountsFixture;
let mailing: AccountServices;
beforeAll(async () => {
  app = await createAccountsFixture();
  const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
  const email = createEmailService({ config: app.config, enqueue, findRecipient: async () => null });
  mailing = createAccounts({
    config: app.config,
    createEm: app.em,
    mailer: createAccountMailer(email, app.config.http.publicUrl),
    enqueue,
    images: createFindImages(app.config),
  });
});
afterAll(() => app.close());

interface Mail {
  template: string;
  to_address: string;
  user_id: string | null;
  requested_by: string | null;
  data: { verifyUrl?: string; resetUrl?: string; receiptUrl?: string; receiptToken?: string; displayName: string };
}

const mailsTo = (address: string) =>
  app.all<Mail>(sql`select m.template, m.to_address, m.user_id, m.data, j.requested_by
    from email_message m join job j on j.id = m.job_id where m.to_address = ${address} order by m.id`);

const tokenOf = (link: string | undefined) => new URL(link as string).hash.slice('#token='.length);
const signUp = (email: string) =>
  mailing.signup.signUp(app.em(), { email, password: PASSWORD, displayName: 'Ada' }, '192.0.2.1');
const idOf = async (email: string) =>
  (await app.one<{ id: string }>(sql`select id from app_user where email = ${email}`)).id;

test('a sign-up enqueues a welcome that its user finds among their jobs and whose link verifies', async () => {
  expect(await signUp('ada@example.test')).toBeNull();
  const id = await idOf('ada@example.test');
  const [mail] = await mailsTo('ada@example.test');
  expect(mail).toMatchObject({ template: 'welcome', user_id: id, requested_by: id });
  // Whoever typed the address may be a stranger to it, and so the name is not said.
  expect(mail?.data.displayName).toBe('');
  expect(mail?.data.verifyUrl).toMatch(new RegExp(`^${app.config.http.publicUrl}/api/auth/verify-email#token=`));
  expect(await mailing.verification.verify(app.em(), tokenOf(mail?.data.verifyUrl))).toBeNull();
});

test('the mail commits with what it is about, or not at all', async () => {
  const lost = transact(app.em(), async (tx) => {
    await mailing.signup.signUp(
      tx,
      { email: 'lost@example.test', password: PASSWORD, displayName: 'Ada' },
      '192.0.2.1',
    );
    throw new Error('the connection is lost');
  });
  await expect(lost).rejects.toThrow('the connection is lost');
  expect(await mailsTo('lost@example.test')).toEqual([]);
  expect(await app.all(sql`select id from app_user where email = 'lost@example.test'`)).toEqual([]);
});

test('a reset’s link resets; a second sign-up tells the owner, with a link that resets too', async () => {
  await signUp('bob@example.test');
  await app.all(sql`update app_user set created_at = now() - interval '1 hour' where email = 'bob@example.test'`);
  await mailing.passwordReset.request(app.em(), 'bob@example.test', '192.0.2.1');
  const [, reset] = await mailsTo('bob@example.test');
  expect(await mailing.passwordReset.confirm(app.em(), tokenOf(reset?.data.resetUrl), 'first new password')).toBeNull();
  await signUp('bob@example.test');
  const exists = (await mailsTo('bob@example.test')).at(-1);
  expect(exists).toMatchObject({ template: 'account-exists', requested_by: await idOf('bob@example.test') });
  expect(
    await mailing.passwordReset.confirm(app.em(), tokenOf(exists?.data.resetUrl), 'second new password'),
  ).toBeNull();
});

test('a caller who asks for a change of address finds no trace of the mail, whether or not the address was free', async () => {
  await signUp('eve@example.test');
  const id = await idOf('eve@example.test');
  const principal = { kind: 'user', userId: id, role: 'user', sessionId: id } as const;
  for (const email of ['free@example.test', 'ada@example.test']) {
    const change = { email, currentPassword: PASSWORD };
    await mailing.users.update(app.em(), principal, id, change);
  }
  expect((await mailsTo('free@example.test')).at(-1)).toMatchObject({ template: 'email-verification', user_id: null });
  expect((await mailsTo('ada@example.test')).at(-1)?.template).toBe('account-exists');
  const own = await app.all(sql`select id from job where requested_by = ${id}`);
  const addressed = await app.all(sql`select id from email_message where user_id = ${id}`);
  expect([own.length, addressed.length]).toEqual([1, 1]);
  // Only the deletion of the account finds it.
  const about = await app.all(sql`select to_address from email_message where about_user_ids @> array[${id}::uuid]`);
  expect(about).toEqual([{ to_address: 'free@example.test' }]);
});

test('the last mail of an account belongs to it, and its job to no user', async () => {
  await signUp('leaving@example.test');
  const id = await idOf('leaving@example.test');
  await app.all(sql`update app_user set email_verified_at = now() where id = ${id}`);
  const principal = { kind: 'user', userId: id, role: 'user', sessionId: id } as const;
  const requested = await mailing.erasure.request(app.em(), principal, id, PASSWORD);
  if (isProblem(requested)) throw new Error(requested.detail);
  const mail = (await mailsTo('leaving@example.test')).at(-1);
  expect(mail).toMatchObject({ template: 'account-deleted', user_id: id, requested_by: null });
  expect(mail?.data).toEqual({
    displayName: 'Ada',
    receiptToken: requested.token,
    receiptUrl: `${app.config.http.publicUrl}/api/account-deletions/${requested.token}`,
  });
});
