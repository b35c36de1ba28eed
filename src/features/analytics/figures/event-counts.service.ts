import type { z } from 'zod';
import type { Em } from '../../../platform/db/sql.ts';
import { isProblem, type Problem } from '../../../platform/http/problem.ts';
import { countEvents } from './counts.queries.ts';
import type { eventCountsSchema, PeriodQuery, seriesQuery, seriesSchema } from './figures.schema.ts';
import { freshness } from './freshness.reads.ts';
import { presentPeriod, presentStep } from './period.presenter.ts';
import { readPeriod } from './period.ts';

/** How many events of each name a period had, most frequent first. */
export async function readEventCounts(
  em: Em,
  query: PeriodQuery,
): Promise<z.infer<typeof eventCountsSchema> | Problem> {
  const period = await readPeriod(em, query);
  if (isProblem(period)) return period;
  const { from, to } = period;
  const now = await freshness(em);
  const byName = new Map<string, { name: string; events: number; machineEvents: number }>();
  for (const [figure, machine] of [
    ['events', false],
    ['machineEvents', true],
  ] as const) {
    for (const { name, events } of await countEvents(em, [{ from, to }], null, machine)) {
      const known = byName.get(name) ?? { name, events: 0, machineEvents: 0 };
      known[figure] += events;
      byName.set(name, known);
    }
  }
  return {
    ...presentPeriod(period, now),
    data: [...byName.values()].sort((a, b) => b.events - a.events || (a.name < b.name ? -1 : 1)),
  };
}

/** Counts the events of one name, step by step. */
export async function readSeries(
  em: Em,
  query: z.output<typeof seriesQuery>,
): Promise<z.infer<typeof seriesSchema> | Problem> {
  const period = await readPeriod(em, query);
  if (isProblem(period)) return period;
  const { steps } = period;
  const now = await freshness(em);
  const events = steps.map(() => 0);
  for (const counted of await countEvents(em, steps, [query.name]))
    events[counted.n] = (events[counted.n] ?? 0) + counted.events;
  return {
    ...presentPeriod(period, now),
    name: query.name,
    total: events.reduce((sum, one) => sum + one, 0),
    series: steps.map((step, n) => ({
      ...presentStep(step, now),
      events: events[n] ?? 0,
    })),
  };
}
