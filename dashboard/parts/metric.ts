import type { Schemas } from '../../client/client.ts';
import { api, take } from './api.ts';
import { bytes, duration, number, percent } from './format.ts';

type Unit = 'ratio' | 'seconds' | 'bytes' | 'count' | 'per_second' | 'boolean';

export interface Metric {
  name: Schemas['MonitoringRule']['metric'];
  unit: Unit;
  description: string;
}

let catalogue: Promise<ReadonlyMap<string, Metric>> | null = null;

/** The metrics that are watched, by name. They are those of the release, so they are read once. */
export function metrics(): Promise<ReadonlyMap<string, Metric>> {
  catalogue ??= take(api.GET('/api/monitoring/metrics/catalogue')).then(
    ({ data }) => new Map(data.map((metric) => [metric.name, metric])),
    (error: unknown) => {
      catalogue = null;
      throw error;
    },
  );
  return catalogue;
}

/** What values of a unit are multiplied by to be shown, and the word beside them. */
const SHOWN: Readonly<Record<Unit, { factor: number; word: string }>> = {
  ratio: { factor: 100, word: '%' },
  seconds: { factor: 1, word: 's' },
  bytes: { factor: 1e-6, word: 'MB' },
  count: { factor: 1, word: 'in number' },
  per_second: { factor: 1, word: 'a second' },
  boolean: { factor: 1, word: '1 for yes, 0 for no' },
};

const isUnit = (unit: string): unit is Unit => unit in SHOWN;
export const unitWord = (unit: string): string => (isUnit(unit) ? SHOWN[unit].word : unit);
const factorOf = (unit: string) => (isUnit(unit) ? SHOWN[unit].factor : 1);
/** Without what multiplication adds: 0.07 × 100 is 7. */
const exact = (value: number) => Number(value.toPrecision(12));

/** From the API's unit to the one that people read and type, and back. */
export const toShown = (value: number, unit: string): number => exact(value * factorOf(unit));
export const fromShown = (value: number, unit: string): number => exact(value / factorOf(unit));

/** A value of a metric with its unit: `85 %`, `1.5 s`. */
export function metricValue(value: number | null, unit: string): string {
  if (unit === 'ratio') return percent(value);
  if (unit === 'bytes') return bytes(value);
  if (unit === 'seconds') return duration(value === null ? null : value * 1_000);
  if (unit === 'boolean') return value === null ? '–' : value > 0 ? 'yes' : 'no';
  return unit === 'per_second' && value !== null ? `${number(value, 2)} a second` : number(value, 2);
}

/** `queue interactive, kind worker`; of what has no series, nothing. */
export const seriesName = (labels: Schemas['MonitoringAlert']['labels']): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`)
    .join(', ');
