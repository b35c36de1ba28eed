import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { isSelfOrAdmin, type Principal } from '../../../platform/http/principal.ts';
import { invalidRequest, isProblem, notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { changeProblem, listedOwner } from '../owned.policy.ts';
import { lockAdditions } from '../owner-lock.ts';
import { type AlertPosition, type AlertRule, levelsOf, startAlert, step } from './alerts.domain.ts';
import {
  ALERT,
  type AlertFilter,
  type AlertRow,
  countAlerts,
  type FiringRow,
  findAlert,
  listAlerts,
  listFirings,
  lockAlert,
  lockAsset,
  WATERMARK,
} from './alerts.queries.ts';

/** Alerts of one person, done ones included: more than anybody can act on. */
const MAX_ALERTS = 500;
/** Percent of a move: less is the noise of every price, more happens to no asset. */
const MIN_MOVE_PERCENT = 0.01;
const MAX_MOVE_PERCENT = 1_000;

const WHAT = 'The alert';

export interface NewAlert extends AlertRule {
  /** In upper case. */
  symbol: string;
  note: string | null;
}

export interface AlertPatch {
  threshold?: number | undefined;
  rearmPercent?: number | undefined;
  repeat?: boolean | undefined;
  note?: string | null | undefined;
  /** `armed` starts it again from the latest price. */
  state?: 'armed' | 'paused' | undefined;
}

function thresholdProblem({ condition, threshold }: AlertRule): Problem | null {
  if (condition !== 'percent_move') return null;
  if (threshold >= MIN_MOVE_PERCENT && threshold <= MAX_MOVE_PERCENT) return null;
  const code = threshold < MIN_MOVE_PERCENT ? 'too_small' : 'too_big';
  const message = `Must be ${MIN_MOVE_PERCENT} to ${MAX_MOVE_PERCENT} percent for a move`;
  return invalidRequest([{ field: 'body.threshold', code, message }]);
}

/** 400 `unknown_symbol`; 409 `too_many_alerts`. */
export async function createAlert(em: Em, principal: Principal, input: NewAlert): Promise<AlertRow | Problem> {
  const invalid = thresholdProblem(input);
  if (invalid) return invalid;
  const { userId } = principal;
  return await transact(em, async (tx) => {
    await lockAdditions(tx, 'alerts', userId);
    if ((await countAlerts(tx, userId)) >= MAX_ALERTS) {
      return problem(409, 'too_many_alerts', `You already have ${MAX_ALERTS} alerts. Delete one first.`);
    }
    const asset = await lockAsset(tx, { symbol: input.symbol });
    if (!asset) {
      return invalidRequest([{ field: 'body.symbol', code: 'unknown_symbol', message: 'There is no such asset' }]);
    }
    const position = startAlert(input, asset.price);
    const { upper, lower } = levelsOf(input, position);
    const made = await row<AlertRow>(
      tx,
      sql`with a as (
            insert into price_alert (user_id, asset_id, condition, threshold, rearm_percent, repeat, note, state,
              reference_price, upper_level, lower_level, evaluated_at)
            select ${userId}::uuid, asset.id, ${input.condition}, ${input.threshold}::float8, ${input.rearmPercent}::float8,
              ${input.repeat}::boolean, ${input.note}, ${position.state}, ${position.reference}::float8, ${upper}::float8,
              ${lower}::float8, ${WATERMARK}
            from asset where asset.id = ${asset.id}
            returning *)
          select ${ALERT} from a join asset s on s.id = a.asset_id`,
    );
    if (!made) throw new Error('An insert returned no row');
    await recordEvent(tx, {
      name: 'alert.created',
      userId,
      properties: { alertId: made.id, assetId: asset.id, condition: made.condition },
    });
    return made;
  });
}

export async function getAlert(em: Em, principal: Principal, alertId: string): Promise<AlertRow | Problem> {
  const alert = await findAlert(em, alertId);
  return alert && isSelfOrAdmin(principal, alert.userId) ? alert : notFound(WHAT);
}

/** @param filter with `userId` as asked for: 404 for a user other than the caller, unless that is an admin */
export async function listOwnAlerts(
  em: Em,
  principal: Principal,
  filter: Omit<AlertFilter, 'userId'> & { userId: string | undefined },
): Promise<AlertRow[] | Problem> {
  const userId = listedOwner(principal, filter.userId);
  return isProblem(userId) ? userId : await listAlerts(em, { ...filter, userId });
}

/** Latest first, before a time (ISO 8601). */
export async function listFiringsOf(
  em: Em,
  principal: Principal,
  alertId: string,
  before: string | null,
  limit: number,
): Promise<FiringRow[] | Problem> {
  const alert = await getAlert(em, principal, alertId);
  return isProblem(alert) ? alert : await listFirings(em, alertId, before, limit);
}

/** Where a changed alert stands, and whether it starts again at the latest price. */
function reposition(
  before: AlertRow,
  rule: AlertRule,
  patch: AlertPatch,
  latest: number | null,
): { position: AlertPosition; restarted: boolean } {
  const { state, reference } = before;
  const paused = patch.state === 'paused' || (state === 'paused' && patch.state === undefined);
  if (paused) return { position: { state: 'paused', reference: null }, restarted: false };
  const resumed = patch.state === 'armed' && state !== 'armed';
  if (resumed || rule.threshold !== before.threshold) return { position: startAlert(rule, latest), restarted: true };
  const position = { state, reference };
  // A smaller hysteresis may be met already.
  const arms = state === 'disarmed' && latest !== null && rule.rearmPercent !== before.rearmPercent;
  return { position: arms ? step(rule, position, latest).position : position, restarted: false };
}

/** A new threshold, and `armed` for an alert that is not, start the rule again from the latest price. */
export async function updateAlert(
  em: Em,
  principal: Principal,
  alertId: string,
  patch: AlertPatch,
): Promise<AlertRow | Problem> {
  return await transact(em, async (tx) => {
    const found = await findAlert(tx, alertId);
    if (!found) return notFound(WHAT);
    const refused = changeProblem(principal, found.userId, WHAT);
    if (refused) return refused;
    const asset = await lockAsset(tx, { id: found.assetId });
    const before = await lockAlert(tx, alertId);
    if (!asset || !before) return notFound(WHAT);
    const rule: AlertRule = {
      condition: before.condition,
      threshold: patch.threshold ?? before.threshold,
      rearmPercent: patch.rearmPercent ?? before.rearmPercent,
      repeat: patch.repeat ?? before.repeat,
    };
    const invalid = thresholdProblem(rule);
    if (invalid) return invalid;
    const { position, restarted } = reposition(before, rule, patch, asset.price);
    const { upper, lower } = levelsOf(rule, position);
    const after = await row<AlertRow>(
      tx,
      sql`update price_alert a set threshold = ${rule.threshold}, rearm_percent = ${rule.rearmPercent},
            repeat = ${rule.repeat}, note = ${patch.note === undefined ? before.note : patch.note}, state = ${position.state},
            reference_price = ${position.reference}, upper_level = ${upper}, lower_level = ${lower},
            evaluated_at = case when ${restarted} then ${WATERMARK} else a.evaluated_at end, updated_at = now()
          from asset join asset s on s.id = asset.id where a.id = ${alertId} and s.id = a.asset_id returning ${ALERT}`,
    );
    if (!after) throw new Error('An update of a locked row returned none');
    await recordEvent(tx, { name: 'alert.updated', userId: principal.userId, properties: { alertId } });
    return after;
  });
}

/** With its firings, also those its owner was not told of yet. */
export async function deleteAlert(em: Em, principal: Principal, alertId: string): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const alert = await findAlert(tx, alertId);
    if (!alert) return notFound(WHAT);
    const refused = changeProblem(principal, alert.userId, WHAT);
    if (refused) return refused;
    if ((await run(tx, sql`delete from price_alert where id = ${alertId}`)) === 0) return notFound(WHAT);
    await recordEvent(tx, {
      name: 'alert.deleted',
      userId: principal.userId,
      properties: { alertId, assetId: alert.assetId },
    });
    return null;
  });
}
