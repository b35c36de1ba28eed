import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RawBuilder, sql } from 'kysely';
import { run } from '../../../../src/platform/db/sql.ts';
import { explain } from '../../../support/explain.ts';
import { createJobsFixture, type JobsFixture } from '../../../support/jobs.ts';
import { recordStatements } from '../../../support/statement-log.ts';
import { catchUp } from '../catch-up.ts';

/** What a pass costs beside many events that are counted already. Those of an import all have one transaction, 0. */

const EVENTS = 100_000;

const recorder = recordStatements();
let db: JobsFixture;
beforeAll(async () => {
  db = await createJobsFixture({ statementTimeoutMs: 120_000 });
});
afterAll(() => db.close());

/** @param txid of the n-th event */
async function fill(txid: RawBuilder<unknown>): Promise<void> {
  await run(
    db.em(),
    sql`insert into event (id, name, occurred_at, source, txid)
        select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 19))::uuid,
          'page.viewed', at, 'client', ${txid}
        from (select n, now() - interval '7 days' + n * interval '7 days' / ${EVENTS}::int as at
          from generate_series(1, ${EVENTS}::int) n) event`,
  );
  await run(db.em(), sql`vacuum analyze event`);
  await catchUp(db.em);
}

test.each([
  ['an import has filled', sql`0`],
  ['others have counted', sql`1 + n / 1000`],
])('a pass reads its own events, and not the days that %s', async (_whom, txid) => {
  await fill(txid);
  await run(db.em(), sql`insert into event (name) select 'post.liked' from generate_series(1, 100)`);
  const sent = await recorder.during(() => catchUp(db.em));
  const counting = sent.filter(({ text }) => text.includes('with fresh as')).slice(-1);
  expect(counting).toHaveLength(1);
  // What the pass sets for its transaction, for the whole session.
  const setting = sent.find(({ text }) => text.includes('set_config'))?.text.replaceAll('true', 'false');
  const [plan] = await explain(db.url, counting, setting);
  const days = plan?.nodes.filter((node) => node['Relation Name']?.startsWith('event_20')) ?? [];
  expect(days.length).toBeGreaterThan(7);
  // The pages of a day that its index does not sum up are read too. All pages are 1,300 and more.
  expect(days.reduce((pages, day) => pages + day['Shared Hit Blocks'] + day['Shared Read Blocks'], 0)).toBeLessThan(
    200,
  );
});
