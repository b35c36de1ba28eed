interface Entry<Value> {
  value: Value;
  expiresAt: number;
}

/**
 * A small bounded cache whose entries live for a stated time; the oldest entry goes first when it is full.
 * Concurrent loads of one key are one load, a load that throws is not kept.
 *
 * Not `lru-cache`, for two things that log-in needs: `null` is a value here (there is no such session), and a `delete` during a
 * load still answers those who wait for it, where `fetch` of `lru-cache` aborts them.
 */
export class TtlCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #loading = new Map<string, Promise<Value>>();
  readonly #ttlMs: number;
  readonly #maxEntries: number;

  /** @param ttlMs how long a value may be stale, in milliseconds; 0 keeps nothing */
  constructor(ttlMs: number, maxEntries = 10_000) {
    this.#ttlMs = ttlMs;
    this.#maxEntries = maxEntries;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.expiresAt > performance.now()) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  /** @param bornAt `performance.now()` at which the value was true, when that was before now */
  set(key: string, value: Value, bornAt: number = performance.now()): void {
    if (this.#ttlMs <= 0) return;
    this.#entries.delete(key);
    if (this.#entries.size >= this.#maxEntries) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    this.#entries.set(key, { value, expiresAt: bornAt + this.#ttlMs });
  }

  delete(key: string): void {
    this.#entries.delete(key);
    this.#loading.delete(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#loading.clear();
  }

  /** The cached value, or what `load` gives; its age counts from the start of the load. */
  async getOrLoad(key: string, load: () => Promise<Value>): Promise<Value> {
    const cached = this.get(key);
    if (cached !== undefined) return cached;
    const running = this.#loading.get(key);
    if (running) return await running;
    const startedAt = performance.now();
    const loading = load();
    this.#loading.set(key, loading);
    try {
      const value = await loading;
      // A delete() meanwhile means that what was read may be outdated: it is answered but not kept.
      if (this.#loading.get(key) === loading) this.set(key, value, startedAt);
      return value;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }
}
