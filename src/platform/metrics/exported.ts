import type { ExportedMetric } from '../telemetry/otlp-metrics.ts';
import { shownBuckets } from './prometheus-text.ts';
import type { MetricsRegistry } from './registry.ts';

/** What the registry has, as OTLP takes it. */
export function exportedMetrics(registry: MetricsRegistry): ExportedMetric[] {
  return registry.collect().map((family) => {
    if (family.kind !== 'histogram') return family;
    const points = family.points.map(({ labels, buckets, sum, count }) => {
      const shown = shownBuckets(buckets);
      // What each bucket holds by itself, and what is above all of them.
      const counts = shown.map(({ upTo }, index) => upTo - (shown[index - 1]?.upTo ?? 0));
      counts.push(count - (shown.at(-1)?.upTo ?? 0));
      return { labels, histogram: { ends: shown.map(({ end }) => end), counts, sum: sum / 1_000, count } };
    });
    return { ...family, points };
  });
}
