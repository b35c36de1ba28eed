import type { JobFence, JobWorkflow } from '../../platform/jobs/jobs.contract.ts';

/** What the API, the schedule, the workflow and the activity agree on about reports. Pure: types and constants only. */

export const REPORT_JOB = 'report';
/** Name of the workflow, exported under it. */
export const MAKE_REPORTS: JobWorkflow<MakeReportsInput> = 'makeReports';

/** A report is about the platform, for admins, or about a user, for them. */
export const REPORT_SCOPES = ['platform', 'own'] as const;
export type ReportScope = (typeof REPORT_SCOPES)[number];

export interface MakeReportsInput {
  /** ISO 8601: the reports of readers whose hour has come by then. Null: the one report that has the id of the job. */
  dueAt: string | null;
}

export interface MakeReportsStep extends MakeReportsInput {
  fence: JobFence;
}

export interface ReportActivities {
  /** Makes, stores and mails what is asked for, and ends the job. @returns milliseconds to wait until figures are final; null when done */
  makeReports(input: MakeReportsStep): Promise<{ waitMs: number | null }>;
}

/** Types of the failures; they are the job's error codes too. */
export const REPORT_ERRORS = {
  /** Nothing was counted in a period that has events. */
  unproven: 'report_unproven',
  /** Some readers' reports could not be made; those of the others were. */
  incomplete: 'reports_incomplete',
  /** Figures of the period did not become final in time. */
  notFinal: 'figures_not_final',
  /** A query failed. */
  failed: 'report_failed',
} as const;
