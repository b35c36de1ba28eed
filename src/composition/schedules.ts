import { rollupSchedule } from '../features/analytics/rollups/rollups.jobs.ts';
import { digestSchedule } from '../features/digests/digests.jobs.ts';
import { maintenanceSchedule } from '../features/maintenance/maintenance.jobs.ts';
import { reportSchedule } from '../features/reports/reports.jobs.ts';
import type { Config } from '../platform/config.ts';
import type { ScheduledJob } from '../platform/jobs/scheduled-job.ts';

/** Every Temporal Schedule. A worker makes those on the server like these at its start; see docs/runbook.md. */
export function schedulesOf(config: Config): ScheduledJob<object>[] {
  return [digestSchedule(config.mail), rollupSchedule(), reportSchedule(), maintenanceSchedule];
}
