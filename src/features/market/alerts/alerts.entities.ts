import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AlertCondition, AlertState } from './alerts.contract.ts';

/**
 * A price that someone wants to hear of. `upper_level` and `lower_level` are the prices at which something happens next
 * (null for never), by which an ingest finds the few alerts that its prices reach.
 */
export const PriceAlertEntity = defineEntity({
  name: 'PriceAlert',
  tableName: 'price_alert',
  indexes: [
    {
      name: 'price_alert_user_id_index',
      expression: 'create index price_alert_user_id_index on price_alert (user_id, id desc)',
    },
    {
      name: 'price_alert_upper_level_index',
      expression:
        'create index price_alert_upper_level_index on price_alert (asset_id, upper_level) where upper_level is not null',
    },
    {
      name: 'price_alert_lower_level_index',
      expression:
        'create index price_alert_lower_level_index on price_alert (asset_id, lower_level) where lower_level is not null',
    },
  ],
  checks: [
    { name: 'price_alert_condition_check', expression: "condition in ('above', 'below', 'percent_move')" },
    { name: 'price_alert_state_check', expression: "state in ('armed', 'disarmed', 'done', 'paused')" },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    userId: p.uuid(),
    assetId: p.integer(),
    condition: p.text().$type<AlertCondition>(),
    threshold: p.double(),
    rearmPercent: p.double().default(1),
    repeat: p.boolean().default(true),
    note: p.text().nullable(),
    state: p.text().$type<AlertState>().default('armed'),
    referencePrice: p.double().nullable(),
    upperLevel: p.double().nullable(),
    lowerLevel: p.double().nullable(),
    /** Its watermark: prices until then are no news to it. Written when something happens to it; null: all prices are news. */
    evaluatedAt: p.datetime().nullable(),
    firedCount: p.integer().default(0),
    lastFiredAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
});

/** An alert that fired, once for each price that set it off: the ledger of what its owner is told. */
export const PriceAlertFiringEntity = defineEntity({
  name: 'PriceAlertFiring',
  tableName: 'price_alert_firing',
  uniques: [{ name: 'price_alert_firing_once_unique', properties: ['alert', 'at'] }],
  indexes: [
    { name: 'price_alert_firing_at_index', properties: ['at'] },
    {
      name: 'price_alert_firing_untold_index',
      expression:
        'create index price_alert_firing_untold_index on price_alert_firing (job_id, id) where told_at is null',
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    alert: () =>
      p.manyToOne(PriceAlertEntity).ref().deleteRule('cascade').foreignKeyName('price_alert_firing_alert_id_foreign'),
    /** The job that tells its owner. */
    jobId: p.uuid(),
    at: p.datetime(),
    price: p.double(),
    /** As it was then: the alert may have been changed since. */
    threshold: p.double(),
    /** The price it moved from, for `percent_move`. */
    referencePrice: p.double().nullable(),
    /** When the price that set it off was corrected or deleted. */
    priceChangedAt: p.datetime().nullable(),
    /** When the notification was written. */
    toldAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
