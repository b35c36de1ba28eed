import { type RawBuilder, sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import type { EraseStep } from '../../../platform/erasure/erase-step.ts';
import { standInOf } from '../../../platform/erasure/stand-in.ts';

/**
 * Moves rows of a person to their stand-in, which may already have rows of the same time.
 * @returns how many
 */
async function moveToStandIn(tx: Em, removed: RawBuilder<unknown>, added: RawBuilder<unknown>): Promise<number> {
  const moved = await row<{ rows: number }>(
    tx,
    sql`with gone as (${removed}), moved as (${added}) select count(*)::int as rows from gone`,
  );
  return moved?.rows ?? 0;
}

/** Moves when the person was active. The number of active people stays the same. */
const eraseActivity: EraseStep = {
  name: 'analytics.activity',
  async erase(tx, userId, limit) {
    const days = await moveToStandIn(
      tx,
      sql`delete from active_day where user_id = ${userId} and day in (select day from active_day where user_id = ${userId} limit ${limit})
          returning day, quarters`,
      sql`insert into active_day as known (day, user_id, quarters)
          select day, ${standInOf(userId)}, quarters from gone where ${standInOf(userId)} is not null
          on conflict (day, user_id) do update set quarters = known.quarters | excluded.quarters`,
    );
    if (days > 0) return days;
    return await moveToStandIn(
      tx,
      sql`delete from active_minute where user_id = ${userId} and at in (
            select at from active_minute where user_id = ${userId} limit ${limit}) returning at`,
      sql`insert into active_minute (at, user_id) select at, ${standInOf(userId)} from gone where ${standInOf(userId)} is not null
          on conflict do nothing`,
    );
  },
};

/** Deletes what the person did by the quarter of an hour. No figure needs it any longer. */
const eraseUserFigures: EraseStep = {
  name: 'analytics.figures',
  erase: (tx, userId, limit) =>
    run(
      tx,
      sql`delete from user_quarter where ctid = any(array(
            select ctid from user_quarter where user_id = ${userId} limit ${limit}))`,
    ),
};

export const rollupEraseSteps: readonly EraseStep[] = [eraseActivity, eraseUserFigures];
