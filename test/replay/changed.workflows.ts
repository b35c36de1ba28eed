import { sleep } from '@temporalio/workflow';
import type { SendEmailInput } from '../../src/features/email/email.contract.ts';
import type { JobStart } from '../../src/platform/jobs/jobs.contract.ts';
import { sendEmail as released } from '../../workflows/index.ts';

/** The mistake the replay test is there for: a timer added to a released workflow without `patched()`. */
export async function sendEmail(start: JobStart<SendEmailInput>): Promise<void> {
  await sleep('1 second');
  await released(start);
}
