/** What workflows, activities and the API agree on about jobs. Pure: types and constants only. */

export const JOB_PRIORITIES = ['critical', 'high', 'normal', 'low'] as const;
export type JobPriority = (typeof JOB_PRIORITIES)[number];

/** Temporal's priority keys: 1 runs first, 5 last; 3 is what a run without a priority gets. */
export const PRIORITY_KEYS: Readonly<Record<JobPriority, number>> = { critical: 1, high: 2, normal: 3, low: 4 };

export const JOB_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/**
 * The version of the inputs that this release writes. It grows with each release whose workflows cannot do with an older input
 * by defaults alone; they read `JobStart.version` then. A job may wait a year before its run begins, and be retried later still.
 */
export const INPUT_VERSION = 1;

/** The single argument of every job's workflow. `input` carries ids and storage keys, never rows, HTML or bytes. */
export interface JobStart<Input extends object> {
  jobId: string;
  /** Grows by one with every retry a person or the sweeper asks for; a run of an older generation has no effect. */
  generation: number;
  /** ISO 8601 in UTC: the run sleeps on a durable timer until then. `null` means at once. */
  runAt: string | null;
  /** {@link INPUT_VERSION} of the release that wrote the input; missing in runs that were started before there was one. */
  version?: number;
  /** As that release wrote it: read it by {@link withDefaults}. */
  input: Input;
}

/**
 * An input of any release as this one reads it: what the release that wrote it did not know has its default, in groups such as
 * `timing` too.
 */
export function withDefaults<Input extends object>(input: Input, defaults: Partial<Input>): Input {
  const isGroup = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const read: Record<string, unknown> = { ...defaults, ...input };
  for (const [name, byDefault] of Object.entries(defaults)) {
    const given = read[name];
    if (isGroup(byDefault) && isGroup(given)) read[name] = { ...byDefault, ...given };
  }
  return read as Input;
}

declare const INPUT: unique symbol;

/** The exported name of a job's workflow. Its type says what its runs are started with: they take a `JobStart<Input>`. */
export type JobWorkflow<Input extends object> = string & { readonly [INPUT]?: Input };

/** Of work whose job says all there is to know. */
export type NoInput = Record<string, never>;

/**
 * Milliseconds for which an activity of many pages goes on before it gives its slot back: others that wait for one get it then, and
 * its workflow calls it again behind them. Short enough to wait for, long enough that a batch of a day adds some 3,000 events to its
 * history.
 */
export const PASS_MS = 5 * 60_000;

/** Of an activity that works page by page and finds in the rows where it stands. */
export interface PassLimit {
  /** It ends with the first page after this time, {@link PASS_MS} as a rule. Runs of earlier releases set none. */
  passMs?: number;
}

/** `more` when the time of a pass was up before its work was. Activities of earlier releases say nothing: they did everything. */
export type PassEnd = 'done' | 'more';

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

/**
 * The message of a failure in a run's history. What a mail server or a database says may name people, and histories are kept and
 * read by others than the job is: its words are in the job, recorded before the failure is thrown, and stay when the run ends.
 */
export const SAID_IN_JOB = 'The error of the job says why.';

export interface FinishJobInput {
  fence: JobFence;
  status: 'failed' | 'cancelled';
  error: JobError | null;
}

export interface JobActivities {
  /** Writes the end of a run that did not write its own success. */
  finishJob(input: FinishJobInput): Promise<void>;
}
