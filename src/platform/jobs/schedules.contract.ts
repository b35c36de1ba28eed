/** What schedules, their workflow and its activity agree on. Pure: types and constants only. */

/** Name of the workflow that every schedule starts. */
export const ENQUEUE_SCHEDULED = 'enqueueScheduled';

export interface EnqueueScheduledInput {
  /** Name of the schedule. */
  schedule: string;
}

export interface ScheduledPeriod extends EnqueueScheduledInput {
  /** ISO 8601: when the run was to start, however late it did. */
  nominalAt: string;
}

export interface ScheduleActivities {
  /** Inserts the job of a period, unless the period has its job. */
  enqueueScheduled(period: ScheduledPeriod): Promise<void>;
}
