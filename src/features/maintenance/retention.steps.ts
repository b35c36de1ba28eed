import { sql } from 'kysely';
import { type Em, row, run } from '../../platform/db/sql.ts';
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

/** What another transaction holds is left for the next time. */
async function removePage(em: Em, rule: RetentionRule): Promise<number> {
  if (rule.removal) return (await row<{ removed: number }>(em, rule.removal(PAGE)))?.removed ?? 0;
  const table = sql.table(rule.table);
  return await run(
    em,
    sql`delete from ${table} where ctid = any(array(
          select ctid from ${table} where ${rule.expired} order by ${sql.ref(rule.order)} limit ${PAGE}
          for update skip locked))`,
  );
}

/** Removes what is older than its period, page by page, each in a transaction of its own. */
export function retentionStep(rule: RetentionRule): MaintenanceStep {
  const note = `kept for ${rule.days} days`;
  return {
    name: `retention.${rule.name}`,
    take: async ({ em, keeper, dryRun, mayGoOn }) => {
      if (dryRun) return { count: await countExpired(em(), rule), note };
      let count = 0;
      for (;;) {
        await mayGoOn();
        const removed = await removePage(keeper(), rule);
        count += removed;
        if (removed < PAGE) return { count, note };
      }
    },
  };
}
