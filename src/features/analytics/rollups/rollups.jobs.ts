import type { JobType } from '../../../platform/jobs/job-type.ts';
import type { ScheduledJob } from '../../../platform/jobs/scheduled-job.ts';
import {
  REBUILD_JOB,
  REBUILD_ROLLUPS,
  type RebuildInput,
  ROLL_UP,
  ROLLUP_JOB,
  type RollUpInput,
} from './rollups.contract.ts';

export const rollupJobType: JobType<RollUpInput> = { type: ROLLUP_JOB, workflow: ROLL_UP, taskQueue: 'bulk' };

export const rebuildJobType: JobType<RebuildInput> = {
  type: REBUILD_JOB,
  workflow: REBUILD_ROLLUPS,
  taskQueue: 'bulk',
  outlivesRequester: true,
};

/** Milliseconds. A job for each pass would make 43,200 rows a day. Figures are two seconds old all the same. */
const PERIOD_MS = 5 * 60_000;
/** The next run takes over before this one must end. Side by side they only wait for each other. */
const OVER_BEFORE_MS = 10_000;

export function rollupSchedule(): ScheduledJob<RollUpInput> {
  return {
    name: 'analytics-rollup',
    note: 'Figures from new events, every two seconds',
    everyMs: PERIOD_MS,
    catchupMs: PERIOD_MS,
    // Else a new installation has no figures until the next five minutes of the clock.
    triggerImmediately: true,
    request: (nominalAt) => ({
      type: rollupJobType,
      input: { until: new Date(nominalAt.getTime() + PERIOD_MS - OVER_BEFORE_MS).toISOString() },
      summary: 'figures from new events',
      requestedBy: null,
      priority: 'high',
    }),
  };
}
