import { Histogram } from '../../../platform/metrics/histogram.ts';
import type { Labels } from '../../../platform/metrics/registry.ts';
import { labelsOf, type SampleFigures, seriesName } from '../../../platform/metrics/sample.ts';
import { METRICS, type MetricDefinition, type MetricName, type Pick } from '../metric-catalogue.domain.ts';

export interface InstanceSample {
  instanceId: string;
  at: Date;
  figures: SampleFigures;
}

/** The value of one series. */
export interface SeriesValue {
  labels: Labels;
  value: number | null;
  /** Events that a ratio or a percentile is made of: too few say nothing. Null for other kinds of values. */
  events: number | null;
}

const parsed = new Map<string, ReturnType<typeof labelsOf>>();
const MAX_PARSED = 5_000;

/** Parses the name of a series. Cached, since the same names come with every sample. */
function parse(series: string): ReturnType<typeof labelsOf> {
  let known = parsed.get(series);
  if (known === undefined) {
    known = labelsOf(series);
    if (parsed.size < MAX_PARSED) parsed.set(series, known);
  }
  return known;
}

const EMPTY: Readonly<Record<string, never>> = {};

function gaugesOf({ sockets, gauges }: SampleFigures): Readonly<Record<string, number>> {
  return { ...gauges, sockets };
}
function countersOf({ requests, errors, counters }: SampleFigures): Readonly<Record<string, number>> {
  return { ...counters, http_requests: requests, http_errors: errors };
}

/** The values of a sample that belong to the picked series. */
function* picked<T>(
  values: Readonly<Record<string, T>>,
  { series, where }: Pick,
): Generator<{ labels: Labels; value: T }> {
  for (const name in values) {
    if (!name.startsWith(series)) continue;
    const found = parse(name);
    if (found.name !== series) continue;
    const fits = Object.entries(where ?? EMPTY).every(([label, allowed]) =>
      allowed.includes(found.labels[label] ?? ''),
    );
    if (fits) yield { labels: found.labels, value: values[name] as T };
  }
}

/** Characters of a label: series are keys of tables, and notices show them. */
const MAX_LABEL = 200;

/** Adds up values by the labels that distinguish series. */
class Groups<T> {
  readonly #groups = new Map<string, { labels: Labels; held: T }>();
  readonly #definition: MetricDefinition;
  readonly #make: () => T;

  constructor(definition: MetricDefinition, make: () => T) {
    this.#definition = definition;
    this.#make = make;
  }

  of(instanceId: string, labels: Labels): T {
    const { perInstance, by = [] } = this.#definition;
    const kept = Object.fromEntries(by.map((label) => [label, (labels[label] ?? '').slice(0, MAX_LABEL)]));
    const all = perInstance ? { instance: instanceId, ...kept } : kept;
    const key = seriesName('', all);
    const known = this.#groups.get(key) ?? { labels: all, held: this.#make() };
    this.#groups.set(key, known);
    return known.held;
  }

