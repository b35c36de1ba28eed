import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createCallResolution } from '../../../../src/features/community/calls/call-resolution.service.ts';
import { addAssets, notifyInbox } from '../../../support/market.ts';
import { recordStatements } from '../../../support/statement-log.ts';
import { createIngestFixture, type IngestFixture } from '../../market/ingest/support.ts';

const CALLS = 4_500;
const PAGE = 2_000;

const recorder = recordStatements();
let app: IngestFixture;
beforeAll(async () => {
  app = await createIngestFixture({ listener: createCallResolution({ notify: notifyInbox }) });
  await app.all(sql`create table test_inbox (user_id uuid, once_key text, kind text, data jsonb)`);
});
afterAll(() => app.close());

test('any number of calls that end at once are resolved page by page, each once, also against a later benchmark', async () => {
  const [asset, index] = await addAssets(app.em(), { CALLED: 100, INDEX: 5_000 });
  await app.all(sql`insert into post_call (post_id, author_id, asset_id, direction, horizon_hours, price, price_at,
      benchmark_asset_id, benchmark_price, benchmark_price_at, due_at)
    select uuidv7(), uuidv7(), ${asset?.id}, 'up', 1, 100, now() - interval '2 hours', ${index?.id}, 5000, now(),
      now() - interval '30 minutes' from generate_series(1, ${CALLS})`);
  const at = new Date().toISOString();
  const sent = await recorder.during(async () => {
    expect((await app.ingest(`symbol,at,price\nCALLED,${at},110`)).status).toBe(200);
    expect((await app.ingest(`symbol,at,price\nINDEX,${at},5100`)).status).toBe(200);
  });
  const counts = await app.all(sql`select count(*)::int as n, count(distinct post_id)::int as distinct from post_call
    where status = 'resolved' and round(change_percent::numeric, 6) = 10
      and round(benchmark_change_percent::numeric, 6) = 2`);
  expect(counts).toEqual([{ n: CALLS, distinct: CALLS }]);
  const told = await app.all(sql`select count(*)::int as n, count(distinct once_key)::int as distinct from test_inbox`);
  expect(told).toEqual([{ n: CALLS, distinct: CALLS }]);
  const lists = sent.flatMap(({ values }) => values.flatMap((value) => (Array.isArray(value) ? [value.length] : [])));
  expect(Math.max(...lists)).toBe(PAGE);
});
