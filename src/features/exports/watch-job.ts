import type { Em } from '../../platform/db/sql.ts';
import { reportProgress } from '../../platform/jobs/fence.ts';
import type { JobFence } from '../../platform/jobs/jobs.contract.ts';
import { KEEP_LEASE_EVERY_MS, keepLease } from '../files/made/made-files.service.ts';

/** Milliseconds between two reads of the job. */
const LOOK_MS = 1_000;
/** After so many milliseconds without a row, the attempt is given up. */
const STALL_MS = 15 * 60_000;

/** Reason of a {@link JobWatch} to abort: the job is no longer this run's. */
export const JOB_ENDED = new Error('the job has ended');

export interface JobWatch {
  /** Aborted with {@link JOB_ENDED}, or when no row is written for too long. */
  signal: AbortSignal;
  show(done: number, total: number): void;
  /** Resolves once nothing of the watch runs any longer. */
  stop(): Promise<void>;
}

/**
 * Writes the progress of a job once a second, and notices when the job is no longer this run's.
 * @param key of the object that is being written
 */
export function watchJob(em: () => Em, fence: JobFence, key: string): JobWatch {
  const lost = new AbortController();
  const progress = { done: 0, total: null as number | null };
  let moved = { done: 0, at: Date.now() };
  let leaseAt = Date.now();
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    if (progress.done !== moved.done) moved = { done: progress.done, at: Date.now() };
    else if (Date.now() - moved.at > STALL_MS) lost.abort(new Error('no row came for a long time'));
    // If the database is unavailable, the export fails by itself.
    const held = await report().catch(() => true);
    if (!held) lost.abort(JOB_ENDED);
  }

  async function report(): Promise<boolean> {
    if (Date.now() - leaseAt > KEEP_LEASE_EVERY_MS) {
      await keepLease(em(), key);
      leaseAt = Date.now();
    }
    return await reportProgress(em(), fence, progress);
  }

  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
  }, LOOK_MS);
  return {
    signal: lost.signal,
    show: (done, total) => Object.assign(progress, { done, total }),
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
