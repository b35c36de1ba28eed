import { proxyActivities } from '@temporalio/workflow';
import type { SendEmailInput } from '../../src/features/email/email.contract.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { sendEmail as released } from '../../workflows/index.ts';

const { checkAddress } = proxyActivities<{ checkAddress(jobId: string): Promise<void> }>({
  startToCloseTimeout: '10 seconds',
});

/** The mistake the replay test is there for: a step added to a released workflow without `patched()`. */
export async function sendEmail(start: JobStart<SendEmailInput>): Promise<void> {
  await checkAddress(start.jobId);
  await released(start);
}
