import type { Period } from '../../platform/db/period.ts';
import { JOB_STATUSES } from '../../platform/jobs/jobs.contract.ts';
import type { FailureCause, oldestWaiting, TypeStats } from './job-stats.queries.ts';
import type { JobStats } from './jobs.schema.ts';

const MINUTE_MS = 60_000;

export interface JobFigures {
  types: TypeStats[];
  succeeded: number;
  deadLetters: number;
  oldest: Awaited<ReturnType<typeof oldestWaiting>>;
  causes: FailureCause[];
}

/** Shapes the figures of a period for the API. */
export function presentStats({ from, to }: Period, figures: JobFigures): JobStats {
  const { types, succeeded, deadLetters, oldest, causes } = figures;
  const total = (status: (typeof JOB_STATUSES)[number]) => types.reduce((sum, type) => sum + type[status], 0);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    totals: Object.fromEntries(JOB_STATUSES.map((status) => [status, total(status)])) as JobStats['totals'],
    byType: types.map(({ wait_p50, wait_p95, run_p50, run_p95, ...counts }) => ({
      ...counts,
      waitMs: { p50: wait_p50, p95: wait_p95 },
      runMs: { p50: run_p50, p95: run_p95 },
    })),
    throughputPerMinute: succeeded / ((to.getTime() - from.getTime()) / MINUTE_MS),
    deadLetters,
    oldestWaiting: oldest
      ? { id: oldest.id, type: oldest.type, dueSince: oldest.due_since.toISOString(), ageSeconds: oldest.age_seconds }
      : null,
    failuresByCause: causes.map(({ first_seen, last_seen, ...cause }) => ({
      ...cause,
      firstSeenAt: first_seen.toISOString(),
      lastSeenAt: last_seen.toISOString(),
    })),
  };
}
