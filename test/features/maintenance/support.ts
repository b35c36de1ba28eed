import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { maintenanceSteps } from '../../../src/composition/maintenance-steps.ts';
import { createMaintenance } from '../../../src/features/maintenance/maintenance.service.ts';
import type { MaintenanceStep, StepLine } from '../../../src/features/maintenance/maintenance-step.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import type { JobRow } from '../../../src/platform/jobs/job-row.ts';
import { createStorage } from '../../../src/platform/storage/create-storage.ts';
import { createJobsApiFixture, type JobsApiFixture } from '../jobs/support.ts';

export interface MaintenanceFixture extends JobsApiFixture {
  /** Runs a job of maintenance, and gives the lines of its steps. */
  maintain(given?: {
    dryRun?: boolean;
    steps?: readonly MaintenanceStep[];
    signal?: AbortSignal;
    job?: JobRow;
  }): Promise<StepLine[] | undefined>;
}

export async function createMaintenanceFixture(): Promise<MaintenanceFixture> {
  const jobs = await createJobsApiFixture();
  const { em, databaseUrl } = jobs;
  const logger = pino({ level: 'silent' });
  const folder = await mkdtemp(join(tmpdir(), 'vibe-maintenance-'));
  const config = loadConfig({ STORAGE_DIR: folder });
  const storage = createStorage(config.storage);
  return {
    ...jobs,
    async close() {
      await jobs.close();
      storage.close();
      await rm(folder, { recursive: true });
    },
    maintain: async ({ dryRun = false, steps = maintenanceSteps(config, storage), signal, job } = {}) => {
      const { id } = job ?? (await jobs.insert({ type: 'maintenance', summary: 'maintenance' }));
      const fence = { jobId: id, generation: 1, chainId: 'chain' };
      const { run } = createMaintenance({ em, keeper: em, maintenanceUrl: databaseUrl, steps, logger });
      return await run({ fence, dryRun, reindex: false }, 1, {
        cancellationSignal: signal ?? new AbortController().signal,
        heartbeat: () => undefined,
      });
    },
  };
}
