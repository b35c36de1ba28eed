import type { JobType } from '../../platform/jobs/job-type.ts';
import type { NoInput } from '../../platform/jobs/jobs.contract.ts';
import { DELIVER_NOTIFICATIONS, NOTIFICATION_JOB } from './delivery.contract.ts';

/** Writing the mails of everybody whose notifications were gathered long enough. */
export const notificationJobType: JobType<NoInput> = {
  type: NOTIFICATION_JOB,
  workflow: DELIVER_NOTIFICATIONS,
  taskQueue: 'bulk',
};
