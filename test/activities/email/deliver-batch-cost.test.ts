import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { claimPage } from '../../../src/features/email/batch/batch.ledger.ts';
import { rows } from '../../../src/platform/db/sql.ts';
import { type BatchFixture, createBatchFixture } from '../../support/batch.ts';
import { explain } from '../../support/explain.ts';
import { recordStatements, type StatementRecorder } from '../../support/statement-log.ts';

let fixture: BatchFixture;
let recorder: StatementRecorder;

beforeAll(async () => {
  recorder = recordStatements();
  fixture = await createBatchFixture();
});

afterAll(async () => {
  await fixture.close();
});

test.each([false, true])(
  'a page reads its own rows only, wherever in the batch it is (statistics: %p)',
  async (known) => {
    await fixture.execute(sql`delete from email_message`);
    await fixture.enqueue(20_000, { domain: 'other.test' });
    const job = await fixture.enqueue(20_000);
    if (known) await fixture.execute(sql`analyze email_message`);
    const claims = await recorder.during(async () => {
      for (const place of [0, 10_000, 19_700]) {
        const ids = await rows<{ id: string }>(
          fixture.em(),
          sql`select id from email_message where job_id = ${job.id} order by id offset ${place} limit 1`,
        );
        const options = { after: ids[0]?.id ?? null, limit: 250, leaseMs: 60_000 };
        expect(await claimPage(fixture.em(), { fence: fixture.fence(job), holder: 'me' }, options)).toHaveLength(250);
      }
    });
    const pages = claims.filter((statement) => statement.text.includes('skip locked'));
    expect(pages).toHaveLength(3);
    const plans = await explain(fixture.databaseUrl, pages);
    for (const plan of plans) {
      expect(plan.seqScans).not.toContain('email_message');
      expect(plan.nodes.map((node) => node['Index Name'])).toContain('email_message_batch_index');
      // All steps of the plan together, for at most 250 rows of 20,000.
      expect(plan.rows).toBeLessThan(5_000);
    }
  },
  60_000,
);

test('a page of any length costs the same few statements', async () => {
  const job = await fixture.enqueue(2_000);
  const statements = await recorder.during(() => fixture.pass(job));
  // The watch looks at the batch by time, not by page.
  const ofPages = statements.filter(({ text }) => !/paused_at is not null as paused|set progress_done/.test(text));
  const pages = ofPages.filter((statement) => statement.text.includes('skip locked')).length;
  const sent = ofPages.filter((statement) => statement.text.includes("status = 'sent', smtp_response")).length;
  expect(pages).toBeGreaterThan(5);
  expect(ofPages.length).toBeLessThan(4 * pages + 2 * sent + 20);
}, 60_000);
