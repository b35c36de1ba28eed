/** What workflows, activities and the API agree on about jobs. Pure: types and constants only. */

export const JOB_PRIORITIES = ['critical', 'high', 'normal', 'low'] as const;
export type JobPriority = (typeof JOB_PRIORITIES)[number];

/** Temporal's priority keys: 1 runs first, 5 last; 3 is what a run without a priority gets. */
export const PRIORITY_KEYS: Readonly<Record<JobPriority, number>> = { critical: 1, high: 2, normal: 3, low: 4 };

export const JOB_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** The single argument of every job's workflow. `input` carries ids and storage keys, never rows, HTML or bytes. */
export interface JobStart<Input extends object> {
  jobId: string;
  /** Grows by one with every retry a person or the sweeper asks for; a run of an older generation has no effect. */
  generation: number;
  /** ISO 8601 in UTC: the run sleeps on a durable timer until then. `null` means at once. */
  runAt: string | null;
  input: Input;
}

declare const INPUT: unique symbol;

/** The exported name of a job's workflow. Its type says what its runs are started with: they take a `JobStart<Input>`. */
export type JobWorkflow<Input extends object> = string & { readonly [INPUT]?: Input };

/** Of work whose job says all there is to know. */
export type NoInput = Record<string, never>;

/**
 * What a run proves with every write: the generation it was started for and the chain it belongs to, which is the first
 * run id of the execution and survives reset and continue-as-new.
 */
export interface JobFence {
  jobId: string;
  generation: number;
  chainId: string;
}

/** Why a job ended without success. `code` is stable, `message` is for people (a mail server's words, for example). */
export interface JobError {
  code: string;
  message: string;
}

export interface FinishJobInput {
  fence: JobFence;
  status: 'failed' | 'cancelled';
  error: JobError | null;
}

export interface JobActivities {
  /** Writes the end of a run that did not write its own success. */
  finishJob(input: FinishJobInput): Promise<void>;
}
