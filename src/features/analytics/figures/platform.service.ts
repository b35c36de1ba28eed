import type { Em } from '../../../platform/db/sql.ts';
import { isProblem, type Problem } from '../../../platform/http/problem.ts';
import { readPerformance } from '../../../platform/metrics/performance.reads.ts';
import type { Step } from '../../../platform/time/steps.domain.ts';
import { changeOf, engagementRate, FLOW_NAMES, sumOf } from './definitions.domain.ts';
import type { FiguresView, PeriodQuery, PlatformView } from './figures.schema.ts';
import { freshness } from './freshness.reads.ts';
import { presentPeriod, presentStep } from './period.presenter.ts';
import { readPeriod } from './period.ts';
import { type PeriodFigures, readPeriodFigures } from './period-figures.service.ts';
import { stockAt } from './stock.queries.ts';

const DAY_MS = 86_400_000;

function figuresOf({ activeUsers, flows }: PeriodFigures): FiguresView {
  return { activeUsers, ...flows, engagementRate: engagementRate(flows, activeUsers) };
}

function changesOf(now: FiguresView, before: FiguresView): PlatformView['change'] {
  const names = ['activeUsers', ...FLOW_NAMES, 'engagementRate'] as const;
  return Object.fromEntries(names.map((name) => [name, changeOf(now[name], before[name])])) as PlatformView['change'];
}

const daysBefore = (to: Date, days: number): Step => ({ from: new Date(to.getTime() - days * DAY_MS), to });

/** The figures of the platform in a period, read from the rollups only. */
export async function readPlatform(em: Em, query: PeriodQuery): Promise<PlatformView | Problem> {
  const period = await readPeriod(em, query);
  if (isProblem(period)) return period;
  const { from, to, steps, previous } = period;
  const now = await freshness(em);
  const { figures, people } = await readPeriodFigures(
    em,
    [...steps, previous],
    [{ from, to }, daysBefore(to, 1), daysBefore(to, 7), daysBefore(to, 30)],
  );
  const [activeUsers = 0, day = 0, week = 0, month = 0] = people;
  const before = figuresOf(figures.pop() as PeriodFigures);
  const totals = figuresOf({ activeUsers, flows: sumOf(figures.map(({ flows }) => flows)) });
  const stock = await stockAt(em, to);
  return {
    ...presentPeriod(period, now),
    totals,
    previous: before,
    change: changesOf(totals, before),
    series: steps.map((step, n) => ({
      ...presentStep(step, now),
      ...figuresOf(figures[n] as PeriodFigures),
    })),
    active: { day, week, month },
    stock: stock === undefined ? null : { ...stock, takenAt: stock.takenAt.toISOString() },
    performance: await readPerformance(em, { from, to }),
  };
}
