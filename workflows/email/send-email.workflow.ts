import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import {
  EMAIL_ERRORS,
  type EmailActivities,
  SEND_EMAIL_DEFAULTS,
  type SendEmailInput,
} from '../../src/features/email/email.contract.ts';
import { MAIL_COEFFICIENT } from '../../src/features/jobs/retries.domain.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { runJob } from '../platform/run-job.ts';

/** A worker that died is noticed after this long, a stop that was asked for within most of it. */
const HEARTBEAT_MS = 10_000;

/** Sends one mail, at its hour if it has one, and tries again for about a day while the mail server does not take it. */
export async function sendEmail(start: JobStart<SendEmailInput>): Promise<void> {
  await runJob(
    start,
    async (fence, { template, retry, timing }) => {
      const { deliverEmail } = proxyActivities<EmailActivities>({
        summary: `deliver ${template}`,
        startToCloseTimeout: timing.attemptTimeoutMs,
        heartbeatTimeout: Math.min(HEARTBEAT_MS, timing.attemptTimeoutMs),
        // A mail under way is let finish: what it became is the truth, and the job must not say otherwise.
        cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        // 4xx, no connection and uncertain ends are worth another attempt; a 5xx says that none will help.
        retry: {
          initialInterval: retry.initialIntervalMs,
          backoffCoefficient: MAIL_COEFFICIENT,
          maximumInterval: retry.maximumIntervalMs,
          maximumAttempts: retry.maximumAttempts,
          nonRetryableErrorTypes: [EMAIL_ERRORS.rejected, EMAIL_ERRORS.unrenderable],
        },
      });
      await deliverEmail({ fence, retry, timing });
    },
    SEND_EMAIL_DEFAULTS,
  );
}
