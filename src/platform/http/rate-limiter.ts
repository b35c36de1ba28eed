import { sql } from 'kysely';
import { type Em, row, run } from '../db/sql.ts';
import { RATE_LIMIT_CLASSES, type RateLimitClass } from './rate-limit-classes.ts';

/** Leases are a twentieth of the limit: one query for twenty requests or more of a busy principal, little left unspent. */
const LEASES_PER_WINDOW = 20;
/** As much as no limit; twice that is still an `int` of Postgres. */
const MAX_LIMIT = 1_000_000_000;
/** Budgets remembered at most; the oldest is forgotten first and asks Postgres again. About 200 bytes each. */
const MAX_BUDGETS = 50_000;

interface Budget {
  /** Leased and not spent yet. */
  tokens: number;
  /** Tokens of the window that no one had leased after the last lease. */
  unleased: number;
  /** `performance.now()` at which the window is over. */
  endsAt: number;
  leasing: Promise<void> | null;
}

export interface RateLimitVerdict {
  allowed: boolean;
  limit: number;
  /** Tokens left in the window, as far as this instance knows. */
  remaining: number;
  resetSeconds: number;
}

interface LeaseRow {
  granted: number;
  leased: number;
  remaining_ms: number;
}

/** Takes up to `chunk` tokens of the current window in one statement; `granted` is 0 when the window is spent. */
function leaseTokens(principal: string, name: string, windowSeconds: number, limit: number, chunk: number) {
  const width = sql`make_interval(secs => ${windowSeconds})`;
  return sql<LeaseRow>`
    insert into rate_limit_bucket as bucket (principal, class, window_start, leased)
    values (${principal}, ${name}, date_bin(${width}, now(), 'epoch'), ${Math.min(chunk, limit)})
    on conflict (principal, class) do update set
      window_start = greatest(bucket.window_start, excluded.window_start),
      leased = case when bucket.window_start >= excluded.window_start
        then greatest(bucket.leased, least(bucket.leased + ${chunk}::int, ${limit}::int)) else excluded.leased end
    returning
      new.leased - case when old.window_start = new.window_start then old.leased else 0 end as granted,
      new.leased as leased,
      (extract(epoch from new.window_start + ${width} - clock_timestamp()) * 1000)::float8 as remaining_ms`;
}

/**
 * Limits that instances share through Postgres without a query for each request: an instance leases a chunk of the
 * window's tokens in one upsert and spends them in memory.
 *
 * - Overshoot: none. All leases of a window add up to its limit, and an instance drops its lease before the window ends by
 *   the database's clock (it counts from before the query). As with every fixed window, a burst at the end of one
 *   and the start of the next may see twice the limit within a moment.
 * - Undershoot: what other instances leased and do not spend, at most (instances − 1) × (chunk − 1) of `limit`, where a
 *   chunk is a twentieth of the limit. A restarted instance loses its chunk.
 * - Postgres away: the lease throws and the request becomes a 503. Letting it through would spend the acquire time-out a second
 *   time for a handler that needs Postgres too, and would lift the limit on guessing passwords.
 */
export class RateLimiter {
  readonly #em: () => Em;
  readonly #factor: number;
  readonly #budgets = new Map<string, Budget>();

  /** @param em gives an entity manager outside any transaction @param factor multiplies every limit */
  constructor(em: () => Em, factor: number) {
    this.#em = em;
    this.#factor = factor;
  }

  /**
   * Spends one token. Answers without a promise when the lease covers it, as it does most of the time.
   * @throws what Postgres threw, when a lease was needed
   */
  spend(principal: string, name: RateLimitClass): RateLimitVerdict | Promise<RateLimitVerdict> {
    const budget = this.#current(principal, name);
    if (budget && (budget.tokens > 0 || budget.unleased === 0)) return this.#take(budget, name);
    return this.#leaseAndTake(principal, name);
  }

  /** The verdict on a principal whose window this instance knows to be spent, else null. Asks and spends nothing. */
  spent(principal: string, name: RateLimitClass): RateLimitVerdict | null {
    const budget = this.#current(principal, name);
    return budget && budget.tokens === 0 && budget.unleased === 0 ? this.#take(budget, name) : null;
  }

  #current(principal: string, name: RateLimitClass): Budget | undefined {
    const budget = this.#budgets.get(`${name} ${principal}`);
    return budget && budget.endsAt > performance.now() ? budget : undefined;
  }

  #limitOf(name: RateLimitClass): number {
    return Math.min(MAX_LIMIT, Math.max(1, Math.floor(RATE_LIMIT_CLASSES[name].limit * this.#factor)));
  }

  #take(budget: Budget, name: RateLimitClass): RateLimitVerdict {
    const allowed = budget.tokens > 0;
    if (allowed) budget.tokens -= 1;
    return {
      allowed,
      limit: this.#limitOf(name),
      remaining: budget.tokens + budget.unleased,
      resetSeconds: Math.max(1, Math.ceil((budget.endsAt - performance.now()) / 1000)),
    };
  }

  async #leaseAndTake(principal: string, name: RateLimitClass): Promise<RateLimitVerdict> {
    // Each turn either finds tokens, finds the window spent, or leases; those who wait for one lease share it.
    for (;;) {
      const budget = this.#current(principal, name);
      if (budget && (budget.tokens > 0 || budget.unleased === 0)) return this.#take(budget, name);
      await this.#lease(principal, name);
    }
  }

  #lease(principal: string, name: RateLimitClass): Promise<void> {
    const key = `${name} ${principal}`;
    let budget = this.#budgets.get(key);
    if (!budget) {
      budget = { tokens: 0, unleased: 1, endsAt: 0, leasing: null };
      if (this.#budgets.size >= MAX_BUDGETS) {
        const oldest = this.#budgets.keys().next();
        if (!oldest.done) this.#budgets.delete(oldest.value);
      }
      this.#budgets.set(key, budget);
    }
    budget.leasing ??= this.#ask(budget, principal, name);
    return budget.leasing;
  }

  async #ask(budget: Budget, principal: string, name: RateLimitClass): Promise<void> {
    const { windowSeconds, limit: basis } = RATE_LIMIT_CLASSES[name];
    const limit = this.#limitOf(name);
    const chunk = Math.max(1, Math.ceil(Math.min(basis, limit) / LEASES_PER_WINDOW));
    const askedAt = performance.now();
    try {
      const lease = await row<LeaseRow>(this.#em(), leaseTokens(principal, name, windowSeconds, limit, chunk));
      if (!lease) throw new Error('The upsert of a rate limit returned no row');
      budget.tokens = lease.granted;
      budget.unleased = Math.max(0, limit - lease.leased);
      budget.endsAt = askedAt + lease.remaining_ms;
    } finally {
      budget.leasing = null;
    }
  }
}

/** Deletes buckets whose window ended long ago. Returns how many. Run it now and then, from one place. */
export async function purgeRateLimitBuckets(em: Em): Promise<number> {
  return await run(em, sql`delete from rate_limit_bucket where window_start < now() - interval '1 day'`);
}

/** Deletes at most `limit` buckets of these principals. Returns how many. */
export async function eraseRateLimitBuckets(tx: Em, principals: readonly string[], limit: number): Promise<number> {
  return await run(
    tx,
    sql`delete from rate_limit_bucket where (principal, class) in (
          select principal, class from rate_limit_bucket where principal = any(${[...principals]}::text[])
          limit ${limit})`,
  );
}
