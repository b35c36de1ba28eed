import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import type pg from 'pg';
import { evaluate } from '../../../src/features/monitoring/rules/evaluation.service.ts';
import {
  type Condition,
  INITIAL,
  reduceSeries,
  type SeriesState,
} from '../../../src/features/monitoring/rules/reducer.domain.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { PreparingClient } from '../../../src/platform/db/prepared-client.ts';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { createMonitoringFixture, type MonitoringFixture } from './support.ts';

/** Which statement of the process that dies is its last, from 1, and how many it has sent. */
const death = { at: 0, sent: 0 };

/** Loses its connection before that statement leaves, as when its process is killed. */
class DyingClient extends PreparingClient {
  constructor(options?: string | pg.ClientConfig) {
    super(options);
    const send = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      death.sent += 1;
      if (death.sent === death.at) (this.connection.stream as Socket).destroy();
      return send(...args);
    }) as typeof this.query;
  }
}

let fixture: MonitoringFixture;
let dying: Orm;
beforeAll(async () => {
  fixture = await createMonitoringFixture();
  const { db } = loadConfig({ DATABASE_URL: fixture.databaseUrl });
  dying = createOrm({ ...db, poolMax: 1 }, [], { Client: DyingClient });
});
afterAll(async () => {
  await dying.close(true);
  await fixture.close();
});

/** Seconds between two evaluations. No duration of a rule is near a multiple of it, so how fast the test runs does not matter. */
const STEP_S = 35;
const STEPS = 30;
const INSTANCES = 100;
/** Of one evaluation with its transaction, and some more, at which it survives. */
const STATEMENTS = 13;
const RULES: readonly Condition[] = [
  { comparison: 'above', threshold: 6, clearThreshold: 4, forSeconds: 0, cooldownSeconds: 0, noData: 'alert' },
  { comparison: 'above', threshold: 7, clearThreshold: 7, forSeconds: 50, cooldownSeconds: 0, noData: 'alert' },
  { comparison: 'below', threshold: 3, clearThreshold: 5, forSeconds: 20, cooldownSeconds: 90, noData: 'ignore' },
];

/** A value for each process at each evaluation; null is no data. */
const histories = fc.sample(
  fc.array(
    fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 10 }) }, { weight: 1, arbitrary: fc.constant(null) }),
    { minLength: STEPS, maxLength: STEPS },
  ),
  { numRuns: INSTANCES, seed: 15 },
);

/** What the reducer alone makes of it: `rule instance` → kinds of transitions, in order. */
function expectedTransitions(ids: readonly string[]): Map<string, string[]> {
  const expected = new Map<string, string[]>();
  for (const [index, rule] of RULES.entries()) {
    for (const [place, history] of histories.entries()) {
      let state: SeriesState | null = null;
      const kinds = history.flatMap((value, step) => {
        // Of a series that is not known, and of one of which nothing is wrong, nothing is missed.
        if (value === null && state === null) return [];
        const now = step * STEP_S * 1_000;
        const seen = value === null ? { kind: 'no_data' as const } : { kind: 'value' as const, value };
        const reduced = reduceSeries(rule, state ?? INITIAL, seen, now);
        const { status, blindSince, mutedUntil } = reduced.state;
        state = status === 'ok' && blindSince === null && (mutedUntil ?? 0) <= now ? null : reduced.state;
        return reduced.transition === null ? [] : [reduced.transition as string];
      });
      if (kinds.length > 0) expected.set(`${index} ${ids[place]}`, kinds);
    }
  }
  return expected;
}

async function passTime(): Promise<void> {
  await run(
    fixture.em(),
    sql`update monitor_state set since = since - make_interval(secs => ${STEP_S}::int),
          blind_since = blind_since - make_interval(secs => ${STEP_S}::int), muted_until = muted_until - make_interval(secs => ${STEP_S}::int)`,
  );
}

async function measure(ids: readonly string[], step: number): Promise<void> {
  const samples = ids.flatMap((id, place) => {
    const value = histories[place]?.[step] ?? null;
    const figures = {
      seconds: 10,
      counters: {},
      durations: {},
      slow: [],
      gauges: { vibe_cpu_utilization_ratio: value },
    };
    return value === null ? [] : [{ instance_id: id, figures }];
  });
  await run(fixture.em(), sql`delete from metric_sample`);
  await run(
    fixture.em(),
    sql`insert into metric_sample (instance_id, figures)
        select s.instance_id, s.figures from jsonb_to_recordset(${JSON.stringify(samples)}::jsonb) as s (instance_id uuid, figures jsonb)`,
  );
}

test('evaluations that race, one of them killed at each of its statements, make exactly what the reducer alone makes', async () => {
  const ids = (
    await rows<{ id: string }>(
      fixture.em(),
      sql`insert into instance (id, kind, host, pid) select uuidv7(), 'api', 'here', n from generate_series(1, ${INSTANCES}::int) n
          returning id`,
    )
  ).map(({ id }) => id);
  for (const [
    index,
    { threshold, clearThreshold, comparison, forSeconds, cooldownSeconds, noData },
  ] of RULES.entries()) {
    await run(
      fixture.em(),
      sql`insert into monitor_rule (name, metric, severity, comparison, threshold, clear_threshold, for_seconds, cooldown_seconds,
            window_seconds, minimum_events, no_data, enabled)
          values (${String(index)}, 'cpu_utilization', 'warning', ${comparison}, ${threshold}, ${clearThreshold}, ${forSeconds},
            ${cooldownSeconds}, 60, 0, ${noData}, true)`,
    );
  }
  const killedAt = new Set<number>();
  for (let step = 0; step < STEPS; step += 1) {
    await measure(ids, step);
    Object.assign(death, { at: 1 + (step % STATEMENTS), sent: 0 });
    const survive = () => evaluate(fixture.em(), ['webhook']);
    const [killed] = await Promise.allSettled([evaluate(dying.em.fork(), ['webhook']), survive(), survive()]);
    const died = death.sent >= death.at;
    expect(killed.status).toBe(died ? 'rejected' : 'fulfilled');
    if (died) killedAt.add(death.at);
    await passTime();
  }
  expect(killedAt.size).toBeGreaterThanOrEqual(6);

  const found = await rows<{ key: string; kinds: string[]; open: number }>(
    fixture.em(),
    sql`select a.rule_name || ' ' || (a.labels ->> 'instance') as key, array_agg(t.kind order by t.at, t.id) as kinds,
          count(*) filter (where a.ended_at is null)::int as open
        from monitor_alert a join monitor_transition t on t.alert_id = a.id group by 1`,
  );
  const expected = expectedTransitions(ids);
  expect(new Map(found.map(({ key, kinds }) => [key, kinds]))).toEqual(expected);
  expect([...expected.values()].flat().length).toBeGreaterThan(1_000);
  // A transition has one notice to be told, and a series one open alert.
  expect(found.filter(({ open }) => open > 1)).toEqual([]);
  const deliveries = await rows<{ count: number }>(
    fixture.em(),
    sql`select count(d.transition_id)::int as count from monitor_transition t left join monitor_delivery d on d.transition_id = t.id
        group by t.id having count(d.transition_id) <> 1`,
  );
  expect(deliveries).toEqual([]);
}, 120_000);
