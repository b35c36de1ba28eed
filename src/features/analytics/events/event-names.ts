import { sql } from 'kysely';
import { lockName } from '../../../platform/db/advisory-lock.ts';
import { type Em, rows } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';

/** Names of clients in one installation, since each makes a row in every quarter of an hour. */
const MAX_NAMES = 2_000;
/** Refused names that are remembered, so that they are not looked up for every request. */
const MAX_REFUSED = 10_000;

/** The names that clients use. Each is stored before its first event. */
export class EventNames {
  readonly #known = new Set<string>();
  readonly #refused = new Set<string>();

  /** Stores new names while there is room. Events of other names are stored too, and counted together. */
  async register(em: Em, names: ReadonlySet<string>): Promise<void> {
    const fresh = [...names].filter((name) => !this.#known.has(name) && !this.#refused.has(name));
    if (fresh.length === 0) return;
    const kept = await transact(em, async (tx) => {
      // One request after the other, so that two do not both see room for one more name.
      await lockName(tx, 'event:names');
      return await rows<{ name: string }>(
        tx,
        sql`with fresh as (select name from unnest(${fresh}::text[]) as name where name not in (select name from event_name)),
              made as (insert into event_name (name) select name from fresh order by name
                limit greatest(0, ${MAX_NAMES} - (select count(*) from event_name)) returning name)
            select name from made union all select name from event_name where name = any(${fresh}::text[])`,
      );
    });
    for (const { name } of kept) this.#known.add(name);
    if (this.#refused.size >= MAX_REFUSED) this.#refused.clear();
    for (const name of fresh) if (!this.#known.has(name)) this.#refused.add(name);
  }
}
