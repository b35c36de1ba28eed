import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { sql } from 'kysely';
import { type Em, rows, run } from '../../db/sql.ts';
import type { Logger } from '../../log/logger.ts';
import { workflowIdOf } from '../job-row.ts';

const BATCH = 64;
const CANCEL_DEADLINE_MS = 2_000;
/** A run that still goes on this long after it was told is told again. */
const REPEAT_S = 30;

export interface CancelCourierOptions {
  em(): Em;
  client: Client;
  logger: Logger;
}

interface CancellingJob {
  id: string;
  generation: number;
}

async function deliver(client: Client, job: CancellingJob): Promise<'delivered' | 'no_run' | 'unreachable'> {
  try {
    await client.withDeadline(Date.now() + CANCEL_DEADLINE_MS, () =>
      client.workflow.getHandle(workflowIdOf(job)).cancel(),
    );
    return 'delivered';
  } catch (error) {
    return error instanceof WorkflowNotFoundError ? 'no_run' : 'unreachable';
  }
}

/**
 * Carries the wish to cancel to the workflows that should hear it, until Temporal has it, and again while the run goes on.
 * A job cancelled before its run began is carried too, so that no run sleeps on a timer for nothing.
 * @param signal ends it between two deliveries
 * @returns how many wishes it tried to deliver
 */
export async function deliverCancellations(options: CancelCourierOptions, signal?: AbortSignal): Promise<number> {
  const em = options.em();
  const jobs = await rows<CancellingJob>(
    em,
    sql`select id, generation from job
        where cancel_requested_at is not null and (cancel_delivered_at is null
          or (status = 'running' and cancel_delivered_at < now() - ${REPEAT_S} * interval '1 second'))
        order by cancel_requested_at limit ${BATCH}`,
  );
  for (const job of jobs) {
    if (signal?.aborted) break;
    const outcome = await deliver(options.client, job);
    if (outcome === 'unreachable') break;
    options.logger.info({ job_id: job.id, outcome }, 'cancellation carried to the run');
    await run(
      em,
      sql`update job set cancel_delivered_at = now() where id = ${job.id} and generation = ${job.generation}`,
    );
  }
  return jobs.length;
}
