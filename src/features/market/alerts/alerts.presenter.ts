import type { z } from 'zod';
import type { AlertRow, FiringRow } from './alerts.queries.ts';
import type { alertSchema, firingSchema } from './alerts.schema.ts';

const iso = (value: Date | null) => value?.toISOString() ?? null;

export function presentAlert(alert: AlertRow): z.infer<typeof alertSchema> {
  return {
    id: alert.id,
    userId: alert.userId,
    symbol: alert.symbol,
    assetName: alert.name,
    currency: alert.currency,
    condition: alert.condition,
    threshold: alert.threshold,
    repeat: alert.repeat,
    rearmPercent: alert.rearmPercent,
    note: alert.note,
    state: alert.state,
    referencePrice: alert.reference,
    firedCount: alert.firedCount,
    lastFiredAt: iso(alert.lastFiredAt),
    createdAt: alert.createdAt.toISOString(),
    updatedAt: alert.updatedAt.toISOString(),
  };
}

export function presentFiring(firing: FiringRow): z.infer<typeof firingSchema> {
  return {
    id: firing.id,
    at: firing.at.toISOString(),
    price: firing.price,
    threshold: firing.threshold,
    referencePrice: firing.reference,
    toldAt: iso(firing.toldAt),
    priceChangedAt: iso(firing.priceChangedAt),
  };
}
