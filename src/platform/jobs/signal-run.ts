import type { Client } from '@temporalio/client';
import type { Logger } from '../log/logger.ts';
import { type JobRow, workflowIdOf } from './job-row.ts';

const SIGNAL_DEADLINE_MS = 2_000;

/**
 * Tells the run of a job that its rows have changed. A hint that may be lost: what waits for it also looks by itself.
 * Never throws.
 */
export type SignalRun = (job: Pick<JobRow, 'id' | 'generation'>, signal: string) => Promise<void>;

export function createSignalRun(client: Client, logger: Logger): SignalRun {
  return async (job, signal) => {
    try {
      await client.withDeadline(Date.now() + SIGNAL_DEADLINE_MS, () =>
        client.workflow.getHandle(workflowIdOf(job)).signal(signal),
      );
    } catch (error) {
      logger.warn({ err: error, job_id: job.id, signal }, 'could not signal the run');
    }
  };
}
