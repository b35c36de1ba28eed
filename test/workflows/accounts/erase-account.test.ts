import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pino from 'pino';
import { createErasureActivities } from '../../../activities/accounts/erasure.activities.ts';
import { createEmailActivities } from '../../../activities/email/email.activities.ts';
import { createJobActivities } from '../../../activities/jobs/jobs.activities.ts';
import { createAccountMailer } from '../../../src/composition/account-mails.ts';
import { eraseSteps } from '../../../src/composition/erase-steps.ts';
import { jobTypes } from '../../../src/composition/job-types.ts';
import { type AccountServices, createAccounts } from '../../../src/features/accounts/accounts.compose.ts';
import type { RequestedDeletion } from '../../../src/features/accounts/erasure/erasure.service.ts';
import { createFindImages } from '../../../src/features/files/attachments/images.reads.ts';
import { row } from '../../../src/platform/db/sql.ts';
import type { EraseStep } from '../../../src/platform/erasure/erase-step.ts';
import { isProblem } from '../../../src/platform/http/problem.ts';
import { cancelJob, retryJob } from '../../../src/platform/jobs/commands.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import { type JobRow, type StartableJob, workflowIdOf } from '../../../src/platform/jobs/job-row.ts';
import { createEmailFixture, type EmailFixture } from '../../support/email.ts';
import { tracesOf } from '../../support/traces.ts';
import { startTestWorkers, type TestWorkers } from '../../support/workers.ts';

let fixture: EmailFixture;
let accounts: AccountServices;
let workers: TestWorkers;
/** What a step of the test does; the others are the real ones. */
let extraStep: EraseStep['erase'] = async () => 0;
let extraWaits = async () => false;

const GRACE_MS = 1_000;
const PASSWORD = 'a password to remember';

/** Starts what is committed, as the launcher does. */
const launch = { offer: (job: StartableJob) => void workers.start(job), maxWaitMs: 60_000 };

beforeAll(async () => {
  fixture = await createEmailFixture();
  const config = {
    ...fixture.config,
    auth: { ...fixture.config.auth, cacheTtlMs: 0 },
    http: { ...fixture.config.http, answerTimeoutMs: GRACE_MS },
  };
  const logger = pino({ level: 'silent' });
  accounts = createAccounts({
    config,
    createEm: fixture.em,
    mailer: createAccountMailer(fixture.email, config.http.publicUrl),
    enqueue: createEnqueue(launch),
    images: createFindImages(config),
  });
  const steps: EraseStep[] = [
    ...eraseSteps,
    { name: 'test.extra', erase: (...page) => extraStep(...page), waits: () => extraWaits() },
  ];
  workers = await startTestWorkers({
    config,
    taskQueues: ['interactive', 'bulk'],
    activities: {
      ...createJobActivities({ em: fixture.em, jobTypes }),
      ...createEmailActivities({ em: fixture.em, mail: fixture.transport, config, logger }),
      ...createErasureActivities({ em: fixture.em, steps, logger }),
    },
  });
});

afterAll(async () => {
  await workers.stop();
  await fixture.close();
});

beforeEach(() => {
  fixture.smtp.reset();
  fixture.offered.length = 0;
  extraStep = async () => 0;
  extraWaits = async () => false;
});

let people = 0;
async function somebody(): Promise<{ id: string; email: string; displayName: string }> {
  people += 1;
  const [email, displayName] = [`gone${people}@b.test`, `Ottilie Verschwind${people}`];
  await accounts.signup.signUp(fixture.em(), { email, password: PASSWORD, displayName }, '192.0.2.1');
  const user = await row<{ id: string }>(fixture.em(), sql`select id from app_user where email = ${email}`);
  return { id: user?.id ?? '', email, displayName };
}

async function remove(userId: string): Promise<RequestedDeletion> {
  const principal = { kind: 'user', userId, role: 'user', sessionId: userId } as const;
  const requested = await accounts.erasure.request(fixture.em(), principal, userId, PASSWORD);
  if (isProblem(requested)) throw new Error(requested.detail);
  return requested;
}

/** Starts the mails that were written and not started yet. */
async function sendMails(): Promise<void> {
  for (const job of fixture.offered.splice(0)) await workers.start(job);
}

