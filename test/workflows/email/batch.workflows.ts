import type { BatchSettings } from '../../../src/features/email/batch/batch.contract.ts';
import type { JobStart } from '../../../src/platform/jobs/jobs.contract.ts';
import { deliverBatchUntilDone } from '../../../workflows/email/batch-passes.ts';
import { runJob } from '../../../workflows/platform/run-job.ts';

/** A job that is nothing but its batch. */
export async function testBatch(start: JobStart<BatchSettings>): Promise<void> {
  await runJob(start, deliverBatchUntilDone);
}
