import { sql } from 'kysely';
import { type Em, row } from '../../platform/db/sql.ts';
import type { MaintenanceStep } from './maintenance-step.ts';
import type { RetentionRule } from './retention.ts';

/** Rows of one transaction: a tenth of a second, in which readers and writers of other rows wait for nothing. */
const PAGE = 5_000;

async function countExpired(em: Em, { table, expired }: RetentionRule): Promise<number> {
  const found = await row<{ count: number }>(
    em,
    sql`select count(*)::int as count from ${sql.table(table)} where ${expired}`,
  );
  return found?.count ?? 0;
}

interface RemovedPage {
  removed: number;
  /** The last row's column of order, as text; null when a function of the database removes them. */
  last: string | null;
}

/**
 * What another transaction holds is left for the next time.
 * @param from where the page before ended: the index is full of what was removed, and each page would walk over all of it
 */
async function removePage(em: Em, rule: RetentionRule, from: string | null): Promise<RemovedPage> {
  if (rule.removal) {
    const found = await row<{ removed: number }>(em, rule.removal(PAGE));
    return { removed: found?.removed ?? 0, last: null };
  }
  const [table, order] = [sql.table(rule.table), sql.ref(rule.order)];
  const beyond = from === null ? sql`true` : sql`${order} >= ${from}`;
  const page = await row<RemovedPage>(
    em,
    sql`with gone as (
          delete from ${table} where ctid = any(array(
            select ctid from ${table} where ${rule.expired} and ${beyond} order by ${order} limit ${PAGE}
            for update skip locked)) returning ${order} as place)
        select count(*)::int as removed, (array_agg(place order by place desc))[1]::text as last from gone`,
  );
  return page ?? { removed: 0, last: null };
}

/** Removes what is older than its period, page by page, each in a transaction of its own. */
export function retentionStep(rule: RetentionRule): MaintenanceStep {
  const note = `kept for ${rule.days} days`;
  return {
    name: `retention.${rule.name}`,
    take: async ({ em, keeper, dryRun, mayGoOn }) => {
      if (dryRun) return { count: await countExpired(em(), rule), note };
      let count = 0;
      for (let from: string | null = null; ; ) {
        await mayGoOn();
        const { removed, last }: RemovedPage = await removePage(keeper(), rule, from);
        count += removed;
        from = last;
        if (removed < PAGE) return { count, note };
      }
    },
  };
}
