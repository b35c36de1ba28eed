import { type RawBuilder, sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';

/**
 * Marks what rests on prices that were corrected or deleted, in the transaction that does so.
 * @param changed a relation: `asset_id int, at timestamptz`
 */
export type OnChangedPrices = (tx: Em, changed: RawBuilder<unknown>) => Promise<void>;

/** A table of the connection, empty between transactions: a million corrected prices are no parameters. */
const TABLE = sql`price_changed`;

/** Begins to note changed prices. Before the statement that changes some. */
export async function openChanges(tx: Em): Promise<void> {
  await run(
    tx,
    sql`create temp table if not exists price_changed (asset_id int not null, at timestamptz not null) on commit delete rows`,
  );
}

/** The end of a `with`: notes the rows of a relation with `asset_id` and `at`. */
export const noteChanged = (changed: RawBuilder<unknown>) =>
  sql`insert into price_changed (asset_id, at) select asset_id, at from ${changed}`;

/** Tells the features of all that was noted in this transaction. */
export async function tellChanges(tx: Em, listeners: readonly OnChangedPrices[]): Promise<void> {
  for (const listener of listeners) await listener(tx, TABLE);
}

/** Makes what an asset says of its latest and its next price fit its stored prices. Its row is locked by then. */
export async function settleLatest(tx: Em, assetId: number): Promise<void> {
  await row(
    tx,
    sql`update asset set (last_price, last_price_at) =
            (select price, at from price where asset_id = asset.id and at <= now() order by at desc limit 1),
          next_price_at = (select at from price where asset_id = asset.id and at > now() order by at limit 1), updated_at = now()
        where id = ${assetId}`,
  );
}