  all(): { labels: Labels; held: T }[] {
    return [...this.#groups.values()];
  }
}

/** The newest value of each series of each process. */
function newest(samples: readonly InstanceSample[], picks: readonly Pick[]) {
  const found = new Map<string, { instanceId: string; labels: Labels; value: number }>();
  for (const { instanceId, figures } of samples) {
    for (const [index, pick] of picks.entries()) {
      for (const { labels, value } of picked(gaugesOf(figures), pick)) {
        found.set(`${instanceId} ${index} ${seriesName('', labels)}`, { instanceId, labels, value });
      }
    }
  }
  return [...found.values()];
}

function combine(values: readonly number[], across: MetricDefinition['across']): number | null {
  if (values.length === 0) return null;
  if (across === 'sum') return values.reduce((sum, value) => sum + value, 0);
  return across === 'min' ? Math.min(...values) : Math.max(...values);
}

function readGauges(definition: MetricDefinition, samples: readonly InstanceSample[], picks: readonly Pick[]) {
  const groups = new Groups<number[]>(definition, () => []);
  for (const { instanceId, labels, value } of newest(samples, picks)) groups.of(instanceId, labels).push(value);
  return groups
    .all()
    .map(({ labels, held }): SeriesValue => ({ labels, value: combine(held, definition.across), events: null }));
}

function readGaugeRatio(definition: MetricDefinition, samples: readonly InstanceSample[], part: Pick, whole: Pick) {
  const groups = new Groups(definition, () => ({ part: 0, whole: 0 }));
  for (const { instanceId, labels, value } of newest(samples, [part])) groups.of(instanceId, labels).part += value;
  for (const { instanceId, labels, value } of newest(samples, [whole])) groups.of(instanceId, labels).whole += value;
  return groups.all().map(
    ({ labels, held }): SeriesValue => ({
      labels,
      value: held.whole > 0 ? held.part / held.whole : null,
      events: null,
    }),
  );
}

function addCounters(
  definition: MetricDefinition,
  samples: readonly InstanceSample[],
  add: (group: { part: number; whole: number }, which: 'part' | 'whole', value: number) => void,
  picks: { part?: Pick; whole: Pick },
) {
  const groups = new Groups(definition, () => ({ part: 0, whole: 0 }));
  for (const { instanceId, figures } of samples) {
    const counters = countersOf(figures);
    for (const which of ['part', 'whole'] as const) {
      const pick = picks[which];
      if (!pick) continue;
      for (const { labels, value } of picked(counters, pick)) add(groups.of(instanceId, labels), which, value);
    }
  }
  return groups.all();
}

const addUp = (group: { part: number; whole: number }, which: 'part' | 'whole', value: number) => {
  group[which] += value;
};

function readPercentile(definition: MetricDefinition, samples: readonly InstanceSample[], of: Pick, share: number) {
  const groups = new Groups(definition, () => ({ histogram: new Histogram(), count: 0 }));
  for (const { instanceId, figures } of samples) {
    const durations = { ...figures.durations, http_latency: figures.latency };
    for (const { labels, value } of picked(durations, of)) {
      const group = groups.of(instanceId, labels);
      group.histogram.merge(value);
      group.count += value.counts.reduce((sum, count) => sum + count, 0);
    }
  }
  return groups.all().map(({ labels, held }): SeriesValue => {
    const ms = held.histogram.quantile(share);
    return { labels, value: ms === null ? null : ms / 1_000, events: held.count };
  });
}

/**
 * The values of a metric over samples of one window, by series. Percentiles come from merged buckets. 0 / 0 has no value.
 * @param samples oldest first
 */
export function valuesOf(metric: MetricName, samples: readonly InstanceSample[]): SeriesValue[] {
  const definition: MetricDefinition = METRICS[metric];
  const { source } = definition;
  switch (source.kind) {
    case 'gauge':
      return readGauges(definition, samples, source.of);
    case 'gauge_ratio':
      return readGaugeRatio(definition, samples, source.part, source.whole);
    case 'percentile':
      return readPercentile(definition, samples, source.of, source.share);
    case 'ratio':
      return addCounters(definition, samples, addUp, source).map(({ labels, held }) => {
        return { labels, value: held.whole > 0 ? held.part / held.whole : null, events: held.whole };
      });
    case 'rate': {
      const seconds = secondsOf(samples);
      return addCounters(definition, samples, addUp, { whole: source.of }).map(({ labels, held }) => {
        return { labels, value: seconds > 0 ? held.whole / seconds : null, events: null };
      });
    }
  }
}

/** Seconds that the samples cover: the most of any process. */
function secondsOf(samples: readonly InstanceSample[]): number {
  const covered = new Map<string, number>();
  for (const { instanceId, figures } of samples) {
    covered.set(instanceId, (covered.get(instanceId) ?? 0) + figures.seconds);
  }
  return Math.max(0, ...covered.values());
}
