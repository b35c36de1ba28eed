import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { dayName } from '../../../platform/time/day-name.domain.ts';

/** A lease is a fiftieth of a day's events: it costs few statements, and little is lost when a process ends. */
const LEASES_A_DAY = 50;
/** People whose lease a process remembers at most. A forgotten one loses the rest of the lease. */
const MAX_LEASES = 20_000;

interface Lease {
  /** UTC day of the database, `2026-03-02`. */
  day: string;
  left: number;
}

/** Only tells a lease of today from an old one. The database decides the day of a lease. */
const today = () => dayName(Date.now());

/**
 * Limits the events of a person and UTC day over all instances. An instance leases some of them in one statement and spends them in
 * memory. A person never gets more than the limit, and at most one lease an instance less.
 */
export class EventAllowance {
  readonly #limit: number;
  readonly #leases = new Map<string, Lease>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Spends `count` of the person's events of today.
   * @returns false when too few are left; none are spent then
   */
  async take(em: Em, userId: string, count: number): Promise<boolean> {
    const known = this.#leases.get(userId);
    if (known?.day === today() && known.left >= count) {
      known.left -= count;
      return true;
    }
    const leased = await this.#lease(em, userId, Math.max(count, Math.ceil(this.#limit / LEASES_A_DAY)));
    const lease = this.#leases.get(userId);
    const left = leased.left + (lease?.day === leased.day ? lease.left : 0);
    const enough = left >= count;
    this.#remember(userId, { day: leased.day, left: enough ? left - count : left });
    return enough;
  }

  async #lease(em: Em, userId: string, asked: number): Promise<Lease> {
    const first = Math.min(asked, this.#limit);
    const found = await row<Lease>(
      em,
      sql`insert into event_allowance as known (user_id, day, leased)
          values (${userId}, (now() at time zone 'UTC')::date, ${first})
          on conflict (user_id, day) do update set leased = least(known.leased + ${asked}::int, ${this.#limit}::int)
          returning new.day::text as day, new.leased - coalesce(old.leased, 0) as left`,
    );
    if (!found) throw new Error('An upsert returned no row');
    return found;
  }

  #remember(userId: string, lease: Lease): void {
    this.#leases.delete(userId);
    this.#leases.set(userId, lease);
    if (this.#leases.size > MAX_LEASES) this.#leases.delete(this.#leases.keys().next().value as string);
  }
}
