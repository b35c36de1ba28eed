import type { Period } from '../../../platform/db/period.ts';
import type { Em } from '../../../platform/db/sql.ts';
import type { Labels } from '../../../platform/metrics/registry.ts';
import { readSamples, stepFor } from '../figures/history.queries.ts';
import type { RuleContent } from './default-rules.domain.ts';
import { INITIAL, reduceSeries, type Seen, type SeriesState, type Transition } from './reducer.domain.ts';
import { Sight } from './see.ts';

export interface TriedTransition {
  at: string;
  kind: Transition;
  labels: Labels;
  value: number | null;
}

const MAX_TRANSITIONS = 500;
/** Evaluations over a period. Each reads the samples of its window. */
const MAX_LOOKS = 1_500;

/** What a rule would have reported in a period. Writes nothing. */
export async function tryRule(
  em: Em,
  rule: RuleContent,
  period: Period,
): Promise<{ stepSeconds: number; transitions: TriedTransition[] }> {
  const step = stepFor(period, new Date());
  const samples = await readSamples(em, period, step);
  const tried = { ...rule, windowSeconds: Math.max(rule.windowSeconds, step) };
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  const stepMs = Math.max(step * 1_000, Math.ceil((to - from) / MAX_LOOKS));
  const states = new Map<string, { labels: Labels; state: SeriesState }>();
  const transitions: TriedTransition[] = [];
  let start = 0;
  for (let now = from + stepMs; now <= to && transitions.length < MAX_TRANSITIONS; now += stepMs) {
    const oldest = now - tried.windowSeconds * 1_000;
    while ((samples[start]?.at.getTime() ?? now) <= oldest) start += 1;
    const end = samples.findIndex(({ at }, index) => index >= start && at.getTime() > now);
    const seen = new Sight(samples.slice(start, end === -1 ? undefined : end), now).see(tried);
    for (const series of new Set([...seen.keys(), ...states.keys()])) {
      const sight = seen.get(series);
      const before = states.get(series);
      const labels = sight?.labels ?? before?.labels ?? {};
      // The stand-in for all series ends with the first real one.
      const missing: Seen = { kind: series === '' && seen.size > 0 ? 'ended' : 'no_data' };
      const { state, transition } = reduceSeries(tried, before?.state ?? INITIAL, sight?.seen ?? missing, now);
      states.set(series, { labels, state });
      if (transition !== null) {
        transitions.push({ at: new Date(now).toISOString(), kind: transition, labels, value: sight?.value ?? null });
      }
    }
  }
  return { stepSeconds: step, transitions };
}
