/** When an alert fires and when it ends: a pure reducer over the values of one series. */

export interface Condition {
  comparison: 'above' | 'below';
  threshold: number;
  /** A firing series recovers at this value or beyond it. It lies on the good side of the threshold, or equals it. */
  clearThreshold: number;
  /** Seconds for which the threshold must be crossed before the alert fires. */
  forSeconds: number;
  /** Seconds after its end during which nothing fires again. */
  cooldownSeconds: number;
  /** Whether a series without data is an alert of its own. */
  noData: 'alert' | 'ignore';
}

/**
 * States of a series:
 * - `ok`: nothing is known to be wrong
 * - `pending`: the threshold is crossed, but not for long enough yet
 * - `firing`: an alert is open, and missing data does not change it
 * - `no_data`, `error`: an alert says that there are no values
 */
export type Status = 'ok' | 'pending' | 'firing' | 'no_data' | 'error';

export interface SeriesState {
  status: Status;
  /** Start of this status. Milliseconds since the epoch, as all times here. */
  since: number;
  /** Since when there has been no value; null while there are values. */
  blindSince: number | null;
  /** Until when nothing may fire; null when nothing is muted. */
  mutedUntil: number | null;
}

/** `at`: when it was measured, now unless given. `ended`: the series is gone, since its process has stopped. */
export type Seen =
  | { kind: 'value'; value: number; at?: number }
  | { kind: 'no_data' }
  | { kind: 'error' }
  | { kind: 'ended' };

/** Transitions that open an alert, and those that close one. */
export type Transition = 'fired' | 'no_data' | 'error' | 'recovered' | 'data_back' | 'ended';
export const OPENING = ['fired', 'no_data', 'error'] as const satisfies readonly Transition[];

export interface Step {
  state: SeriesState;
  transition: Transition | null;
}

/** One late sample is no reason for an alert. */
const BLIND_SECONDS = 60;

export const INITIAL: SeriesState = { status: 'ok', since: 0, blindSince: null, mutedUntil: null };

export function isOpen(status: Status): boolean {
  return status === 'firing' || status === 'no_data' || status === 'error';
}

function crosses({ comparison, threshold }: Condition, value: number): boolean {
  return comparison === 'above' ? value > threshold : value < threshold;
}

function isClear({ comparison, clearThreshold }: Condition, value: number): boolean {
  return comparison === 'above' ? value <= clearThreshold : value >= clearThreshold;
}

function withValue(condition: Condition, before: SeriesState, value: number, at: number, now: number): Step {
  const state = { ...before, blindSince: null };
  if (state.status === 'firing') {
    if (!isClear(condition, value)) return { state, transition: null };
    return { state: endedAt(state, condition, now), transition: 'recovered' };
  }
  const pendingSince = state.status === 'pending' ? state.since : Math.min(at, now);
  const wasBlind = state.status === 'no_data' || state.status === 'error';
  if (!crosses(condition, value)) {
    const since = state.status === 'ok' ? state.since : now;
    return { state: { ...state, status: 'ok', since }, transition: wasBlind ? 'data_back' : null };
  }
  const muted = state.mutedUntil !== null && now < state.mutedUntil;
  const isDue = now - pendingSince >= condition.forSeconds * 1_000 && !muted && !wasBlind;
  if (isDue) return { state: { ...state, status: 'firing', since: now, mutedUntil: null }, transition: 'fired' };
  return { state: { ...state, status: 'pending', since: pendingSince }, transition: wasBlind ? 'data_back' : null };
}

function withoutValue(condition: Condition, before: SeriesState, kind: 'no_data' | 'error', now: number): Step {
  const state = { ...before, blindSince: before.blindSince ?? now };
  const tells = condition.noData === 'alert' || kind === 'error';
  const isDue = now - state.blindSince >= Math.max(condition.forSeconds, BLIND_SECONDS) * 1_000;
  // A firing alert goes on, and an open one is not reported again under another name.
  if (!tells || isOpen(state.status) || !isDue) return { state, transition: null };
  return { state: { ...state, status: kind, since: now }, transition: kind };
}

/** The state of a series after its alert has ended, by itself or by a person. */
export function endedAt(state: SeriesState, { cooldownSeconds }: Condition, now: number): SeriesState {
  return { ...state, status: 'ok', since: now, blindSince: null, mutedUntil: now + cooldownSeconds * 1_000 };
}

/** The next state of a series, and its transition if there is one. Only a value can announce a recovery. */
export function reduceSeries(condition: Condition, state: SeriesState, seen: Seen, now: number): Step {
  if (seen.kind === 'value') return withValue(condition, state, seen.value, seen.at ?? now, now);
  if (seen.kind === 'ended') return { state: INITIAL, transition: isOpen(state.status) ? 'ended' : null };
  return withoutValue(condition, state, seen.kind, now);
}
