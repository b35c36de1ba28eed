import { type Client, isGrpcServiceError, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import type { Config } from '../config.ts';
import { withTraceparent } from '../telemetry/trace-context.ts';
import { type StartableJob, workflowIdOf } from './job-row.ts';
import { type JobStart, PRIORITY_KEYS } from './jobs.contract.ts';
import { JOB_ID, JOB_TYPE, REQUESTED_BY } from './search-attributes.ts';
import { taskQueueName } from './task-queues.contract.ts';

/**
 * What the server says to an input that is larger than it takes. No other refusal is a fault of this job: the same status
 * `INVALID_ARGUMENT` stands for a namespace without our search attributes, an unknown namespace or a prefix that is too long.
 */
const TOO_LARGE = /^(\d+ [A-Z_]+: )?Blob data size exceeds limit/;
/** gRPC takes no larger message. The client would ask again and again until its deadline, and not be told why. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/**
 * - `started`: the server has the run, from this call or an earlier one
 * - `invalid`: what the job carries is at fault, so the server will never take it; `reason` in its words
 * - `unknown`: no answer, or a refusal that ends when the environment is mended; the run may have started
 */
export type StartOutcome =
  | { outcome: 'started' }
  | { outcome: 'invalid'; reason: string }
  | { outcome: 'unknown'; reason: string };

export interface StartOptions {
  client: Client;
  taskQueuePrefix: string;
  /** Milliseconds until the call is given up. */
  deadlineMs: number;
}

function classify(error: unknown): StartOutcome {
  if (error instanceof WorkflowExecutionAlreadyStartedError) return { outcome: 'started' };
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (isGrpcServiceError(cause) && TOO_LARGE.test(reason)) return { outcome: 'invalid', reason };
  return { outcome: 'unknown', reason };
}

/**
 * Starts the workflow of a job's generation. The id carries the generation, `REJECT_DUPLICATE` refuses a closed run of the
 * same id and `USE_EXISTING` joins an open one, so any number of calls start it once.
 */
export async function startWorkflow(options: StartOptions, job: StartableJob): Promise<StartOutcome> {
  const { client } = options;
  const bytes = Buffer.byteLength(JSON.stringify(job.input));
  if (bytes >= MAX_MESSAGE_BYTES)
    return { outcome: 'invalid', reason: `an input of ${bytes} bytes fits in no message` };
  const start: JobStart<object> = {
    jobId: job.id,
    generation: job.generation,
    runAt: job.run_at?.toISOString() ?? null,
    version: job.input_version,
    input: job.input,
  };
  try {
    await withTraceparent(job.traceparent, () =>
      client.withDeadline(Date.now() + options.deadlineMs, () =>
        client.workflow.start(job.workflow, {
          workflowId: workflowIdOf(job),
          taskQueue: taskQueueName(options.taskQueuePrefix, job.task_queue),
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
          args: [start],
          priority: {
            priorityKey: PRIORITY_KEYS[job.priority],
            ...(job.requested_by === null ? {} : { fairnessKey: job.requested_by }),
          },
          staticSummary: job.summary,
          typedSearchAttributes: new TypedSearchAttributes([
            { key: JOB_TYPE, value: job.type },
            { key: JOB_ID, value: job.id },
            ...(job.requested_by === null ? [] : [{ key: REQUESTED_BY, value: job.requested_by }]),
          ]),
        }),
      ),
    );
    return { outcome: 'started' };
  } catch (error) {
    return classify(error);
  }
}

/** {@link startWorkflow} through the program's own client, as launcher and dispatcher are given it. */
export function createStart(
  client: Client,
  temporal: Config['temporal'],
): (job: StartableJob) => Promise<StartOutcome> {
  const { taskQueuePrefix, startDeadlineMs: deadlineMs } = temporal;
  return (job) => startWorkflow({ client, taskQueuePrefix, deadlineMs }, job);
}
