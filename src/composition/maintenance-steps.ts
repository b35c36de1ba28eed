import { archiveEvents } from '../features/analytics/archive/archive-events.service.ts';
import { sweepArchives } from '../features/analytics/archive/sweep-archives.ts';
import { sweepImports } from '../features/analytics/imports/sweep-imports.ts';
import { createCleanup } from '../features/files/cleanup/cleanup.service.ts';
import { consistencySteps } from '../features/maintenance/consistency.steps.ts';
import { databaseSteps } from '../features/maintenance/database.steps.ts';
import type { MaintenanceStep } from '../features/maintenance/maintenance-step.ts';
import { retentionStep } from '../features/maintenance/retention.steps.ts';
import { retentionRules } from '../features/maintenance/retention.ts';
import type { Config } from '../platform/config.ts';
import { makePartitionsAhead } from '../platform/events/partitions.ts';
import type { Storage } from '../platform/storage/storage.ts';

/** Everything that a night of maintenance does, in this order: what is dropped as a whole, then rows, then what they leave behind. */
export function maintenanceSteps({ retention }: Pick<Config, 'retention'>, storage: Storage): MaintenanceStep[] {
  return [
    {
      name: 'partitions.ahead',
      take: async ({ keeper, dryRun }) => ({ count: dryRun ? 0 : await makePartitionsAhead(keeper()) }),
    },
    {
      name: 'partitions.expired',
      take: (context) => archiveEvents(context, storage, retention.eventDays),
    },
    ...retentionRules(retention).map(retentionStep),
    { name: 'archives.swept', take: (context) => sweepArchives(context, storage) },
    { name: 'imports.swept', take: (context) => sweepImports(context, storage) },
    ...createCleanup(storage),
    ...databaseSteps,
    ...consistencySteps,
  ];
}
