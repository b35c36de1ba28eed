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

/** Caches the values of one evaluation, since many rules ask for the same ones. */
export class Sight {
  readonly #samples: readonly InstanceSample[];
  readonly #now: number;
  readonly #values = new Map<string, SeriesValue[] | Error>();

  constructor(samples: readonly InstanceSample[], now: number) {
    this.#samples = samples;
    this.#now = now;
  }

  #valuesOf({ metric, windowSeconds }: RuleContent): SeriesValue[] | Error {
    const key = `${metric} ${windowSeconds}`;
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const from = this.#now - windowSeconds * 1_000;
    const definition: MetricDefinition = METRICS[metric];
    const isShared = definition.shared === true;
    const samples = this.#samples.filter(
      ({ at, instanceId }) => at.getTime() > from && (instanceId === SYSTEM_INSTANCE) === isShared,
    );
    let values: SeriesValue[] | Error;
    try {
      values = valuesOf(metric, samples);
    } catch (error) {
      values = error instanceof Error ? error : new Error(String(error));
    }
    this.#values.set(key, values);
    return values;
  }

  /** The series of a rule by name. A rule without series has one without data. */
  see(rule: RuleContent): Map<string, SeenSeries> {
    const values = this.#valuesOf(rule);
    if (values instanceof Error) return new Map([['', { labels: {}, seen: { kind: 'error' }, value: null }]]);
    const seen = new Map<string, SeenSeries>();
    for (const { labels, value, events } of values) {
      const enough = value !== null && Number.isFinite(value) && (events === null || events >= rule.minimumEvents);
      const what: Seen = enough ? { kind: 'value', value } : { kind: 'no_data' };
      seen.set(seriesName('', labels), { labels, seen: what, value });
    }
    if (seen.size === 0) seen.set('', { labels: {}, seen: { kind: 'no_data' }, value: null });
    return seen;
  }
}
