import type { JobType } from '../../platform/jobs/job-type.ts';
import { EMAIL_JOB, SEND_EMAIL, type SendEmailInput } from './email.contract.ts';
import { requeueMail, settleMail } from './email.ledger.ts';

/** One transactional mail, as a job. */
export const emailJobType: JobType<SendEmailInput> = {
  type: EMAIL_JOB,
  workflow: SEND_EMAIL,
  taskQueue: 'interactive',
  outlivesRequester: true,
  onSettled: settleMail,
  onRequeued: requeueMail,
};
