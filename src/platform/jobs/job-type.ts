import type { Em } from '../db/sql.ts';
import type { JobError, JobWorkflow } from './jobs.contract.ts';
import type { WorkflowQueue } from './task-queues.contract.ts';

/** A job that ended without success, as its feature hears of it. */
export interface SettledJob {
  id: string;
  status: 'failed' | 'cancelled';
  error: JobError | null;
}

/** What a feature registers for each kind of work it enqueues. `Input` is what its jobs are enqueued with and its runs are given. */
export interface JobType<Input extends object> {
  /** Stable name in the API, the table and the search attribute `JobType`. */
  type: string;
  /** From the contract, which fixes `Input`. */
  workflow: JobWorkflow<Input>;
  /** Where the workflow runs. It names the queues of its activities itself. */
  taskQueue: WorkflowQueue;
  /**
   * The work goes on when the account of the one who asked for it is deleted: nothing in it looks at `requested_by`, and input and
   * summary do not name them. Other open jobs of a deleted account are cancelled.
   */
  outlivesRequester?: boolean;
  /**
   * Runs in the transaction that ends the job as failed or cancelled, no matter who ended it (a person, the run, the sweeper),
   * so that the feature's own rows never disagree with the job. Must be idempotent.
   */
  onSettled?(em: Em, job: SettledJob): Promise<void>;
  /** Runs in the transaction that starts a failed or cancelled job again; takes back what `onSettled` wrote. */
  onRequeued?(em: Em, jobId: string): Promise<void>;
}

/** All job types of a program, looked up by name. */
export class JobTypes {
  readonly #byName: ReadonlyMap<string, JobType<object>>;

  /** @throws Error when two types share a name */
  constructor(types: readonly JobType<object>[]) {
    this.#byName = new Map(types.map((type) => [type.type, type]));
    if (this.#byName.size !== types.length) throw new Error('Two job types share a name');
  }

  get(name: string): JobType<object> | undefined {
    return this.#byName.get(name);
  }

  /** All of them, by name. */
  all(): JobType<object>[] {
    return [...this.#byName.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1));
  }

  /** Names of the types whose work goes on without the one who asked for it. */
  outliving(): string[] {
    return [...this.#byName.values()].filter((type) => type.outlivesRequester).map((type) => type.type);
  }
}
