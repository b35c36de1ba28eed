import { ApplicationFailure, CancelledFailure, type Context } from '@temporalio/activity';
import { forgetFiles, purgePage, releaseLeases } from '../../src/features/files/cleanup/purge.service.ts';
import type { FileActivities } from '../../src/features/files/files.contract.ts';
import { type ProcessDeps, processFile } from '../../src/features/files/processing/process-file.ts';
import {
  beginProcessing,
  findUnprocessed,
  finishProcessing,
} from '../../src/features/files/processing/processing.ledger.ts';
import { RETRIES, retryDelayMs } from '../../src/features/jobs/retries.domain.ts';
import { row, run } from '../../src/platform/db/sql.ts';
import { beginRun, recordFailedAttempt, succeedRun } from '../../src/platform/jobs/fence.ts';
import type { JobFence } from '../../src/platform/jobs/jobs.contract.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';

/** Files processed at a time: one more than media processes, so that one file is fetched while others are decoded. */
const FILES_AT_ONCE = 3;

/** Error code of the job while its run waits, by the name of the error. */
const AWAY: Readonly<Record<string, string>> = {
  StorageUnavailable: 'storage_unavailable',
  ScannerUnavailable: 'scanner_unavailable',
};

export function createFileActivities(deps: ProcessDeps) {
  async function showAndFail(fence: JobFence, context: Context, cause: unknown): Promise<never> {
    if (context.cancellationSignal.aborted) throw new CancelledFailure('stopped between two files');
    const code = AWAY[(cause as Error).name];
    if (code === undefined) throw cause;
    const message = (cause as Error).message;
    const { attempt } = context.info;
    deps.logger.warn({ err: cause, job_id: fence.jobId, attempt }, 'files wait for what is away');
    await run(
      deps.em(),
      recordFailedAttempt(fence, {
        attempt,
        error: { code, message },
        retryInMs: retryDelayMs(RETRIES.file_processing.process, attempt),
      }),
    );
    throw ApplicationFailure.create({ type: code, message });
  }

  async function processAll(fence: JobFence, context: Context): Promise<void> {
    if (!(await beginProcessing(deps.em(), fence, context.info.attempt))) return;
    const waiting = await findUnprocessed(deps.em(), fence.jobId);
    const { cancellationSignal } = context;
    const lane = async () => {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        cancellationSignal.throwIfAborted();
        await processFile(deps, fence, file, cancellationSignal);
        context.heartbeat({ waiting: waiting.length });
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: FILES_AT_ONCE }, lane));
    const failed = lanes.find((result) => result.status === 'rejected');
    if (failed) await showAndFail(fence, context, failed.reason);
    await finishProcessing(deps.em(), fence);
  }

  async function purgeAll(fence: JobFence, context: Context): Promise<void> {
    const { em, storage } = deps;
    if ((await row(em(), beginRun(fence, context.info.attempt))) === undefined) return;
    const { cancellationSignal } = context;
    let objects = 0;
    try {
      while ((await releaseLeases(em())) > 0) cancellationSignal.throwIfAborted();
      for (let more = true; more; ) {
        cancellationSignal.throwIfAborted();
        const page = await purgePage(em(), storage, cancellationSignal);
        objects += page.purged;
        more = page.found > 0;
        context.heartbeat({ objects });
      }
    } catch (error) {
      await showAndFail(fence, context, error);
    }
    let files = 0;
    for (let forgotten = -1; forgotten !== 0; ) {
      forgotten = await forgetFiles(em());
      files += forgotten;
    }
    await run(em(), succeedRun(fence, { objects, files }));
  }

  return {
    async processFiles({ fence }): Promise<void> {
      await withHeartbeat((context) => processAll(fence, context));
    },
    async purgeFiles({ fence }): Promise<void> {
      await withHeartbeat((context) => purgeAll(fence, context));
    },
  } satisfies FileActivities;
}