async function eventually(jobId: string, wanted: (now: JobRow) => boolean, withinMs = 30_000): Promise<JobRow> {
  const until = performance.now() + withinMs;
  for (;;) {
    const now = await fixture.job(jobId);
    if (wanted(now)) return now;
    if (performance.now() > until) throw new Error(`still ${now.status}: ${now.error_message}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const ended = (job: JobRow) => ['succeeded', 'failed', 'cancelled'].includes(job.status);
const receiptOf = async ({ token }: RequestedDeletion) => {
  const receipt = await accounts.erasure.receipt(fixture.em(), token);
  if (isProblem(receipt)) throw new Error(receipt.detail);
  return receipt;
};

test('an account is erased, its last mail sent and then emptied, and the receipt says so', async () => {
  const person = await somebody();
  await sendMails();
  const requested = await remove(person.id);
  await sendMails();
  expect(await eventually(requested.jobId, ended)).toMatchObject({ status: 'succeeded', result: null });
  // Whether the welcome or the farewell comes first is left to the mail server.
  const texts = fixture.smtp.received
    .filter(({ to }) => to.includes(person.email))
    .map(({ raw }) => raw.replaceAll('=\r\n', ''));
  expect(texts.filter((text) => text.includes(requested.token))).toHaveLength(1);
  const receipt = await receiptOf(requested);
  expect(receipt.status).toBe('completed');
  // Signed up, asked and gone; the welcome and the farewell.
  expect(receipt.counts).toMatchObject({ events: 2, 'email.messages': 2, 'email.cancelled': 0 });
  expect(receipt.completed_at?.getTime()).toBeGreaterThanOrEqual(receipt.requested_at.getTime() + GRACE_MS);
  const addresses = [person.email];
  expect(await tracesOf(fixture.em(), { ...person, addresses })).toEqual([]);
  const { events } = await workers.client.workflow.getHandle(`${requested.jobId}:1`).fetchHistory();
  expect(JSON.stringify(events)).not.toContain(person.id);
});

test('mails that wait are cancelled and never sent; a retry of one sends nothing', async () => {
  const person = await somebody();
  const [welcome] = fixture.offered.splice(0);
  if (!welcome) throw new Error('no welcome mail');
  const requested = await remove(person.id);
  await sendMails();
  await eventually(requested.jobId, ended);
  expect((await receiptOf(requested)).counts).toMatchObject({ 'email.cancelled': 1, 'email.messages': 2 });
  expect(await fixture.job(welcome.id)).toMatchObject({ status: 'cancelled', summary: 'welcome to a deleted user' });
  const retried = await retryJob(fixture.em(), jobTypes, welcome.id, launch);
  expect(await eventually(welcome.id, ended)).toMatchObject({ status: 'failed', generation: 2 });
  await workers.client.workflow
    .getHandle(workflowIdOf(retried as JobRow))
    .result()
    .catch(() => undefined);
  expect(fixture.smtp.received.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]?.trim())).toEqual([
    'Your account is being deleted',
  ]);
});

test('a farewell that the server refuses is emptied too', async () => {
  const person = await somebody();
  await sendMails();
  fixture.smtp.behave({ at: 'rcpt', reply: `550 5.1.1 <${person.email}> is unknown here` });
  const requested = await remove(person.id);
  await sendMails();
  expect(await eventually(requested.jobId, ended)).toMatchObject({ status: 'succeeded' });
  expect(await tracesOf(fixture.em(), { ...person, addresses: [person.email] })).toEqual([]);
});

test('while something of the person is under way the run waits on a timer, and the receipt stays open', async () => {
  const person = await somebody();
  await sendMails();
  let busy = true;
  extraWaits = async () => busy;
  const requested = await remove(person.id);
  await sendMails();
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await receiptOf(requested)).toMatchObject({ status: 'running', completed_at: null });
  busy = false;
  expect(await eventually(requested.jobId, ended)).toMatchObject({ status: 'succeeded' });
});

test('an erasure cancelled between two passes stops; a retry goes on where it stopped', async () => {
  const person = await somebody();
  await sendMails();
  extraWaits = async () => true;
  const requested = await remove(person.id);
  await sendMails();
  while ((await receiptOf(requested)).counts['test.extra'] === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(await cancelJob(fixture.em(), jobTypes, requested.jobId)).toBe('requested');
  await workers.client.workflow.getHandle(`${requested.jobId}:1`).cancel();
  await eventually(requested.jobId, (now) => now.status === 'cancelled');
  const half = await receiptOf(requested);
  expect(half.status).toBe('running');
  extraWaits = async () => false;
  const retried = await retryJob(fixture.em(), jobTypes, requested.jobId, launch);
  expect(retried).toMatchObject({ generation: 2 });
  expect(await eventually(requested.jobId, ended)).toMatchObject({ status: 'succeeded' });
  const whole = await receiptOf(requested);
  expect(whole.status).toBe('completed');
  expect(whole.counts.events).toBe(half.counts.events);
});

test('a step that fails is tried again by the engine, and shown meanwhile', async () => {
  const person = await somebody();
  await sendMails();
  let failures = 0;
  extraStep = async () => {
    failures += 1;
    if (failures <= 2) throw new Error('the table is locked');
    return 0;
  };
  const requested = await remove(person.id);
  await sendMails();
  const failing = await eventually(requested.jobId, (now) => now.error_code !== null);
  expect(failing).toMatchObject({ status: 'running', error_code: 'erase_step_failed' });
  expect(await eventually(requested.jobId, ended)).toMatchObject({ status: 'succeeded', error_code: null });
  expect((await receiptOf(requested)).counts['test.extra']).toBe(0);
});
