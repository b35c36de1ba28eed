/** Something that took long, and where to look at it. */
export interface SlowOne {
  /** Route, or type of the activity. */
  what: string;
  ms: number;
  traceId: string | null;
  requestId?: string;
  failed: boolean;
  /** ISO 8601, by the clock of the process: only shown. */
  at: string;
}

export type SlowOnes = SlowOne[];

/** The slowest of an interval. */
export class SlowList {
  readonly #size: number;
  #slowest: SlowOnes = [];

  constructor(size = 5) {
    this.#size = size;
  }

  offer(one: Omit<SlowOne, 'at'>): void {
    const last = this.#slowest.at(-1);
    if (this.#slowest.length >= this.#size && last !== undefined && last.ms >= one.ms) return;
    this.#slowest.push({ ...one, at: new Date().toISOString() });
    this.#slowest = slowestOf(this.#slowest, this.#size);
  }

  take(): SlowOnes {
    const taken = this.#slowest;
    this.#slowest = [];
    return taken;
  }
}

export function slowestOf(ones: readonly SlowOne[], size: number): SlowOnes {
  return [...ones].sort((a, b) => b.ms - a.ms).slice(0, size);
}
