import type { Labels } from '../../../platform/metrics/registry.ts';
import { seriesName } from '../../../platform/metrics/sample.ts';
import { SYSTEM_INSTANCE } from '../../../platform/metrics/system-sample.ts';
import { type InstanceSample, type SeriesValue, valuesOf } from '../figures/metric-values.ts';
import { METRICS, type MetricDefinition } from '../metric-catalogue.domain.ts';
import type { RuleContent } from './default-rules.domain.ts';
import type { Seen } from './reducer.domain.ts';

/** The state of data of one series. */
export interface SeenSeries {
  labels: Labels;
  seen: Seen;
  value: number | null;
}

/** The values of a metric in a window, null if they cannot be computed, and the time of the newest sample. */
interface Measured {
  values: (SeriesValue & { name: string })[] | null;
  at: number;
}

/** Caches the values of one evaluation, since many rules ask for the same ones. */
export class Sight {
  readonly #samples: readonly InstanceSample[];
  readonly #now: number;
  readonly #values = new Map<string, Measured>();

  constructor(samples: readonly InstanceSample[], now: number) {
    this.#samples = samples;
    this.#now = now;
  }

  #valuesOf({ metric, windowSeconds }: RuleContent): Measured {
    const key = `${metric} ${windowSeconds}`;
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const from = this.#now - windowSeconds * 1_000;
    const definition: MetricDefinition = METRICS[metric];
    const isShared = definition.shared === true;
    const samples = this.#samples.filter(
      ({ at, instanceId }) => at.getTime() > from && (instanceId === SYSTEM_INSTANCE) === isShared,
    );
    const measured: Measured = { values: null, at: samples.at(-1)?.at.getTime() ?? this.#now };
    try {
      measured.values = valuesOf(metric, samples).map((one) => ({ ...one, name: seriesName('', one.labels) }));
    } catch {
      // Becomes an alert of its own where it lasts.
    }
    this.#values.set(key, measured);
    return measured;
  }

  /** The series of a rule by name. A rule without series has one without data. */
  see(rule: RuleContent): Map<string, SeenSeries> {
    const { values, at } = this.#valuesOf(rule);
    if (values === null) return new Map([['', { labels: {}, seen: { kind: 'error' }, value: null }]]);
    const seen = new Map<string, SeenSeries>();
    for (const { name, labels, value, events } of values) {
      const enough = value !== null && Number.isFinite(value) && (events === null || events >= rule.minimumEvents);
      const what: Seen = enough ? { kind: 'value', value, at } : { kind: 'no_data' };
      seen.set(name, { labels, seen: what, value });
    }
    if (seen.size === 0) seen.set('', { labels: {}, seen: { kind: 'no_data' }, value: null });
    return seen;
  }
}
