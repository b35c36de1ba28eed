import { ApplicationFailure } from '@temporalio/activity';
import { ExportFailure } from '../../src/features/exports/export-failure.ts';
import type {
  ExportActivities,
  WriteExportInput,
  WriteExportResult,
} from '../../src/features/exports/exports.contract.ts';
import { beginExport } from '../../src/features/exports/exports.ledger.ts';
import type { ExportWriter } from '../../src/features/exports/write-export.ts';
import { RETRIES, retryDelayMs } from '../../src/features/jobs/retries.domain.ts';
import { type Em, run } from '../../src/platform/db/sql.ts';
import { recordFailedAttempt } from '../../src/platform/jobs/fence.ts';
import type { Logger } from '../../src/platform/log/logger.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';

export interface ExportActivityDeps {
  em(): Em;
  write: ExportWriter;
  logger: Logger;
}

export function createExportActivities({ em, write, logger }: ExportActivityDeps) {
  /** Records on the job why an attempt failed. A message of the database may hold values of rows, so it goes to the log only. */
  async function fail({ fence }: WriteExportInput, attempt: number, cause: unknown): Promise<never> {
    const failure = ExportFailure.of(cause);
    logger.error({ err: cause, job_id: fence.jobId, attempt }, 'an attempt of an export failed');
    const error = { code: failure.code, message: failure.message };
    if (failure.final) throw ApplicationFailure.nonRetryable(error.message, error.code);
    await run(
      em(),
      recordFailedAttempt(fence, { attempt, error, retryInMs: retryDelayMs(RETRIES.export.write, attempt) }),
    );
    throw ApplicationFailure.create({ type: error.code, message: error.message });
  }

  return {
    writeExport: (input: WriteExportInput): Promise<WriteExportResult> =>
      withHeartbeat(async ({ info: { attempt }, cancellationSignal }) => {
        try {
          const beginning = await beginExport(em(), input.fence, attempt);
          if (beginning === 'over') return { waitMs: null };
          if ('waitMs' in beginning) return beginning;
          await write(beginning.begun, input.fence, attempt, cancellationSignal);
          return { waitMs: null };
        } catch (error) {
          if (cancellationSignal.aborted) throw error;
          return await fail(input, attempt, error);
        }
      }),
  } satisfies ExportActivities;
}
