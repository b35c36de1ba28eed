import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { ImportFileGone, type ImportRun } from '../../src/features/analytics/imports/import-run.service.ts';
import { IMPORT_ERRORS, type ImportActivities } from '../../src/features/analytics/imports/imports.contract.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';
import { passLimit } from '../../src/platform/temporal/pass-limit.ts';

export function createImportActivities(run: ImportRun) {
  return {
    storeImport: (input) =>
      withHeartbeat(async (context) => {
        const next = () => {
          if (context.cancellationSignal.aborted) throw new CancelledFailure('stopped between two pages');
          context.heartbeat();
        };
        try {
          return await run(input, { attempt: context.info.attempt, next, isUp: passLimit(input) });
        } catch (error) {
          if (error instanceof ImportFileGone)
            throw ApplicationFailure.nonRetryable(error.message, IMPORT_ERRORS.fileGone);
          throw error;
        }
      }),
  } satisfies ImportActivities;
}
