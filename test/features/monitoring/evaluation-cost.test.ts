import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { evaluate } from '../../../src/features/monitoring/rules/evaluation.service.ts';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { recordStatements } from '../../support/statement-log.ts';
import { createMonitoringFixture, type MonitoringFixture } from './support.ts';

const recorder = recordStatements();
let fixture: MonitoringFixture;
beforeAll(async () => {
  fixture = await createMonitoringFixture();
});
afterAll(() => fixture.close());

const RULES = 1_000;
const SERIES = 20;
/** Of one look, whatever it finds. */
const MAX_STATEMENTS = 10;

/** What each of the processes is like from now on. */
async function measure(cpu: number): Promise<void> {
  const figures = {
    seconds: 10,
    sockets: 0,
    requests: 0,
    errors: 0,
    latency: { first: 0, counts: [] },
    counters: {},
    durations: {},
    gauges: { vibe_cpu_utilization_ratio: cpu },
    slow: [],
  };
  await run(fixture.em(), sql`delete from metric_sample`);
  await run(
    fixture.em(),
    sql`insert into metric_sample (instance_id, figures) select id, ${JSON.stringify(figures)}::jsonb from instance`,
  );
}

const countOf = async (table: string) =>
  (await rows<{ count: number }>(fixture.em(), sql`select count(*)::int as count from ${sql.table(table)}`))[0]?.count;

test('a look at 1,000 rules of 20 series takes ten statements at most: when all fire, when nothing changes, when all end', async () => {
  await run(
    fixture.em(),
    sql`insert into instance (id, kind, host, pid) select uuidv7(), 'api', 'here', n from generate_series(1, ${SERIES}::int) n`,
  );
  await run(
    fixture.em(),
    sql`insert into monitor_rule (name, metric, severity, comparison, threshold, clear_threshold, for_seconds, cooldown_seconds,
          window_seconds, minimum_events, no_data, enabled)
        select 'Rule ' || n, 'cpu_utilization', 'warning', 'above', 0.5, 0.5, 0, 0, 60, 0, 'ignore', true
        from generate_series(1, ${RULES}::int) n`,
  );
  for (const [cpu, opened, ended] of [
    [0.9, RULES * SERIES, 0],
    [0.9, 0, 0],
    [0.1, 0, RULES * SERIES],
  ] as const) {
    await measure(cpu);
    const looked: unknown[] = [];
    const statements = await recorder.during(async () => looked.push(await evaluate(fixture.em(), ['webhook'])));
    expect({ looked, few: statements.length <= MAX_STATEMENTS }).toEqual({ looked: [{ opened, ended }], few: true });
  }
  expect([await countOf('monitor_alert'), await countOf('monitor_delivery')]).toEqual([20_000, 40_000]);
}, 300_000);
