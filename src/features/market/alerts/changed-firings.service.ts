import { sql } from 'kysely';
import { run } from '../../../platform/db/sql.ts';
import type { OnChangedPrices } from '../prices/changed-prices.service.ts';

/** Marks the firings of alerts that prices had set off which are others now, or gone. What their owners were told stays told. */
export const markFirings: OnChangedPrices = async (tx, changed) => {
  await run(
    tx,
    sql`update price_alert_firing f set price_changed_at = now()
        from ${changed} changed, price_alert a
        where f.at = changed.at and a.id = f.alert_id and a.asset_id = changed.asset_id`,
  );
};
