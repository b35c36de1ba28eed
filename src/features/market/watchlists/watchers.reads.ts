import { type RawBuilder, sql } from 'kysely';

/**
 * Who has at least one of these symbols (upper case) on a watchlist, as a relation to join with: `user_id uuid`, which may be
 * there more than once.
 */
export function watchersOf(symbols: readonly string[]): RawBuilder<unknown> {
  return sql`select w.user_id from asset a join watchlist_asset i on i.asset_id = a.id join watchlist w on w.id = i.watchlist_id
    where a.symbol = any(${[...symbols]}::text[])`;
}
