import type { JobFence, JobWorkflow, NoInput, PassEnd, PassLimit } from '../../platform/jobs/jobs.contract.ts';

/** What the workflow and the activity that mail notifications agree on. Pure: types and constants only. */

export const NOTIFICATION_JOB = 'notification';
/** Name of the workflow, exported under it. */
export const DELIVER_NOTIFICATIONS: JobWorkflow<NoInput> = 'deliverNotifications';

export interface DeliverWindowsInput extends PassLimit {
  fence: JobFence;
}

export interface NotificationActivities {
  /** Writes the mails of all windows that are due, no matter who they are for, page by page, and ends the job. */
  deliverWindows(input: DeliverWindowsInput): Promise<PassEnd>;
}
