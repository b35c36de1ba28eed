/**
 * How far a person's calls can be believed, against the market and against guessing. Pure.
 *
 * With the base rate r of a direction over a horizon, the probability p that the caller claimed and the outcome y (1 when the asset
 * did better than the benchmark in the called direction, ½ for a tie, 0 otherwise), a call scores `(r − y)² − (p − y)² = (p − r)(2y
 * − p − r)`: the Brier score of the base rate minus that of the call. The rule is proper: its expectation is greatest where p is
 * the true probability. Sources: Brier 1950; Murphy's skill score against climatology; Gneiting & Raftery 2007. A plain ratio of
 * Brier scores would not be monotone in accuracy where p < r, hence the clamp of p.
 *
 * The score is a mean, never a sum, shrunk by a prior of 30 calls without any skill. Weights halve in a year.
 */

export type CallDirection = 'up' | 'down';

/** A call and its prices. Times in milliseconds since the epoch, moves in percent. */
export interface CallRecord {
  id: string;
  assetId: number;
  direction: CallDirection;
  horizonHours: number;
  createdAt: number;
  dueAt: number;
  /**
   * Times of the first price at or after publication, and of the first at or after the horizon, for the asset and the benchmark.
   */
  entryAt: number | null;
  exitAt: number | null;
  changePercent: number | null;
  benchmarkAssetId: number | null;
  benchmarkEntryAt: number | null;
  benchmarkExitAt: number | null;
  benchmarkChangePercent: number | null;
}

export type Unscored = 'no_benchmark' | 'is_benchmark' | 'stale_entry' | 'different_times' | 'overlapping';

/** The share of calls in a direction over about this horizon that beat the benchmark without any skill. */
export type BaseRateOf = (direction: CallDirection, horizonHours: number) => number;

