import { resolvePeriod } from '../../../platform/db/period.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { invalidRequest, type Problem } from '../../../platform/http/problem.ts';
import { type Interval, type Step, stepsOf } from '../../../platform/time/steps.domain.ts';
import { canonicalTimeZone } from '../../accounts/time-zone.domain.ts';
import type { PeriodQuery } from './figures.schema.ts';

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MAX_PERIOD_MS = 400 * DAY_MS;
/** A chart needs no more, and each step counts people of its own. */
export const MAX_STEPS = 400;
/** There is no data before it, and Postgres is not asked for years that it does not know. */
const FIRST_MS = Date.UTC(2000, 0, 1);
const LAST_MS = Date.UTC(2200, 0, 1);

export interface FigurePeriod extends Step {
  interval: Interval;
  /** Canonical IANA name. */
  tz: string;
  steps: Step[];
  /** The period of the same length before it. */
  previous: Step;
}

function bad(field: string, code: string, message: string): Problem {
  return invalidRequest([{ field: `query.${field}`, code, message }]);
}

/** A 400 that names the end of a period that lies in years without data; null where both are in range. */
export function yearsProblem(part: 'query' | 'body', asked: { from?: string | undefined; to?: string | undefined }) {
  for (const field of ['from', 'to'] as const) {
    const at = asked[field] === undefined ? FIRST_MS : Date.parse(asked[field]);
    if (at >= FIRST_MS && at <= LAST_MS) continue;
    const message = 'From the year 2000 to 2199';
    return invalidRequest([{ field: `${part}.${field}`, code: 'out_of_range', message }]);
  }
  return null;
}

/** A period widened to whole quarters of an hour, in which figures are counted. */
export function wholeQuarters({ from, to }: Step): Step {
  return {
    from: new Date(Math.floor(from.getTime() / QUARTER_MS) * QUARTER_MS),
    to: new Date(Math.ceil(to.getTime() / QUARTER_MS) * QUARTER_MS),
  };
}

/** The requested period, widened to whole quarters of an hour, or a 400 that names the fault. */
export async function readPeriod(em: Em, query: PeriodQuery): Promise<FigurePeriod | Problem> {
  const tz = canonicalTimeZone(query.tz);
  if (tz === null) return bad('tz', 'unknown_zone', 'An IANA zone, `Europe/Berlin`');
  const outOfRange = yearsProblem('query', query);
  if (outOfRange) return outOfRange;
  const asked = await resolvePeriod(em, query, DEFAULT_DAYS);
  const period = wholeQuarters(asked);
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  if (asked.to <= asked.from) return bad('from', 'invalid_period', 'Before `to`');
  if (to - from > MAX_PERIOD_MS) return bad('from', 'invalid_period', 'At most 400 days before `to`');
  const shortest = { hour: DAY_MS / 24, day: DAY_MS, week: 7 * DAY_MS, month: 28 * DAY_MS }[query.interval];
  if ((to - from) / shortest > MAX_STEPS) return bad('interval', 'too_many_steps', `At most ${MAX_STEPS} steps`);
  return {
    ...period,
    interval: query.interval,
    tz,
    steps: stepsOf(period, query.interval, tz),
    previous: { from: new Date(2 * from - to), to: period.from },
  };
}
