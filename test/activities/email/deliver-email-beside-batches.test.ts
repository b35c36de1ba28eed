import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pino from 'pino';
import { createEmailActivities } from '../../../activities/email/email.activities.ts';
import { createEmailService } from '../../../src/features/email/email.service.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { SLOTS } from '../../../src/platform/jobs/task-queues.contract.ts';
import { type BatchFixture, createBatchFixture } from '../../support/batch.ts';

/** Of the fixture's pool. */
const CONNECTIONS = 4;
const MAILS_PER_PASS = 20;

let fixture: BatchFixture;
beforeAll(async () => {
  fixture = await createBatchFixture();
});
afterAll(() => fixture.close());

test('a password reset does not queue behind the passes that fill every slot', async () => {
  fixture.smtp.delayMs = 50;
  const jobs = await Promise.all(
    Array.from({ length: SLOTS.bulk }, (_, n) => fixture.enqueue(MAILS_PER_PASS, { domain: `pass${n}.test` })),
  );
  const passes = jobs.map((job) => fixture.pass(job, { timing: { deadlineMs: 60_000, leaseMs: 120_000 } }));
  // By then each pass has given as many mails to the pool as it may.
  while (fixture.smtp.received.length < 5 * CONNECTIONS) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(fixture.smtp.open()).toBe(CONNECTIONS - 1);

  const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
  const email = createEmailService({ config: fixture.config, enqueue, findRecipient: async () => null });
  const job = await transact(fixture.em(), (tx) =>
    email.sendTemplate(tx, {
      template: 'password-reset',
      to: { address: 'locked-out@b.test', name: 'Ada', userId: null },
      data: { displayName: 'Ada', resetUrl: 'https://vibe.test/reset#token=secret', expiresInMinutes: 30 },
      priority: 'critical',
      requestedBy: null,
    }),
  );
  let handedOverAt = Number.NaN;
  const { deliverEmail } = createEmailActivities({
    em: fixture.em,
    mail: {
      send: (mail, options) => {
        handedOverAt = fixture.smtp.received.length;
        return fixture.transport.send(mail, options);
      },
      close: () => fixture.transport.close(),
    },
    config: fixture.config,
    logger: pino({ level: 'silent' }),
  });
  await fixture.environment().run(deliverEmail, {
    fence: fixture.fence(job),
    retry: { initialIntervalMs: 200, maximumIntervalMs: 1_000, maximumAttempts: 3 },
    timing: { deadlineMs: 20_000, leaseMs: 30_000, attemptTimeoutMs: 60_000 },
  });
  const place = fixture.smtp.received.findIndex(({ to }) => to === 'locked-out@b.test');
  const all = SLOTS.bulk * MAILS_PER_PASS;
  // Hundreds wait for a connection; only those that have one may arrive before it.
  expect(handedOverAt).toBeLessThan(all - 2 * CONNECTIONS * SLOTS.bulk);
  expect(place - handedOverAt).toBeGreaterThanOrEqual(0);
  expect(place - handedOverAt).toBeLessThan(2 * CONNECTIONS);
  expect(fixture.smtp.received[place]?.connection).toBe(CONNECTIONS);
  expect(await Promise.all(passes)).toEqual(jobs.map(() => ({ state: 'done' })));
  expect(fixture.smtp.received).toHaveLength(all + 1);
}, 120_000);
