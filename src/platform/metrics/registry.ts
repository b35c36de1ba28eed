import { type Buckets, Histogram } from './histogram.ts';

export type Labels = Readonly<Record<string, string>>;

/** One value of a metric, by its labels. */
export interface Point {
  labels: Labels;
  value: number;
}

export interface HistogramPoint {
  labels: Labels;
  /** Milliseconds. */
  buckets: Buckets;
  sum: number;
  count: number;
}

interface Described {
  /** In the spelling of Prometheus, with the unit at the end. */
  name: string;
  help: string;
}

/** A metric with all of its values, since the process began where it counts. */
export type Family =
  | (Described & { kind: 'counter' | 'gauge'; points: readonly Point[] })
  | (Described & { kind: 'histogram'; points: readonly HistogramPoint[] });

/** Series that one metric may have. What is beyond shares one, so that no text from outside fills memory. */
const MAX_SERIES = 200;
const OTHER = 'other';

/** Values by labels, a bounded number of them. */
class Series<T> {
  readonly #names: readonly string[];
  readonly #make: () => T;
  readonly #known = new Map<string, { labels: Labels; value: T }>();

  constructor(names: readonly string[], make: () => T) {
    this.#names = names;
    this.#make = make;
  }

  at(values: readonly string[]): T {
    const key = values.length === 1 ? (values[0] as string) : values.join('\u0000');
    const known = this.#known.get(key);
    if (known) return known.value;
    if (this.#known.size >= MAX_SERIES && values.some((value) => value !== OTHER)) {
      return this.at(values.map(() => OTHER));
    }
    const labels = Object.fromEntries(this.#names.map((name, index) => [name, values[index] ?? '']));
    const value = this.#make();
    this.#known.set(key, { labels, value });
    return value;
  }

  all(): { labels: Labels; value: T }[] {
    return [...this.#known.values()];
  }
}

/** Only goes up. */
export class Counter {
  readonly #sums: Series<{ sum: number }>;
  readonly #described: Described;

  constructor(described: Described, labels: readonly string[]) {
    this.#described = described;
    this.#sums = new Series(labels, () => ({ sum: 0 }));
  }

  /** @param labels values in the order of the counter's label names */
  add(amount: number, ...labels: string[]): void {
    this.#sums.at(labels).sum += amount;
  }

  family(): Family {
    const points = this.#sums.all().map(({ labels, value }) => ({ labels, value: value.sum }));
    return { ...this.#described, kind: 'counter', points };
  }
}

interface Recorded {
  histogram: Histogram;
  sum: number;
  count: number;
}

/** How long things take, in milliseconds. */
export class Durations {
  readonly #recorded: Series<Recorded>;
  readonly #described: Described;

  constructor(described: Described, labels: readonly string[]) {
    this.#described = described;
    this.#recorded = new Series(labels, () => ({ histogram: new Histogram(), sum: 0, count: 0 }));
  }

  record(ms: number, ...labels: string[]): void {
    const recorded = this.#recorded.at(labels);
    recorded.histogram.record(ms);
    recorded.sum += ms;
    recorded.count += 1;
  }

  family(): Family {
    const points = this.#recorded.all().map(({ labels, value: { histogram, sum, count } }) => {
      return { labels, buckets: histogram.buckets(), sum, count };
    });
    return { ...this.#described, kind: 'histogram', points };
  }
}

/** What can be collected at once. */
export interface Collector {
  families(): readonly Family[];
}

/** All metrics of a process: for `/metrics`, for the samples in Postgres and for OTLP. */
export class MetricsRegistry {
  readonly #sources: (() => readonly Family[])[] = [];

  counter(name: string, help: string, labels: readonly string[] = []): Counter {
    const made = new Counter({ name, help }, labels);
    this.#sources.push(() => [made.family()]);
    return made;
  }

  durations(name: string, help: string, labels: readonly string[] = []): Durations {
    const made = new Durations({ name, help }, labels);
    this.#sources.push(() => [made.family()]);
    return made;
  }

  /** @param read the values at the time of asking; a plain number is one without labels, null is none */
  gauge(name: string, help: string, read: () => number | null | readonly Point[]): void {
    this.#sources.push(() => [{ name, help, kind: 'gauge', points: pointsOf(read()) }]);
  }

  /** A number that something else counts. */
  counted(name: string, help: string, read: () => number | null | readonly Point[]): void {
    this.#sources.push(() => [{ name, help, kind: 'counter', points: pointsOf(read()) }]);
  }

  collector(collector: Collector): void {
    this.#sources.push(() => collector.families());
  }

  collect(): Family[] {
    return this.#sources.flatMap((source) => [...source()]);
  }
}

function pointsOf(read: number | null | readonly Point[]): readonly Point[] {
  if (read === null) return [];
  return typeof read === 'number' ? [{ labels: {}, value: read }] : read;
}
