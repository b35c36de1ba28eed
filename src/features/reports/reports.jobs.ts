import type { JobType } from '../../platform/jobs/job-type.ts';
import type { ScheduledJob } from '../../platform/jobs/scheduled-job.ts';
import { MAKE_REPORTS, type MakeReportsInput, REPORT_JOB } from './reports.contract.ts';

/** One report that a user asked for, or all that are due. */
export const reportJobType: JobType<MakeReportsInput> = { type: REPORT_JOB, workflow: MAKE_REPORTS, taskQueue: 'bulk' };

/** The hours of people begin at quarters of an hour in UTC, since offsets of zones are multiples of that. */
const QUARTER_MS = 15 * 60_000;

/** Each run looks back a day, so one that was missed is made up for by the next. */
export function reportSchedule(): ScheduledJob<MakeReportsInput> {
  return {
    name: 'reports',
    note: 'Daily, weekly and monthly reports of everyone whose hour has come',
    everyMs: QUARTER_MS,
    catchupMs: QUARTER_MS,
    request: (nominalAt) => ({
      type: reportJobType,
      input: { dueAt: nominalAt.toISOString() },
      summary: 'reports that are due',
      requestedBy: null,
      priority: 'low',
    }),
  };
}
