/**
 * Histograms that can be added up over processes and time: 16 buckets a doubling, so a value is known to about 4 %. Bucket `i`
 * holds values from 2^(i/16), not included, to 2^((i+1)/16).
 */
export const BUCKETS_PER_DOUBLING = 16;
const PER_DOUBLING = BUCKETS_PER_DOUBLING;
/** A microsecond and three days, in milliseconds: what is outside counts as that. */
const FIRST = -10 * PER_DOUBLING;
const LAST = 28 * PER_DOUBLING;

export function bucketOf(value: number): number {
  if (!(value > 0)) return FIRST;
  return Math.min(LAST, Math.max(FIRST, Math.ceil(Math.log2(value) * PER_DOUBLING) - 1));
}

/** Counts by bucket, without those at both ends that are empty. */
export interface Buckets {
  /** Index of the first one. */
  first: number;
  counts: number[];
}

export class Histogram {
  readonly #counts = new Map<number, number>();

  record(value: number): void {
    this.add(bucketOf(value), 1);
  }

  add(bucket: number, count: number): void {
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
  }

  /** Adds what another one has. */
  merge({ first, counts }: Buckets): void {
    for (const [index, count] of counts.entries()) if (count !== 0) this.add(first + index, count);
  }

  buckets(): Buckets {
    if (this.#counts.size === 0) return { first: 0, counts: [] };
    const [first, last] = [Math.min(...this.#counts.keys()), Math.max(...this.#counts.keys())];
    return { first, counts: Array.from({ length: last - first + 1 }, (_, n) => this.#counts.get(first + n) ?? 0) };
  }

  /**
   * The value below which a share of all values is: the middle of its bucket. Null without values.
   * @param share from 0 to 1
   */
  quantile(share: number): number | null {
    const sorted = [...this.#counts].sort(([a], [b]) => a - b);
    const total = sorted.reduce((sum, [, count]) => sum + count, 0);
    let rest = Math.max(1, Math.ceil(share * total));
    for (const [bucket, count] of sorted) {
      rest -= count;
      if (rest <= 0) return 2 ** ((bucket + 0.5) / PER_DOUBLING);
    }
    return null;
  }
}
