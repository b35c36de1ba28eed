import type { Em } from '../../../platform/db/sql.ts';
import { isProblem, type Problem } from '../../../platform/http/problem.ts';
import { readPerformance } from '../../../platform/metrics/performance.reads.ts';
import type { Step } from '../../../platform/time/steps.domain.ts';
import { countActiveUsers } from './active-users.queries.ts';
import { type Counted, countEvents } from './counts.queries.ts';
import { changeOf, engagementRate, FLOW_EVENTS, FLOW_NAMES, flowsOf } from './definitions.domain.ts';
import type { FiguresView, PeriodQuery, PlatformView } from './figures.schema.ts';
import { freshness } from './freshness.queries.ts';
import { presentPeriod, presentStep } from './period.presenter.ts';
import { readPeriod } from './period.ts';
import { stockAt } from './stock.queries.ts';

const DAY_MS = 86_400_000;

function figuresOf(counted: readonly Counted[], activeUsers: number): FiguresView {
  const flows = flowsOf(counted);
  return { activeUsers, ...flows, engagementRate: engagementRate(flows, activeUsers) };
}

function changesOf(now: FiguresView, before: FiguresView): PlatformView['change'] {
  const names = ['activeUsers', ...FLOW_NAMES, 'engagementRate'] as const;
  return Object.fromEntries(names.map((name) => [name, changeOf(now[name], before[name])])) as PlatformView['change'];
}

const daysBefore = (to: Date, days: number): Step => ({ from: new Date(to.getTime() - days * DAY_MS), to });

/** The figures of the platform in a period, from the rollups alone. */
export async function readPlatform(em: Em, query: PeriodQuery): Promise<PlatformView | Problem> {
  const period = await readPeriod(em, query);
  if (isProblem(period)) return period;
  const { from, to, steps, previous } = period;
  const now = await freshness(em);
  // The last ones are the period before and the whole period.
  const counted = Map.groupBy(await countEvents(em, [...steps, previous], FLOW_EVENTS), ({ n }) => n);
  const asked = [...steps, previous, { from, to }, daysBefore(to, 1), daysBefore(to, 7), daysBefore(to, 30)];
  const users = await countActiveUsers(em, asked);
  const usersAt = (index: number) => users[steps.length + index] ?? 0;
  const before = figuresOf(counted.get(steps.length) ?? [], usersAt(0));
  counted.delete(steps.length);
  const totals = figuresOf([...counted.values()].flat(), usersAt(1));
  const stock = await stockAt(em, to);
  return {
    ...presentPeriod(period, now),
    totals,
    previous: before,
    change: changesOf(totals, before),
    series: steps.map((step, n) => ({
      ...presentStep(step, now),
      ...figuresOf(counted.get(n) ?? [], users[n] ?? 0),
    })),
    active: { day: usersAt(2), week: usersAt(3), month: usersAt(4) },
    stock: stock === undefined ? null : { ...stock, takenAt: stock.takenAt.toISOString() },
    performance: await readPerformance(em, { from, to }),
  };
}
