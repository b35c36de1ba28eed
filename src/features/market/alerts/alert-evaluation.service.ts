import { sql } from 'kysely';
import { newId } from '../../../platform/db/ids.ts';
import { type Em, run } from '../../../platform/db/sql.ts';
import type { Enqueue } from '../../../platform/jobs/enqueue.ts';
import type { OnFreshPrices } from '../assets/quotes.reads.ts';
import type { FreshPrices } from '../market.contract.ts';
import { PriceSeries } from '../prices/price-series.domain.ts';
import { type AlertCandidate, BEFORE_ALL, lockReached } from './alert-evaluation.queries.ts';
import { type AlertFiring, type Evaluation, evaluateAlert, levelsOf } from './alerts.domain.ts';
import { priceAlertsJobType } from './alerts.jobs.ts';

/** Alerts that are locked, and rows that are written, by one statement: far below a second's work, whatever an ingest sets off. */
const SLICE = 10_000;

export interface AlertEvaluationDeps {
  enqueue: Enqueue;
}

interface Batch {
  series: PriceSeries;
  /** Milliseconds since the epoch until which all prices were evaluated before. */
  seenUntil: number;
}

/** A firing, and whose it is. */
interface FiringOfAlert extends AlertFiring {
  alert: AlertCandidate;
}

interface MovedAlert extends Evaluation {
  alert: AlertCandidate;
  /** Time of the last tick it has seen. */
  seenUntil: number;
}

/** An alert that no price reached was not written, so its watermark is the asset's where that is later. */
function evaluate(alert: AlertCandidate, { series, seenUntil }: Batch): Evaluation {
  const position = { state: alert.state, reference: alert.reference };
  return evaluateAlert(alert, position, Math.max(alert.watermark ?? -Infinity, seenUntil), series);
}

async function writeMoved(tx: Em, moved: readonly MovedAlert[]): Promise<void> {
  const levels = moved.map(({ alert, position }) => levelsOf(alert, position));
  await run(
    tx,
    sql`update price_alert a set state = moved.state, reference_price = moved.reference, upper_level = moved.upper,
          lower_level = moved.lower, evaluated_at = to_timestamp(moved.seen_until / 1000),
          fired_count = a.fired_count + moved.fired, updated_at = now(),
          last_fired_at = coalesce(to_timestamp(moved.last_fired / 1000), a.last_fired_at)
        from unnest(${moved.map(({ alert }) => alert.id)}::uuid[], ${moved.map(({ position }) => position.state)}::text[],
            ${moved.map(({ position }) => position.reference)}::float8[], ${levels.map(({ upper }) => upper)}::float8[],
            ${levels.map(({ lower }) => lower)}::float8[], ${moved.map(({ seenUntil }) => seenUntil)}::float8[],
            ${moved.map(({ firings }) => firings.length)}::int[],
            ${moved.map(({ firings }) => firings.at(-1)?.at ?? null)}::float8[])
          as moved (id, state, reference, upper, lower, seen_until, fired, last_fired)
        where a.id = moved.id`,
  );
}

async function writeFirings(tx: Em, jobId: string, firings: readonly FiringOfAlert[]): Promise<void> {
  await run(
    tx,
    sql`insert into price_alert_firing (alert_id, job_id, at, price, threshold, reference_price)
        select alert_id, ${jobId}::uuid, to_timestamp(at / 1000), price, threshold, reference
        from unnest(${firings.map(({ alert }) => alert.id)}::uuid[], ${firings.map(({ at }) => at)}::float8[],
            ${firings.map(({ price }) => price)}::float8[], ${firings.map(({ alert }) => alert.threshold)}::float8[],
            ${firings.map(({ reference }) => reference)}::float8[])
          as firing (alert_id, at, price, threshold, reference)
        on conflict on constraint price_alert_firing_once_unique do nothing`,
  );
}

/** What moves, in parts that fit into memory and, but for a single alert that fires very often, into a statement. */
function* movedParts(
  reached: readonly AlertCandidate[],
  batches: ReadonlyMap<number, Batch>,
): Generator<{ moved: MovedAlert[]; firings: FiringOfAlert[] }> {
  let moved: MovedAlert[] = [];
  let firings: FiringOfAlert[] = [];
  for (const alert of reached) {
    const batch = batches.get(alert.assetId) as Batch;
    const evaluation = evaluate(alert, batch);
    if (!evaluation.moved) continue;
    moved.push({ ...evaluation, alert, seenUntil: batch.series.ticks.at(-1)?.at ?? 0 });
    for (const firing of evaluation.firings) firings.push({ ...firing, alert });
    if (firings.length < SLICE) continue;
    yield { moved, firings };
    moved = [];
    firings = [];
  }
  if (moved.length > 0) yield { moved, firings };
}

/** Evaluates and writes some of the alerts. @returns how often they fired */
async function moveAlerts(
  tx: Em,
  jobId: string,
  reached: readonly AlertCandidate[],
  batches: ReadonlyMap<number, Batch>,
): Promise<number> {
  let count = 0;
  for (const { moved, firings } of movedParts(reached, batches)) {
    await writeMoved(tx, moved);
    for (let begin = 0; begin < firings.length; begin += SLICE) {
      await writeFirings(tx, jobId, firings.slice(begin, begin + SLICE));
    }
    count += firings.length;
  }
  return count;
}

/**
 * Evaluates all alerts that fresh prices reach, in the transaction that stores the prices: four statements, however many ticks
 * there are, and two or three more for each 10,000 alerts or firings beyond the first. What fires is told by one job for all of
 * it.
 *
 * The caller holds the rows of the assets (as everything that moves their latest price does): anyone who makes or changes an alert takes
 * the same lock, so every tick is either before that or evaluated.
 */
export function createAlertEvaluation({ enqueue }: AlertEvaluationDeps): OnFreshPrices {
  return async (tx: Em, fresh: readonly FreshPrices[]) => {
    if (fresh.length === 0) return;
    const batches = new Map(
      fresh.map(({ assetId, previous, ticks }): [number, Batch] => [
        assetId,
        { series: new PriceSeries(ticks), seenUntil: previous?.at ?? -Infinity },
      ]),
    );
    const jobId = newId();
    let count = 0;
    let after = BEFORE_ALL;
    for (let more = true; more; ) {
      const reached = await lockReached(tx, batches, after, SLICE);
      count += await moveAlerts(tx, jobId, reached, batches);
      after = reached.at(-1)?.id ?? after;
      more = reached.length === SLICE;
    }
    if (count === 0) return;
    await enqueue(tx, {
      type: priceAlertsJobType,
      id: jobId,
      input: { firings: count },
      summary: `notify owners of ${count} price ${count === 1 ? 'alert' : 'alerts'}`,
      requestedBy: null,
      priority: 'high',
    });
  };
}
