import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import type { AlertState } from './alerts.contract.ts';
import type { AlertPosition, AlertRule } from './alerts.domain.ts';

export interface AlertRow extends AlertRule, AlertPosition {
  id: string;
  userId: string;
  assetId: number;
  symbol: string;
  name: string;
  currency: string;
  note: string | null;
  firedCount: number;
  lastFiredAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** Columns of an {@link AlertRow}, of `price_alert a` joined with `asset s`. */
export const ALERT = sql`a.id, a.user_id as "userId", a.asset_id as "assetId", s.symbol, s.name, s.currency, a.condition, a.threshold,
  a.rearm_percent as "rearmPercent", a.repeat, a.note, a.state, a.reference_price as reference, a.fired_count as "firedCount",
  a.last_fired_at as "lastFiredAt", a.created_at as "createdAt", a.updated_at as "updatedAt"`;

/** The watermark of an alert that begins now, on `asset`. Of prices further back it never hears, whenever they come. */
export const WATERMARK = sql`greatest(asset.last_price_at, now() - interval '24 hours')`;

const oneAlert = (alertId: string, lock: RawBuilder<unknown>) =>
  sql`select ${ALERT} from price_alert a join asset s on s.id = a.asset_id where a.id = ${alertId} ${lock}`;

export async function findAlert(em: Em, alertId: string): Promise<AlertRow | undefined> {
  return await row(em, oneAlert(alertId, sql``));
}

/** As it is now, and until the transaction ends. */
export async function lockAlert(tx: Em, alertId: string): Promise<AlertRow | undefined> {
  return await row(tx, oneAlert(alertId, sql`for update of a`));
}

export interface PricedAsset {
  id: number;
  /** Latest price; null while none is known. */
  price: number | null;
}

/**
 * An asset whose latest price stays until the transaction ends: an ingest that brings a newer one waits, or is waited for.
 * Taken before any lock of an alert, as an ingest does.
 */
export async function lockAsset(tx: Em, by: { id: number } | { symbol: string }): Promise<PricedAsset | undefined> {
  const where = 'id' in by ? sql`id = ${by.id}` : sql`symbol = ${by.symbol}`;
  return await row(tx, sql`select id, last_price as price from asset where ${where} for share`);
}

export async function countAlerts(em: Em, userId: string): Promise<number> {
  const found = await row<{ count: number }>(
    em,
    sql`select count(*)::int as count from price_alert where user_id = ${userId}`,
  );
  return found?.count ?? 0;
}

export interface AlertFilter {
  userId: string;
  symbol: string | undefined;
  state: AlertState | undefined;
  /** Only alerts older than this one. */
  before: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listAlerts(em: Em, filter: AlertFilter): Promise<AlertRow[]> {
  const where = [sql`a.user_id = ${filter.userId}`];
  if (filter.symbol !== undefined) where.push(sql`s.symbol = ${filter.symbol}`);
  if (filter.state !== undefined) where.push(sql`a.state = ${filter.state}`);
  if (filter.before !== undefined) where.push(sql`a.id < ${filter.before}`);
  return await rows(
    em,
    sql`select ${ALERT} from price_alert a join asset s on s.id = a.asset_id
        where ${sql.join(where, sql` and `)} order by a.id desc limit ${filter.limit}`,
  );
}

export interface FiringRow {
  id: string;
  at: Date;
  price: number;
  threshold: number;
  reference: number | null;
  toldAt: Date | null;
  priceChangedAt: Date | null;
  /** `at` in ISO 8601 to the microsecond, for cursors. */
  key: string;
}

/** The firings of an alert before a time (ISO 8601), latest first. */
export async function listFirings(em: Em, alertId: string, before: string | null, limit: number): Promise<FiringRow[]> {
  const earlier = before === null ? sql`` : sql`and at < ${before}::timestamptz`;
  return await rows(
    em,
    sql`select id, at, price, threshold, reference_price as reference, told_at as "toldAt",
          price_changed_at as "priceChangedAt",
          to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key
        from price_alert_firing
        where alert_id = ${alertId} ${earlier}
        order by at desc limit ${limit}`,
  );
}
