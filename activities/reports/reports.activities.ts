import { ApplicationFailure } from '@temporalio/activity';
import { RETRIES, retryDelayMs } from '../../src/features/jobs/retries.domain.ts';
import { type DueReports, ReportsIncomplete } from '../../src/features/reports/due-reports.service.ts';
import type { MakeReport } from '../../src/features/reports/make-report.service.ts';
import { ReportRefused } from '../../src/features/reports/report-writer.service.ts';
import {
  type MakeReportsStep,
  REPORT_ERRORS,
  type ReportActivities,
} from '../../src/features/reports/reports.contract.ts';
import { type Em, row, run } from '../../src/platform/db/sql.ts';
import { beginRun, recordFailedAttempt } from '../../src/platform/jobs/fence.ts';
import type { Logger } from '../../src/platform/log/logger.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';

export interface ReportActivityDeps {
  em(): Em;
  make: MakeReport;
  due: DueReports;
  logger: Logger;
}

export function createReportActivities({ em, make, due, logger }: ReportActivityDeps) {
  /** What the database said may hold values, so only the log has it. */
  async function fail({ fence }: MakeReportsStep, attempt: number, cause: unknown): Promise<never> {
    const known = cause instanceof ReportsIncomplete || cause instanceof ReportRefused;
    const error = known
      ? { code: cause.code, message: cause.message }
      : { code: REPORT_ERRORS.failed, message: 'the report could not be made' };
    logger.error({ err: cause, job_id: fence.jobId, attempt }, 'an attempt of a report failed');
    const retryInMs = retryDelayMs(RETRIES.report.make, attempt);
    await run(em(), recordFailedAttempt(fence, { attempt, error, retryInMs }));
    throw ApplicationFailure.create({ type: error.code, message: error.message });
  }

  return {
    makeReports: (input) =>
      withHeartbeat(async ({ info: { attempt }, cancellationSignal }) => {
        const { fence, dueAt } = input;
        try {
          if (!(await row(em(), beginRun(fence, attempt)))) return { waitMs: null };
          const waitMs =
            dueAt === null
              ? await make.one(em, fence)
              : await due.all(em, fence, new Date(dueAt), () => cancellationSignal.throwIfAborted());
          return { waitMs };
        } catch (error) {
          if (cancellationSignal.aborted) throw error;
          return await fail(input, attempt, error);
        }
      }),
  } satisfies ReportActivities;
}
