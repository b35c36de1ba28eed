import { newId } from '../../../platform/db/ids.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../../platform/loop.ts';
import { causeOf, type Trouble } from './causes.domain.ts';
import { escalate, releaseHeld } from './deliveries.queries.ts';
import {
  type EndedAlert,
  electTick,
  endAlerts,
  type KnownState,
  lockEvaluation,
  type NewAlert,
  openAlerts,
  purgeAlerts,
  readStates,
  readSurroundings,
  recentSamples,
  writeStates,
} from './evaluation.queries.ts';
import { INITIAL, OPENING, reduceSeries, type SeriesState, type Transition } from './reducer.domain.ts';
import { listRules, type RuleRow, seedRules } from './rules.queries.ts';
import { type SeenSeries, Sight } from './see.ts';

/** An evaluation is elected every five seconds. Asking more often keeps it from being late. */
const INTERVAL_MS = 1_000;
/** Rounds between two purges of old rows. */
const ROUNDS_A_PURGE = 1_000;

interface Changes {
  states: KnownState[];
  opened: NewAlert[];
  ended: EndedAlert[];
  /** Series that are in trouble, or may be in a moment. */
  troubles: Trouble[];
}

const opens = (transition: Transition) => (OPENING as readonly Transition[]).includes(transition);

const isSame = (a: SeriesState, b: SeriesState) =>
  a.status === b.status && a.since === b.since && a.blindSince === b.blindSince && a.mutedUntil === b.mutedUntil;

/** A series whose mute is over has no mute. */
function settled(state: SeriesState, now: number): SeriesState {
  return state.mutedUntil !== null && state.mutedUntil <= now && state.status === 'ok'
    ? { ...state, mutedUntil: null }
    : state;
}

/** A rule without any series has one stand-in for all of them, until there are others. */
function reduceRule(
  rule: RuleRow,
  seen: ReadonlyMap<string, SeenSeries>,
  known: ReadonlyMap<string, KnownState>,
  running: ReadonlySet<string>,
  now: number,
  changes: Changes,
): void {
  for (const series of new Set([...seen.keys(), ...known.keys()])) {
    const before = known.get(series);
    const sight = seen.get(series);
    const labels = sight?.labels ?? before?.labels ?? {};
    const isStandIn = series === '' && sight === undefined && seen.size > 0;
    const stopped = isStandIn || (labels.instance !== undefined && !running.has(labels.instance));
    const what = stopped ? { kind: 'ended' as const } : (sight?.seen ?? { kind: 'no_data' as const });
    const { state, transition } = reduceSeries(rule, before?.state ?? INITIAL, what, now);
    const after = settled(state, now);
    const forgettable = after.status === 'ok' && after.blindSince === null && after.mutedUntil === null;
    if (before === undefined ? !forgettable : !isSame(before.state, after)) {
      changes.states.push({ rule_id: rule.id, series, labels: { ...labels }, state: after });
    }
    // Also a trouble that ended in this evaluation. After it, the row of the alert says so.
    const isTrouble = after.status !== 'ok' || (before !== undefined && before.state.status !== 'ok');
    if (isTrouble) changes.troubles.push({ ruleId: rule.id, metric: rule.metric, labels });
    if (transition === null) continue;
    const value = what.kind === 'value' ? what.value : null;
    if (!opens(transition)) changes.ended.push({ rule_id: rule.id, series, kind: transition, value });
    else {
      const { id: rule_id, key: rule_key, name: rule_name, metric, severity, threshold } = rule;
      const alert = { id: newId(), rule_id, rule_key, rule_name, metric, severity, threshold };
      changes.opened.push({ ...alert, series, labels: { ...labels }, kind: transition, value, cause_rule_id: null });
    }
  }
}

/**
 * Evaluates all rules once, in one transaction, so a kill leaves nothing or all of it. Evaluations wait for each other, and a
 * series has at most one open alert, so the outcome does not depend on how many processes evaluate.
 */
export async function evaluate(em: Em, channels: readonly string[]): Promise<{ opened: number; ended: number }> {
  return await transact(em, async (tx) => {
    const now = await lockEvaluation(tx);
    const rules = (await listRules(tx)).filter(({ enabled }) => enabled);
    const window = Math.max(60, ...rules.map(({ windowSeconds }) => windowSeconds));
    const sight = new Sight(await recentSamples(tx, window), now.getTime());
    const { running, troubles, muted, silenced, late } = await readSurroundings(tx);
    const alive = new Set(running);
    const states = Map.groupBy(await readStates(tx), ({ rule_id }) => rule_id);
    const changes: Changes = { states: [], opened: [], ended: [], troubles: [...troubles] };
    for (const rule of rules) {
      const known = new Map((states.get(rule.id) ?? []).map((state) => [state.series, state]));
      reduceRule(rule, sight.see(rule), known, alive, now.getTime(), changes);
    }
    await writeStates(tx, changes.states);
    await endAlerts(tx, changes.ended, now);
    const explained = changes.opened.map((alert) => ({ ...alert, cause_rule_id: causeOf(alert, changes.troubles) }));
    await openAlerts(tx, explained, now, channels);
    if (late) await escalate(tx, channels);
    const unexplained = muted.filter((alert) => causeOf(alert, changes.troubles) === null).map(({ id }) => id);
    if (silenced || unexplained.length > 0) await releaseHeld(tx, unexplained);
    return { opened: changes.opened.length, ended: changes.ended.length };
  });
}

export interface EvaluatingDeps {
  em(): Em;
  /** Names of the configured channels. */
  channels: readonly string[];
  /** Hears of every round, so that it notices when there are none. */
  emergency?: { answered(em: Em): Promise<void>; failed(error: unknown): void };
  logger: Logger;
}

/** Evaluates all rules every five seconds, in one of all processes that run this loop. */
export function startEvaluating({ em, channels, emergency, logger }: EvaluatingDeps): Loop {
  let rounds = 0;
  async function look(): Promise<void> {
    if (rounds === 0) await seedRules(em());
    if (rounds % ROUNDS_A_PURGE === 0) await purgeAlerts(em());
    rounds += 1;
    const isElected = await electTick(em());
    // Before the evaluation, since an outage that is over explains what it finds.
    await emergency?.answered(em());
    if (!isElected) return;
    const { opened, ended } = await evaluate(em(), channels);
    if (opened + ended > 0) logger.warn({ opened, ended }, 'alerts changed');
  }
  return startLoop({
    name: 'alert-evaluation',
    intervalMs: INTERVAL_MS,
    logger,
    round: async () => {
      try {
        await look();
      } catch (error) {
        emergency?.failed(error);
        throw error;
      }
      return false;
    },
  });
}
