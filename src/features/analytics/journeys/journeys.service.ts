import { resolvePeriod } from '../../../platform/db/period.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { invalidRequest, isProblem, type Problem } from '../../../platform/http/problem.ts';
import { countCohorts } from '../figures/active-users.queries.ts';
import { countEvents } from '../figures/counts.queries.ts';
import { freshness } from '../figures/freshness.reads.ts';
import { presentPeriod } from '../figures/period.presenter.ts';
import { readPeriod, wholeQuarters, yearsProblem } from '../figures/period.ts';
import { countFunnel } from './funnel.queries.ts';
import {
  type Funnel,
  type FunnelQuestion,
  MAX_COHORTS,
  MAX_FUNNEL_DAYS,
  type Retention,
  type RetentionQuery,
} from './journeys.schema.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
/** Events with a name of the funnel. Each is sorted, which takes some seconds in all. */
const MAX_EVENTS = 3_000_000;

const bad = (field: string, code: string, message: string) => invalidRequest([{ field, code, message }]);
const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** How many people reached each of some events, in their order. 400 for a period that is empty, too long or too full. */
export async function readFunnel(em: Em, question: FunnelQuestion): Promise<Funnel | Problem> {
  const outOfRange = yearsProblem('body', question);
  if (outOfRange) return outOfRange;
  const period = await resolvePeriod(em, question, DEFAULT_DAYS);
  const ms = period.to.getTime() - period.from.getTime();
  if (ms <= 0) return bad('body.from', 'invalid_period', 'Before `to`');
  if (ms > MAX_FUNNEL_DAYS * DAY_MS) {
    return bad('body.from', 'invalid_period', `At most ${MAX_FUNNEL_DAYS} days before \`to\``);
  }
  const { steps, withinHours } = question;
  const events = (await countEvents(em, [wholeQuarters(period)], steps)).reduce((sum, one) => sum + one.events, 0);
  if (events > MAX_EVENTS) {
    return bad(
      'body.from',
      'too_many_events',
      `The period has ${events} events of these names, of at most ${MAX_EVENTS}`,
    );
  }
  const { users, asOf } = await countFunnel(em, steps, period, withinHours);
  return {
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    withinHours,
    asOf: asOf.toISOString(),
    steps: steps.map((name, index) => ({
      name,
      users: users[index] ?? 0,
      ofFirst: ratio(users[index] ?? 0, users[0] ?? 0),
      ofPrevious: index === 0 ? null : ratio(users[index] ?? 0, users[index - 1] ?? 0),
    })),
  };
}

/** How many of the people who signed up in each step were active in it and in each later one. */
export async function readRetention(em: Em, query: RetentionQuery): Promise<Retention | Problem> {
  const period = await readPeriod(em, query);
  if (isProblem(period)) return period;
  const { steps } = period;
  if (steps.length > MAX_COHORTS) return bad('query.interval', 'too_many_steps', `At most ${MAX_COHORTS} steps`);
  const now = await freshness(em);
  const { users, active } = await countCohorts(em, steps);
  return {
    ...presentPeriod(period, now),
    cohorts: steps.map(({ from, to }, n) => ({
      from: from.toISOString(),
      to: to.toISOString(),
      users: users[n] ?? 0,
      active: (active[n] ?? []).slice(n),
    })),
  };
}
