import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
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
    const statements = await recorder.during(async () => {
      const environment = fixture.environment();
      const pass = fixture.pass(job, { environment });
      setTimeout(() => environment.cancel(), 1_500);
      await pass.catch(() => undefined);
    });
    const claims = statements.filter((statement) => statement.text.includes('skip locked'));
    expect(claims.length).toBeGreaterThan(2);
    const plans = await explain(fixture.databaseUrl, [...claims.slice(0, 1), ...claims.slice(-1)]);
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
  const pages = statements.filter((statement) => statement.text.includes('skip locked')).length;
  const sent = statements.filter((statement) => statement.text.includes("status = 'sent', smtp_response")).length;
  expect(pages).toBeGreaterThan(5);
  expect(statements.length).toBeLessThan(4 * pages + 2 * sent + 20);
}, 60_000);
