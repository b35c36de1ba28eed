import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { entities } from '../../src/composition/entities.ts';
import { evaluate } from '../../src/features/monitoring/rules/evaluation.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { type Em, run } from '../../src/platform/db/sql.ts';
import { createDatabase } from '../../test/support/database.ts';
import { recordStatements } from '../../test/support/statement-log.ts';
import { type Figure, figure, median } from '../support/figures.ts';
import { startPrometheus } from './prometheus.ts';

/** A look at 1,000 rules of 20 series each; beside it Prometheus with the same rules over the same series. */

const RULES = 1_000;
const SERIES = 20;
/** In the longest window of these rules, as each process writes them. */
const SAMPLES = 6;
/** Rules whose series all change with each look, in the second measurement. */
const CHANGING = 10;
const STATEMENTS_BAR = 10;
/** Of which each process has a series. */
const METRICS = ['cpu_utilization', 'event_loop_delay_p99', 'event_loop_delay_max', 'event_loop_utilization'] as const;
const SERIES_NAMES = [
  'vibe_cpu_utilization_ratio',
  'nodejs_eventloop_delay_p99_seconds',
  'nodejs_eventloop_delay_max_seconds',
  'nodejs_eventloop_utilization_ratio',
];
const LOW = 0.1;
const HIGH = 0.8;
const HIGHEST = 0.95;

/** As large as the sample of an API. */
function sampleOf(value: number): object {
  const series = (count: number, name: string) => Array.from({ length: count }, (_, n) => `${name}_${n}{label="${n}"}`);
  const buckets = { first: 40, counts: Array.from({ length: 30 }, (_, n) => n) };
  return {
    seconds: 10,
    sockets: 0,
    requests: 100,
    errors: 0,
    latency: buckets,
    gauges: Object.fromEntries([...SERIES_NAMES, ...series(40, 'gauge')].map((name) => [name, value])),
    counters: Object.fromEntries(series(30, 'counter').map((name) => [name, 7])),
    durations: Object.fromEntries(series(10, 'durations').map((name) => [name, buckets])),
    slow: [],
  };
}

async function fill(em: Em): Promise<void> {
  await run(
    em,
    sql`insert into instance (id, kind, host, pid) select uuidv7(), 'api', 'here', n from generate_series(1, ${SERIES}::int) n`,
  );
  await run(
    em,
    sql`insert into monitor_rule (name, metric, severity, comparison, threshold, clear_threshold, for_seconds, cooldown_seconds,
          window_seconds, minimum_events, no_data, enabled)
        select 'Rule ' || n, (${[...METRICS]}::text[])[1 + n % ${METRICS.length}::int], 'warning', 'above', t, t, 0, 0, 60, 0, 'ignore', true
        from (select n, case when n <= ${CHANGING}::int then ${HIGH + 0.05}::float8 else 0.5 end as t
              from generate_series(1, ${RULES}::int) n) rules`,
  );
}

/** What all processes are like from now on. */
async function measure(em: Em, value: number): Promise<void> {
  await run(em, sql`delete from metric_sample`);
  await run(
    em,
    sql`insert into metric_sample (instance_id, at, figures)
        select i.id, now() - make_interval(secs => n * 9), ${JSON.stringify(sampleOf(value))}::jsonb
        from instance i, generate_series(0, ${SAMPLES - 1}::int) n`,
  );
}

/** Seconds that Prometheus takes for the same rules, from its own figures. */
async function prometheusSeconds(rounds: number): Promise<number> {
  const lines = (value: number) =>
    METRICS.flatMap((metric) => Array.from({ length: SERIES }, (_, n) => `${metric}{instance="${n}"} ${value}`));
  const target = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4').end(`${lines(HIGH).join('\n')}\n`);
  }).listen(0, '127.0.0.1');
  await once(target, 'listening');
  const prometheus = await startPrometheus(
    {
      global: { scrape_interval: '2s', evaluation_interval: '2s' },
      scrape_configs: [
        {
          job_name: 'bench',
          honor_labels: true,
          static_configs: [{ targets: [`127.0.0.1:${(target.address() as AddressInfo).port}`] }],
        },
      ],
    },
    Array.from({ length: RULES }, (_, n) => ({
      alert: `Rule ${n}`,
      expr: `${METRICS[n % METRICS.length]} > ${n < CHANGING ? HIGH + 0.05 : 0.5}`,
    })),
  );
  try {
    // Until all of them fire.
    await delay(10_000);
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const text = await (await fetch(`${prometheus.url}/metrics`)).text();
      seconds.push(Number(/^prometheus_rule_group_last_duration_seconds\{.*\} (\S+)$/m.exec(text)?.[1]));
      await delay(2_000);
    }
    return median(seconds);
  } finally {
    await prometheus.stop();
    target.close();
  }
}

export async function benchRules(rounds: number): Promise<Figure[]> {
  const recorder = recordStatements();
  const database = await createDatabase();
  const orm = createOrm(loadConfig({ DATABASE_URL: database.url }).db, entities);
  const em = () => orm.em.fork();

  async function look(value: number) {
    await measure(em(), value);
    let changes = { opened: 0, ended: 0 };
    let ms = 0;
    const statements = await recorder.during(async () => {
      const begin = performance.now();
      changes = await evaluate(em(), ['webhook']);
      ms = performance.now() - begin;
    });
    return { ms, statements: statements.length, ...changes };
  }

  /** @param changes that each look must make: a look that sees nothing would be fast */
  async function looks(values: readonly number[], changes: number) {
    const made: Awaited<ReturnType<typeof look>>[] = [];
    for (let round = 0; round < rounds; round += 1) made.push(await look(values[round % values.length] as number));
    const wrong = made.find(({ opened, ended }) => opened + ended !== changes);
    if (wrong) throw new Error(`a look made ${wrong.opened + wrong.ended} changes, not ${changes}`);
    return { ms: median(made.map(({ ms }) => ms)), statements: Math.max(...made.map(({ statements }) => statements)) };
  }

  try {
    await fill(em());
    const all = (RULES - CHANGING) * SERIES;
    const first = await look(HIGH);
    if (first.opened !== all) throw new Error(`${first.opened} alerts fired, not ${all}`);
    await run(em(), sql`vacuum analyze`);
    const steady = await looks([HIGH], 0);
    const changing = await looks([HIGHEST, HIGH], CHANGING * SERIES);
    const last = await look(LOW);
    if (last.opened + last.ended < all) throw new Error(`${last.ended} alerts ended, not ${all}`);
    await look(LOW);
    const quiet = await looks([LOW], 0);
    const prometheus = (await prometheusSeconds(rounds)) * 1_000;
    return [
      figure('rules: a look at 1,000 × 20 series, none fires', 'ms', quiet.ms, prometheus, rounds),
      figure('rules: a look at 1,000 × 20 series, all fire', 'ms', steady.ms, prometheus, rounds),
      figure('rules: a look at 1,000 × 20 series, 200 change', 'ms', changing.ms, prometheus, rounds),
      figure('rules: a look at which 19,800 begin', 'ms', first.ms, prometheus, 1),
      figure('rules: a look at which 19,800 end', 'ms', last.ms, prometheus, 1),
      figure(
        'rules: statements of a look, at most',
        'count',
        Math.max(first.statements, steady.statements, changing.statements, last.statements, quiet.statements),
        STATEMENTS_BAR,
        rounds,
      ),
    ];
  } finally {
    await orm.close(true);
    await database.drop();
  }
}
