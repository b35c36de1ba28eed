import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { EnqueueScheduledInput, ScheduleActivities } from '../../src/platform/jobs/schedules.contract.ts';

const { enqueueScheduled: insertJob } = proxyActivities<ScheduleActivities>({
  summary: 'insert the job of the period',
  startToCloseTimeout: '30 seconds',
  // It fails only with the database, which comes back. How long a period is worth waiting for is the time-out of the run.
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** Set by the server on what a schedule starts: the time of its period. */
const NOMINAL_TIME = 'TemporalScheduledStartTime';

function nominalTime(): Date {
  const { searchAttributes, startTime } = workflowInfo();
  const [given] = searchAttributes[NOMINAL_TIME] ?? [];
  return given instanceof Date ? given : startTime;
}

/** Puts the work of a schedule into the job table, where it is work like any other. */
export async function enqueueScheduled({ schedule }: EnqueueScheduledInput): Promise<void> {
  await insertJob({ schedule, nominalAt: nominalTime().toISOString() });
}