export interface Credibility {
  /** 0 to 100, and 50 without any skill; null below the minimum sample. */
  score: number | null;
  /** Number of scored calls, and their weight after age and crowded days. */
  sample: number;
  effectiveSample: number;
  days: number;
  assets: number;
  /**
   * Share of scored calls that beat the benchmark, with a tie as half; and the share that the base rates would have. Null without
   * calls.
   */
  hitRate: number | null;
  baseRate: number | null;
  /** Mean Brier score of the calls and of the base rates. */
  brier: number | null;
  referenceBrier: number | null;
  /** Calls that wait for their horizon or its price; calls that never got a price; calls that cannot be measured, by reason. */
  open: number;
  void: number;
  unscored: Record<Unscored, number>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What a call claims beyond the base rate, and the least and the most that it claims. */
const CLAIM = 0.1;
const LEAST_CLAIM = 0.05;
const SUREST = 0.95;
/** A move within this many percent of the benchmark's is a tie. */
const TIE_PERCENT = 0.05;
/** A first price so long after publication belongs to another market than the called one. Longer than a weekend with a holiday. */
const STALE_MS = 4 * DAY_MS;
/** The prices of asset and benchmark may be a day apart: one may be of the day, the other of the minute. */
const APART_MS = DAY_MS;
/** After so long without a price the call never gets one: the asset is no longer traded. */
const VOID_MS = 30 * DAY_MS;
const HALF_LIFE_MS = 365 * DAY_MS;
/** All calls of one UTC day together weigh at most as many as this. */
const CALLS_A_DAY = 5;
const PRIOR = 30;
/** A mean edge of this size is shown as 100. */
const FULL_SCALE = 0.09;
const MIN_SAMPLE = 10;
const MIN_DAYS = 5;
const MIN_ASSETS = 3;
/** A user with a larger share of calls that never got a price is shown no number, since that could be by choice. */
const MAX_VOID_SHARE = 0.2;

export function claimedProbability(baseRate: number): number {
  return Math.min(SUREST, Math.max(baseRate + LEAST_CLAIM, baseRate + CLAIM));
}

/** @param outcome 1, ½ or 0 */
export function scoreOf(baseRate: number, claimed: number, outcome: number): number {
  return (claimed - baseRate) * (2 * outcome - claimed - baseRate);
}

interface Scored {
  call: CallRecord;
  baseRate: number;
  claimed: number;
  outcome: number;
}

function outcomeOf(direction: CallDirection, change: number, benchmark: number): number {
  const excess = (direction === 'up' ? 1 : -1) * (change - benchmark);
  if (Math.abs(excess) <= TIE_PERCENT) return 0.5;
  return excess > 0 ? 1 : 0;
}

function faultOf(call: CallRecord): Unscored | null {
  if (call.benchmarkAssetId === call.assetId) return 'is_benchmark';
  if (call.benchmarkAssetId === null || call.benchmarkChangePercent === null) return 'no_benchmark';
  const { entryAt, exitAt, benchmarkEntryAt, benchmarkExitAt } = call;
  if (entryAt === null || exitAt === null || entryAt - call.createdAt > STALE_MS || entryAt >= call.dueAt)
    return 'stale_entry';
  const apart = (a: number, b: number | null) => b === null || Math.abs(a - b) > APART_MS;
  return apart(entryAt, benchmarkEntryAt) || apart(exitAt, benchmarkExitAt) ? 'different_times' : null;
}

/** Calls on an asset in a direction while an earlier one was open. The first one counts, whatever its outcome. */
function overlapping(calls: readonly CallRecord[]): Set<string> {
  const until = new Map<string, number>();
  const found = new Set<string>();
  for (const call of calls) {
    const key = `${call.assetId}:${call.direction}`;
    if (call.createdAt < (until.get(key) ?? Number.NEGATIVE_INFINITY)) found.add(call.id);
    else until.set(key, call.dueAt);
  }
  return found;
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The credibility of one person.
 * @param calls all calls ever made, also those of deleted posts, in any order
 * @param now milliseconds since the epoch
 */
export function credibilityOf(calls: readonly CallRecord[], baseRateOf: BaseRateOf, now: number): Credibility {
  const sorted = calls.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const repeated = overlapping(sorted);
  const counts = { open: 0, void: 0 };
  const unscored: Record<Unscored, number> = {
    no_benchmark: 0,
    is_benchmark: 0,
    stale_entry: 0,
    different_times: 0,
    overlapping: 0,
  };
  const scored: Scored[] = [];
  for (const call of sorted) {
    const { direction, horizonHours, changePercent, benchmarkChangePercent } = call;
    if (repeated.has(call.id)) {
      unscored.overlapping += 1;
      continue;
    }
    if (changePercent === null) {
      counts[now - call.dueAt > VOID_MS ? 'void' : 'open'] += 1;
      continue;
    }
    const fault = faultOf(call);
    if (fault !== null || benchmarkChangePercent === null) {
      unscored[fault ?? 'no_benchmark'] += 1;
      continue;
    }
    const baseRate = baseRateOf(direction, horizonHours);
    const outcome = outcomeOf(direction, changePercent, benchmarkChangePercent);
    scored.push({ call, baseRate, claimed: claimedProbability(baseRate), outcome });
  }
  const dayOf = ({ call }: Scored) => Math.floor(call.createdAt / DAY_MS);
  const aDay = Map.groupBy(scored, dayOf);
  let [weights, sum] = [0, 0];
  for (const one of scored) {
    const crowd = Math.min(1, CALLS_A_DAY / (aDay.get(dayOf(one)) ?? []).length);
    const weight = crowd * 2 ** (-Math.max(0, now - one.call.dueAt) / HALF_LIFE_MS);
    weights += weight;
    sum += weight * scoreOf(one.baseRate, one.claimed, one.outcome);
  }
  const assets = new Set(scored.map(({ call }) => call.assetId)).size;
  const enough = scored.length >= MIN_SAMPLE && aDay.size >= MIN_DAYS && assets >= MIN_ASSETS;
  const known = counts.void <= MAX_VOID_SHARE * (scored.length + counts.void);
  const shown = 50 + (50 * (sum / (weights + PRIOR))) / FULL_SCALE;
  return {
    score: enough && known ? Math.min(100, Math.max(0, shown)) : null,
    sample: scored.length,
    effectiveSample: weights,
    days: aDay.size,
    assets,
    hitRate: mean(scored.map(({ outcome }) => outcome)),
    baseRate: mean(scored.map(({ baseRate }) => baseRate)),
    brier: mean(scored.map(({ claimed, outcome }) => (claimed - outcome) ** 2)),
    referenceBrier: mean(scored.map(({ baseRate, outcome }) => (baseRate - outcome) ** 2)),
    ...counts,
    unscored,
  };
}
