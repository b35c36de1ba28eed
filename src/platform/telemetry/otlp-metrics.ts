import type { MetricProducer } from '@opentelemetry/sdk-metrics';

/** A metric as the process keeps it; the registry of metrics knows no OpenTelemetry. */
export interface ExportedMetric {
  name: string;
  help: string;
  kind: 'counter' | 'gauge' | 'histogram';
  points: readonly {
    labels: Readonly<Record<string, string>>;
    /** Of a counter or a gauge. */
    value?: number;
    /** Of a histogram: upper ends in seconds, and a count for each and for what is above. */
    histogram?: { ends: number[]; counts: number[]; sum: number; count: number };
  }[];
}

export type CollectMetrics = () => readonly ExportedMetric[];

type Collected = Awaited<ReturnType<MetricProducer['collect']>>;
type Resource = Collected['resourceMetrics']['resource'];
type MetricData = Collected['resourceMetrics']['scopeMetrics'][number]['metrics'][number];
type HrTime = [number, number];

// As OpenTelemetry numbers them; its module is loaded only where something is exported.
const CUMULATIVE = 1;
const HISTOGRAM = 0;
const GAUGE = 2;
const SUM = 3;
const DOUBLE = 1;

const hrTime = (ms: number): HrTime => [Math.floor(ms / 1_000), Math.round((ms % 1_000) * 1e6)];

function toMetricData({ name, help, kind, points }: ExportedMetric, startTime: HrTime, endTime: HrTime): MetricData {
  const unit = name.endsWith('_bytes') ? 'By' : /_seconds(_total)?$/.test(name) ? 's' : '';
  const base = {
    descriptor: { name, description: help, unit, valueType: DOUBLE },
    aggregationTemporality: CUMULATIVE,
  };
  const point = <T>(attributes: Readonly<Record<string, string>>, value: T) => ({
    startTime,
    endTime,
    attributes: { ...attributes },
    value,
  });
  if (kind === 'histogram') {
    const dataPoints = points.flatMap(({ labels, histogram }) => {
      if (!histogram) return [];
      const { ends, counts, sum, count } = histogram;
      return [point(labels, { buckets: { boundaries: ends, counts }, sum, count })];
    });
    return { ...base, dataPointType: HISTOGRAM, dataPoints } as unknown as MetricData;
  }
  const dataPoints = points.map(({ labels, value = 0 }) => point(labels, value));
  return (kind === 'gauge'
    ? { ...base, dataPointType: GAUGE, dataPoints }
    : { ...base, dataPointType: SUM, isMonotonic: true, dataPoints }) as unknown as MetricData;
}

/** The metrics of the process as OpenTelemetry exports them, once they are there. */
export class ProcessMetricProducer implements MetricProducer {
  readonly #resource: Resource;
  readonly #startTime = hrTime(Date.now());
  #collect: CollectMetrics = () => [];

  constructor(resource: Resource) {
    this.#resource = resource;
  }

  from(collect: CollectMetrics): void {
    this.#collect = collect;
  }

  async collect(): Promise<Collected> {
    const endTime = hrTime(Date.now());
    const metrics = this.#collect().map((metric) => toMetricData(metric, this.#startTime, endTime));
    return {
      resourceMetrics: { resource: this.#resource, scopeMetrics: [{ scope: { name: 'vibe' }, metrics }] },
      errors: [],
    };
  }
}
