import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { emailStats, listMessages, mailsToUser, type StatsFilter } from '../../../src/features/email/email.queries.ts';
import { createEmailFixture, type EmailFixture } from '../../support/email.ts';
import { explain, type Plan } from '../../support/explain.ts';
import { recordStatements } from '../../support/statement-log.ts';

/** What reading the ledger costs when it is long. */

const MAILS = 90_000;
const CAMPAIGN = '01990000-0000-7000-8000-00000000000a';
const CAMPAIGN_MAILS = 5_000;
const USER = '01990000-0000-7000-8000-000000000001';

const recorder = recordStatements();
let fixture: EmailFixture;
beforeAll(async () => {
  fixture = await createEmailFixture();
  // A year of mails of their own, two digests in bulk, and a campaign that took a day.
  await fixture.execute(
    sql`insert into email_message (job_id, template, category, to_address, user_id, subject, data, status, created_at, sent_at)
        select uuidv7(), (array['welcome', 'price-alert', 'password-reset'])[1 + n % 3], 'account', 'a' || n % 9000 || '@b.test',
          case when n % 3000 = 0 then ${USER}::uuid else gen_random_uuid() end, 'A subject', '{}',
          case when n % 50 = 0 then 'queued' else 'sent' end, at, at + interval '1 second'
        from (select n, '2025-01-01T00:00:00Z'::timestamptz + n * interval '350 seconds' as at
          from generate_series(1, ${MAILS}) n) mail`,
  );
  for (const [job, count] of [
    ['01990000-0000-7000-8000-00000000000b', 5_000] as const,
    [CAMPAIGN, CAMPAIGN_MAILS] as const,
  ]) {
    await fixture.execute(
      sql`insert into email_message (job_id, once_key, template, category, to_address, user_id, subject, data, status, created_at,
            sent_at)
          select ${job}::uuid, ${job} || ':' || n, 'weekly-digest', 'weekly_digest', 'a' || n || '@b.test', gen_random_uuid(),
            'A subject', '{}', 'sent', at, at + interval '1 minute'
          from (select n, '2025-06-02T00:00:00Z'::timestamptz + n * interval '10 seconds' as at
            from generate_series(1, ${count}) n) mail`,
    );
  }
  await fixture.execute(sql`analyze email_message`);
});
afterAll(async () => {
  await fixture.close();
});

async function planOf(ask: () => Promise<unknown>): Promise<Plan> {
  const [plan, ...others] = await explain(fixture.config.db.url, await recorder.during(ask));
  expect(others).toEqual([]);
  return plan as Plan;
}

const period = (from: string, to: string, filter: Partial<StatsFilter> = {}): StatsFilter => ({
  from: new Date(from),
  to: new Date(to),
  interval: 'day',
  timeZone: 'UTC',
  template: undefined,
  campaignId: undefined,
  ...filter,
});
const indexesOf = (plan: Plan) => plan.nodes.flatMap((node) => node['Index Name'] ?? []);
/** A week of mails of their own. */
const WEEK = Math.ceil((7 * 86_400) / 350) + 1;

test.each([
  ['a period', {}],
  ['a template in a period', { template: 'price-alert' as const }],
])('figures of %s read that period once', async (_what, filter) => {
  const plan = await planOf(() =>
    emailStats(fixture.em(), period('2025-03-03T00:00:00Z', '2025-03-10T00:00:00Z', filter)),
  );
  expect(plan.seqScans).toEqual([]);
  expect(indexesOf(plan)).toEqual(['email_message_created_at_index']);
  expect(plan.rows).toBeLessThanOrEqual(2 * WEEK);
});

test('figures of a campaign read the mails of that campaign', async () => {
  const whole = period('2025-06-01T00:00:00Z', '2026-01-01T00:00:00Z', { campaignId: CAMPAIGN });
  const plan = await planOf(() => emailStats(fixture.em(), whole));
  expect(plan.seqScans).toEqual([]);
  expect(indexesOf(plan)).toEqual(['email_message_batch_index']);
  expect(plan.rows).toBeLessThanOrEqual(2 * CAMPAIGN_MAILS);
});

test.each([
  ['of a campaign', 'email_message_batch_index', { campaignId: CAMPAIGN }],
  ['that failed', 'email_message_failed_index', { status: 'failed' as const }],
])('a page of mails %s reads an index', async (_what, index, filter) => {
  const none = { status: undefined, template: undefined, campaignId: undefined, userId: undefined, address: undefined };
  const plan = await planOf(() => listMessages(fixture.em(), { ...none, before: undefined, limit: 21, ...filter }));
  expect(indexesOf(plan)).toEqual([index]);
  expect(plan.rows).toBeLessThanOrEqual(21);
});

test('a page of the mails to a person reads no more than that page', async () => {
  const plan = await planOf(() => mailsToUser(fixture.em(), { userId: USER, before: undefined, limit: 11 }));
  expect(indexesOf(plan)).toEqual(['email_message_user_id_index']);
  expect(plan.rows).toBeLessThanOrEqual(11);
});
