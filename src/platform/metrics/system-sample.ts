import { sql } from 'kysely';
import { type Em, row, run } from '../db/sql.ts';
import { transact } from '../db/transaction.ts';
import type { Family, Point } from './registry.ts';
import { labelsOf, type SampleFigures, seriesName } from './sample.ts';

/** The instance of samples that are of no process: what all of them share. */
export const SYSTEM_INSTANCE = '00000000-0000-0000-0000-000000000000';

/** A little less than the interval of samples: of two processes that come at almost the same time one has its turn. */
const TURN_S = 9;

/** What is shared, as values and as counts since the turn before. */
export interface SystemFigures {
  gauges: Record<string, readonly Point[]>;
  counters: Record<string, readonly Point[]>;
}

function bySeries(figures: Record<string, readonly Point[]>): Record<string, number> {
  const pairs = Object.entries(figures).flatMap(([name, points]) =>
    points.map(({ labels, value }) => [seriesName(name, labels), value] as const),
  );
  return Object.fromEntries(pairs);
}

/** @returns the time since when it is for this process to measure, null when another one has its turn */
export async function takeTurn(em: Em): Promise<{ since: Date; seconds: number } | null> {
  const turn = await row<{ since: Date; seconds: number }>(
    em,
    sql`update metric_probe set probed_at = now() where id and probed_at <= now() - make_interval(secs => ${TURN_S}::int)
        returning old.probed_at as since, extract(epoch from now() - old.probed_at)::float8 as seconds`,
  );
  return turn ?? null;
}

export async function writeSystemSample(em: Em, seconds: number, figures: SystemFigures): Promise<void> {
  const sample: SampleFigures = {
    seconds,
    cpu: 0,
    rssBytes: 0,
    heapBytes: 0,
    eventLoopP99Ms: 0,
    sockets: 0,
    requests: 0,
    errors: 0,
    latency: { first: 0, counts: [] },
    gauges: bySeries(figures.gauges),
    counters: bySeries(figures.counters),
    durations: {},
    slow: [],
  };
  await transact(em, async (tx) => {
    await run(
      tx,
      sql`insert into metric_sample (instance_id, figures) values (${SYSTEM_INSTANCE}, ${JSON.stringify(sample)}::jsonb)`,
    );
    await run(
      tx,
      sql`update metric_probe set totals = totals || (
            select coalesce(jsonb_object_agg(key, coalesce((totals ->> key)::float8, 0) + value::float8), '{}')
            from jsonb_each_text(${JSON.stringify(sample.counters)}::jsonb))`,
    );
  });
}

interface SystemSample {
  at: Date;
  figures: SampleFigures;
  /** Counts since the beginning of the history. */
  totals: Record<string, number>;
}

/** The newest of them, unless it is older than a minute. */
export async function readSystemSample(em: Em): Promise<SystemSample | null> {
  const found = await row<SystemSample>(
    em,
    sql`select s.at, s.figures, p.totals from metric_sample s, metric_probe p
        where s.instance_id = ${SYSTEM_INSTANCE} and s.at > now() - interval '1 minute' order by s.at desc limit 1`,
  );
  return found ?? null;
}

/** What is shared, as metrics of a process: every process shows the same, so dashboards take the greatest and not the sum. */
export function systemFamilies({ figures, totals }: SystemSample): Family[] {
  const of = (kind: 'gauge' | 'counter', series: Record<string, number>): Family[] => {
    const named = Object.entries(series).map(([name, value]) => ({ ...labelsOf(name), value }));
    return [...Map.groupBy(named, ({ name }) => name)].map(([name, points]) => ({
      name,
      help: 'Of the whole system; every process shows the same',
      kind,
      points: points.map(({ labels, value }) => ({ labels, value })),
    }));
  };
  return [...of('gauge', figures.gauges), ...of('counter', totals)];
}
