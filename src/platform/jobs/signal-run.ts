import type { Client } from '@temporalio/client';
import type { Logger } from '../log/logger.ts';
import { workflowIdOf } from './job-row.ts';

const DEADLINE_MS = 2_000;

/** Tells the run of a job something, at best: it is not waited for, and a run that does not hear it finds out from the rows. */
export type Signal = (job: { id: string; generation: number }, name: string) => void;

export function createSignal(client: Client, logger: Logger): Signal {
  return (job, name) => {
    client
      .withDeadline(Date.now() + DEADLINE_MS, () => client.workflow.getHandle(workflowIdOf(job)).signal(name))
      .catch((error: unknown) => logger.info({ job_id: job.id, err: error }, `${name} did not reach the run`));
  };
}
