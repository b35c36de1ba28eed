import { accountEraseSteps } from './features/accounts/accounts.erase.ts';
import { emailEraseSteps } from './features/email/email.erase.ts';
import { createJobEraseSteps } from './features/jobs/jobs.erase.ts';
import { eraseAlerts } from './features/market/alerts.erase.ts';
import { eraseWatchlists } from './features/market/watchlists.erase.ts';
import { eraseNotifications } from './features/notifications/notifications.erase.ts';
import { jobTypes } from './job-types.ts';
import type { EraseStep } from './platform/erasure/erase-step.ts';
import { eventEraseStep } from './platform/events/erase-events.ts';

/**
 * Everything that the deletion of an account removes or anonymises, in this order: features first, then the mails and jobs
 * that they had caused, then what happened, and the account last.
 */
export const eraseSteps: readonly EraseStep[] = [
  eraseNotifications,
  eraseAlerts,
  eraseWatchlists,
  ...emailEraseSteps,
  ...createJobEraseSteps(jobTypes),
  eventEraseStep,
  ...accountEraseSteps,
];
