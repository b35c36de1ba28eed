import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { dueInMs, finishBatch } from '../../../src/features/email/batch/batch.ledger.ts';
import { requeueFailed } from '../../../src/features/email/batch/batch.service.ts';
import { continueChange, MAILS_AT_ONCE } from '../../../src/features/email/batch/batch-changes.ts';
import { rows } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { cancelJob, retryJob } from '../../../src/platform/jobs/commands.ts';
import type { JobRow } from '../../../src/platform/jobs/job-row.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { settleRun } from '../../../src/platform/jobs/settle.ts';
import { type BatchFixture, createBatchFixture, testBatchJob } from '../../support/batch.ts';
import { limitRows } from '../../support/row-limit.ts';

/** Batches larger than one statement may change. */
const MAILS = 2 * MAILS_AT_ONCE + 2_000;
const types = new JobTypes([testBatchJob]);
let fixture: BatchFixture;
let job: JobRow;

beforeAll(async () => {
  fixture = await createBatchFixture();
  await limitRows(fixture.em(), 'email_message', MAILS_AT_ONCE + 500);
});

afterAll(async () => {
  await fixture.close();
});

const pending = () => rows(fixture.em(), sql`select from email_batch_change`);

/** What the loops of two workers do, at the same time. */
async function workOff(): Promise<number> {
  let pages = 0;
  const worker = async () => {
    while (await continueChange(fixture.em())) pages += 1;
  };
  await Promise.all([worker(), worker()]);
  return pages;
}

beforeEach(async () => {
  await fixture.execute(sql`delete from email_batch_change`);
  job = await fixture.enqueue(1);
  for (let done = 0; done < MAILS - 1; done += MAILS_AT_ONCE) {
    const number = Math.min(MAILS_AT_ONCE, MAILS - 1 - done);
    await fixture.execute(
      sql`insert into email_message (job_id, once_key, template, category, to_address, subject, data, priority)
          select ${job.id}, ${job.id} || ':more:' || n, 'activity', 'activity', 'm' || n || '@b.test', 'news', '{}', 'low'
          from generate_series(${done}::int, ${done + number - 1}::int) n`,
    );
  }
});

const all = (status: string) =>
  fixture.execute(sql`update email_message set status = ${status}, ended_at = now() where job_id = ${job.id}`);

test('one statement for all mails of such a batch exceeds the statement time-out', async () => {
  await expect(all('sent')).rejects.toMatchObject({ code: '57014' });
});

test('a job of any size is cancelled at once, and its mails follow page by page', async () => {
  expect(await cancelJob(fixture.em(), types, job.id)).toBe('cancelled');
  expect(await fixture.counts(job)).toMatchObject({ cancelled: MAILS_AT_ONCE, queued: MAILS - MAILS_AT_ONCE });
  expect(await workOff()).toBe(2);
  expect(await fixture.counts(job)).toMatchObject({ total: MAILS, cancelled: MAILS, uncertain: 0 });
  expect(await pending()).toHaveLength(0);
});

test('a run of any size fails with its error at every mail, and mails left in sending are counted', async () => {
  await fixture.execute(
    sql`update email_message set status = 'sending' where id in
          (select id from email_message where job_id = ${job.id} order by id desc limit 100)`,
  );
  const error = { code: 'timeout', message: 'swept' };
  expect(await settleRun(fixture.em(), types, { fence: fixture.fence(job), status: 'failed', error })).toBe(true);
  await workOff();
  expect(await fixture.counts(job)).toMatchObject({ failed: MAILS, uncertain: 100 });
  expect((await fixture.mails(job)).every((mail) => mail.error_code === 'timeout')).toBe(true);
});

test('a retry of any size answers at once, takes the place of what was under way, and sends all that was left', async () => {
  await cancelJob(fixture.em(), types, job.id);
  expect(await continueChange(fixture.em())).toBe(true);
  expect(await pending()).toHaveLength(1);
  const retried = await retryJob(fixture.em(), types, job.id, LEFT_TO_DISPATCHER);
  if (!retried) throw new Error('not retried');
  await workOff();
  expect(await fixture.counts(job)).toMatchObject({ queued: MAILS, cancelled: 0 });
  expect((await fixture.job(job.id)).status).toBe('queued');
});

test('no run ends the job while a retry still goes page by page, and mails that fail meanwhile stay failed', async () => {
  const fence = fixture.fence(job);
  for (let page = 0; page < 3; page += 1) {
    await fixture.execute(
      sql`update email_message set status = 'failed', ended_at = now(), attempts = 15 where id in
            (select id from email_message where job_id = ${job.id} and status = 'queued' limit ${MAILS_AT_ONCE})`,
    );
  }
  expect(await transact(fixture.em(), (tx) => requeueFailed(tx, job.id))).toBe(MAILS);
  expect(await fixture.counts(job)).toMatchObject({ queued: MAILS_AT_ONCE, failed: MAILS - MAILS_AT_ONCE });
  // A run sends what it sees, and one of the others fails once more after the request.
  await fixture.execute(sql`update email_message set status = 'sent' where job_id = ${job.id} and status = 'queued'`);
  await fixture.execute(
    sql`update email_message set ended_at = now() + interval '1 minute' where id in
          (select id from email_message where job_id = ${job.id} order by id desc limit 1)`,
  );
  expect(await dueInMs(fixture.em(), job.id)).toBe(0);
  expect(await finishBatch(fixture.em(), fence)).toBe('open');
  await workOff();
  expect(await fixture.counts(job)).toMatchObject({
    sent: MAILS_AT_ONCE,
    queued: MAILS - MAILS_AT_ONCE - 1,
    failed: 1,
  });
  await fixture.execute(sql`update email_message set status = 'sent' where job_id = ${job.id} and status = 'queued' and ctid in
    (select ctid from email_message where job_id = ${job.id} and status = 'queued' limit ${MAILS_AT_ONCE})`);
  await fixture.execute(sql`update email_message set status = 'sent' where job_id = ${job.id} and status = 'queued'`);
  expect(await finishBatch(fixture.em(), fence)).toBe('done');
});

test('a page that is lost before its commit is changed once', async () => {
  await cancelJob(fixture.em(), types, job.id);
  const lost = transact(fixture.em(), async (tx) => {
    expect(await continueChange(tx)).toBe(true);
    throw new Error('killed');
  });
  await expect(lost).rejects.toThrow('killed');
  expect(await fixture.counts(job)).toMatchObject({ cancelled: MAILS_AT_ONCE });
  expect(await workOff()).toBe(2);
  expect(await fixture.counts(job)).toMatchObject({ cancelled: MAILS });
});
