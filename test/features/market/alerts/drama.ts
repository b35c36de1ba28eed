import { ALERT_CONDITIONS, type AlertCondition } from '../../../../src/features/market/alerts/alerts.contract.ts';
import type { Tick } from '../../../../src/features/market/market.contract.ts';
import type { Em } from '../../../../src/platform/db/sql.ts';
import { addAssets, type GivenAlert, giveAlerts, START } from '../../../support/market.ts';
import { type CentAlert, type CentTick, naiveFirings } from './naive-alerts.ts';

/** A market with many alerts and wild prices, the same at every run, and what should come of it. */
export interface Drama {
  /** By asset id. */
  symbols: ReadonlyMap<number, string>;
  alerts: { id: string; userId: string; assetId: number; alert: CentAlert }[];
  /** Prices of every asset, by asset id, in cents. */
  prices: ReadonlyMap<number, readonly CentTick[]>;
  /** The same as ingests of different sizes would bring them. */
  batches: ReadonlyMap<number, readonly Tick[]>[];
}

const FIRST_CENTS = 10_000;

/** Numbers from 0 to 1 that are the same at every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A walk with small steps, repeated prices and now and then a gap. */
function walk(next: () => number, length: number): CentTick[] {
  let cents = FIRST_CENTS;
  return Array.from({ length }, (_, i) => {
    const size = next() < 0.03 ? 2_000 : next() < 0.3 ? 0 : 120;
    cents = Math.max(100, Math.round(cents + (next() - 0.5) * size + (FIRST_CENTS - cents) * 0.01));
    return { at: START + (i + 1) * 1_000, cents };
  });
}

export async function giveDrama(
  em: Em,
  size: { assets: number; alerts: number; ticks: number },
  owners: readonly string[],
): Promise<Drama> {
  const next = numbers(7);
  const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T;
  const names = Array.from({ length: size.assets }, (_, i) => [`D${i}`, FIRST_CENTS / 100] as const);
  const assets = await addAssets(em, Object.fromEntries(names));
  const given = Array.from({ length: size.alerts }, () => {
    const condition = pick<AlertCondition>(ALERT_CONDITIONS);
    const threshold = condition === 'percent_move' ? pick([200, 500, 1_000]) : 9_500 + Math.floor(next() * 1_000);
    const alert = { condition, threshold, rearmBasisPoints: pick([0, 50, 100, 300]), repeat: next() < 0.9 };
    return { alert, userId: pick(owners), assetId: pick(assets).id };
  });
  const ids = await giveAlerts(
    em,
    given.map(
      ({ alert, userId, assetId }): GivenAlert => ({
        userId,
        assetId,
        condition: alert.condition,
        threshold: alert.threshold / 100,
        rearmPercent: alert.rearmBasisPoints / 100,
        repeat: alert.repeat,
        latest: FIRST_CENTS / 100,
      }),
    ),
  );
  const prices = new Map(assets.map(({ id }) => [id, walk(next, size.ticks)]));
  const batches: Map<number, Tick[]>[] = [];
  for (let begin = 0; begin < size.ticks; ) {
    const end = begin + 1 + Math.floor(next() * 60);
    const cut = (ticks: readonly CentTick[]) =>
      ticks.slice(begin, end).map(({ at, cents }) => ({ at, price: cents / 100 }));
    batches.push(new Map([...prices].map(([id, ticks]) => [id, cut(ticks)])));
    begin = end;
  }
  const symbols = new Map(assets.map(({ id, symbol }) => [id, symbol]));
  return { symbols, alerts: given.map((one, i) => ({ ...one, id: ids[i] as string })), prices, batches };
}

/** `<alert id> <milliseconds>` of every crossing by the naive calculation, sorted. */
export function naiveDrama({ alerts, prices }: Drama): string[] {
  return alerts
    .flatMap(({ id, alert, assetId }) =>
      naiveFirings(alert, FIRST_CENTS, [prices.get(assetId) ?? []]).map(({ at }) => `${id} ${at}`),
    )
    .sort();
}
