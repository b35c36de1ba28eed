import { ApplicationFailure } from '@temporalio/activity';
import { RETRIES, retryDelayMs } from '../../src/features/jobs/retries.domain.ts';
import {
  MAINTENANCE_ERRORS,
  type MaintainInput,
  type MaintenanceActivities,
} from '../../src/features/maintenance/maintenance.contract.ts';
import type { Maintenance } from '../../src/features/maintenance/maintenance.service.ts';
import { type Em, run } from '../../src/platform/db/sql.ts';
import { recordFailedAttempt } from '../../src/platform/jobs/fence.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';

/** A table is vacuumed, or its indexes are rebuilt, in one statement that tells of no progress. */
const STATEMENT_MS = 2 * 3_600_000;

export interface MaintenanceActivityDeps {
  em(): Em;
  maintenance: Maintenance;
}

export function createMaintenanceActivities({ em, maintenance }: MaintenanceActivityDeps) {
  return {
    async maintain(input: MaintainInput): Promise<void> {
      await withHeartbeat(async (context) => {
        const { attempt } = context.info;
        const lines = (await maintenance.run(input, attempt, context)) ?? [];
        const failed = lines.filter(({ outcome }) => outcome === 'failed').map(({ step, note }) => `${step}: ${note}`);
        if (failed.length === 0) return;
        const error = { code: MAINTENANCE_ERRORS.step, message: failed.join('; ') };
        const retryInMs = retryDelayMs(RETRIES.maintenance.maintain, attempt);
        await run(em(), recordFailedAttempt(input.fence, { attempt, error, retryInMs }));
        throw ApplicationFailure.create({ type: error.code, message: error.message });
      }, STATEMENT_MS);
    },
  } satisfies MaintenanceActivities;
}
