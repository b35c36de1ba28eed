import { type Buckets, Histogram } from './histogram.ts';
import type { Family, Labels } from './registry.ts';
import { type SlowOne, slowestOf } from './slow-list.ts';

/** What a sample holds. The first ones are of the process, for live figures; the others are everything that is measured, by series. */
export interface SampleFigures {
  /** Seconds that it covers. */
  seconds: number;
  /** Cores that the process used. */
  cpu: number;
  rssBytes: number;
  heapBytes: number;
  /** Milliseconds beyond its time, of a timer. */
  eventLoopP99Ms: number;
  sockets: number;
  requests: number;
  errors: number;
  latency: Buckets;
  /** Values as they were, on average where samples were joined. */
  gauges: Record<string, number>;
  /** The greatest, where samples were joined. */
  peaks?: Record<string, number>;
  /** By how much they rose. */
  counters: Record<string, number>;
  durations: Record<string, Buckets>;
  /** The slowest requests and activities. */
  slow: SlowOne[];
}

/** Kept of joined samples. */
const SLOW_ONES = 5;

/** A series as it is named in samples: `name` or `name{label="value"}`, labels in the order of their metric. */
export function seriesName(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value.replaceAll(/["\\{}]/g, '_')}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

/** The labels of a series' name. */
export function labelsOf(series: string): { name: string; labels: Labels } {
  const at = series.indexOf('{');
  if (at === -1) return { name: series, labels: {} };
  const pairs = [...series.slice(at).matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]);
  return { name: series.slice(0, at), labels: Object.fromEntries(pairs) };
}

interface Totals {
  counters: Map<string, number>;
  durations: Map<string, Buckets>;
}

const difference = (now: Buckets, before: Buckets | undefined): Buckets => {
  if (before === undefined) return now;
  const histogram = new Histogram();
  histogram.merge(now);
  histogram.merge({ first: before.first, counts: before.counts.map((count) => -count) });
  const { first, counts } = histogram.buckets();
  const start = counts.findIndex((count) => count !== 0);
  if (start === -1) return { first: 0, counts: [] };
  const end = counts.findLastIndex((count) => count !== 0);
  return { first: first + start, counts: counts.slice(start, end + 1) };
};

/** Turns metrics that only rise into what happened between two samples. */
export class SampleDifferences {
  #before: Totals = { counters: new Map(), durations: new Map() };

  take(families: readonly Family[]): Pick<SampleFigures, 'gauges' | 'counters' | 'durations'> {
    const now: Totals = { counters: new Map(), durations: new Map() };
    const taken: Pick<SampleFigures, 'gauges' | 'counters' | 'durations'> = { gauges: {}, counters: {}, durations: {} };
    for (const family of families) {
      for (const point of family.points) {
        const series = seriesName(family.name, point.labels);
        if ('buckets' in point) {
          now.durations.set(series, point.buckets);
          const added = difference(point.buckets, this.#before.durations.get(series));
          if (added.counts.length > 0) taken.durations[series] = added;
        } else if (family.kind === 'counter') {
          now.counters.set(series, point.value);
          const added = point.value - (this.#before.counters.get(series) ?? 0);
          if (added !== 0) taken.counters[series] = added;
        } else {
          taken.gauges[series] = point.value;
        }
      }
    }
    this.#before = now;
    return taken;
  }
}

function addTo(target: Record<string, number>, added: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(added)) target[name] = (target[name] ?? 0) + value;
}

/** Averages by time, with the greatest value beside them. */
class Averages {
  readonly #sums: Record<string, number> = {};
  readonly #seconds: Record<string, number> = {};
  readonly peaks: Record<string, number> = {};

  add({ seconds, gauges, peaks }: SampleFigures): void {
    for (const [series, value] of Object.entries(gauges)) {
      addTo(this.#sums, { [series]: value * seconds });
      addTo(this.#seconds, { [series]: seconds });
      const peak = peaks?.[series] ?? value;
      this.peaks[series] = Math.max(this.peaks[series] ?? peak, peak);
    }
  }

  all(): Record<string, number> {
    const averages = Object.entries(this.#sums).map(([series, sum]) => [series, sum / (this.#seconds[series] || 1)]);
    return Object.fromEntries(averages);
  }
}

/** Several samples of one process as one: counts are added, durations merged, values averaged by time with their peak beside them. */
export function joinSamples(samples: readonly SampleFigures[]): SampleFigures {
  const total = (of: (sample: SampleFigures) => number) => samples.reduce((sum, sample) => sum + of(sample), 0);
  const peak = (of: (sample: SampleFigures) => number) => Math.max(0, ...samples.map(of));
  const seconds = total((sample) => sample.seconds);
  const mean = (of: (sample: SampleFigures) => number) =>
    total((sample) => of(sample) * sample.seconds) / Math.max(seconds, 0.001);
  const [latency, averages] = [new Histogram(), new Averages()];
  const counters: Record<string, number> = {};
  const durations = new Map<string, Histogram>();
  for (const sample of samples) {
    latency.merge(sample.latency);
    averages.add(sample);
    addTo(counters, sample.counters);
    for (const [series, buckets] of Object.entries(sample.durations)) {
      const histogram = durations.get(series) ?? new Histogram();
      histogram.merge(buckets);
      durations.set(series, histogram);
    }
  }
  return {
    seconds,
    cpu: mean(({ cpu }) => cpu),
    rssBytes: peak(({ rssBytes }) => rssBytes),
    heapBytes: peak(({ heapBytes }) => heapBytes),
    eventLoopP99Ms: peak(({ eventLoopP99Ms }) => eventLoopP99Ms),
    sockets: Math.round(mean(({ sockets }) => sockets)),
    requests: total(({ requests }) => requests),
    errors: total(({ errors }) => errors),
    latency: latency.buckets(),
    gauges: averages.all(),
    peaks: averages.peaks,
    counters,
    durations: Object.fromEntries([...durations].map(([series, histogram]) => [series, histogram.buckets()])),
    slow: slowestOf(
      samples.flatMap(({ slow }) => slow),
      SLOW_ONES,
    ),
  };
}
