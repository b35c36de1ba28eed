import { BUCKETS_PER_DOUBLING, type Buckets } from './histogram.ts';
import type { Family, Labels } from './registry.ts';

/** Version 0.0.4 of the text format: what every scraper reads. */
export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Upper ends of the buckets that are shown, as powers of two milliseconds: from 1 ms to 65 s. They are ends of our own buckets. */
const SHOWN_POWERS = Array.from({ length: 17 }, (_, power) => power);

const escapeHelp = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const escapeLabel = (text: string) => escapeHelp(text).replaceAll('"', '\\"');

function labelText(labels: Labels, extra?: [string, string]): string {
  const pairs = [...Object.entries(labels), ...(extra ? [extra] : [])];
  return pairs.length === 0 ? '' : `{${pairs.map(([name, value]) => `${name}="${escapeLabel(value)}"`).join(',')}}`;
}

/** How many values are at most 2^power milliseconds. */
function countUpTo(power: number, { first, counts }: Buckets): number {
  const last = power * BUCKETS_PER_DOUBLING - 1;
  let sum = 0;
  for (let index = 0; index < counts.length && first + index <= last; index += 1) sum += counts[index] ?? 0;
  return sum;
}

/** The buckets that are shown: upper ends in seconds, and how many values are at most that. */
export function shownBuckets(buckets: Buckets): { end: number; upTo: number }[] {
  return SHOWN_POWERS.map((power) => ({ end: 2 ** power / 1_000, upTo: countUpTo(power, buckets) }));
}

function lines(family: Family): string[] {
  const { name } = family;
  if (family.kind !== 'histogram') {
    return family.points.map(({ labels, value }) => `${name}${labelText(labels)} ${value}`);
  }
  return family.points.flatMap(({ labels, buckets, sum, count }) => [
    ...shownBuckets(buckets).map(({ end, upTo }) => `${name}_bucket${labelText(labels, ['le', String(end)])} ${upTo}`),
    `${name}_bucket${labelText(labels, ['le', '+Inf'])} ${count}`,
    `${name}_sum${labelText(labels)} ${sum / 1_000}`,
    `${name}_count${labelText(labels)} ${count}`,
  ]);
}

/** Metrics as Prometheus reads them. Durations are in seconds there. */
export function prometheusText(families: readonly Family[]): string {
  const blocks = families
    .filter(({ points }) => points.length > 0)
    .map((family) => [
      `# HELP ${family.name} ${escapeHelp(family.help)}`,
      `# TYPE ${family.name} ${family.kind}`,
      ...lines(family),
    ]);
  return `${blocks.flat().join('\n')}\n`;
}
