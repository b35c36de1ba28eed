import type { Step } from '../../../platform/time/steps.domain.ts';
import type { Freshness } from './freshness.reads.ts';
import type { FigurePeriod } from './period.ts';

/** The head of every answer about a period: what was requested, and how far the figures have come. */
export function presentPeriod({ from, to, interval, tz }: FigurePeriod, { asOf, finalUntil }: Freshness) {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    interval,
    tz,
    asOf: asOf?.toISOString() ?? null,
    finalUntil: finalUntil?.toISOString() ?? null,
  };
}

/** The bounds of a step, and whether its figures can still change. */
export function presentStep({ from, to }: Step, { finalUntil }: Freshness) {
  return { from: from.toISOString(), to: to.toISOString(), final: finalUntil !== null && to <= finalUntil };
}
