import pg from 'pg';
import { type Em, row } from '../../platform/db/sql.ts';
import { beginRun, reportProgress, succeedRun } from '../../platform/jobs/fence.ts';
import type { Logger } from '../../platform/log/logger.ts';
import type { MaintainInput } from './maintenance.contract.ts';
import type { MaintenanceStep, StepContext, StepLine } from './maintenance-step.ts';

/** A lock that is not had by then is left for the next night: anyone who waits behind it would wait as long. */
const LOCK_TIMEOUT_MS = 5_000;

export interface MaintenanceDeps {
  em(): Em;
  /** Of the role of maintenance, as is its URL. */
  keeper(): Em;
  maintenanceUrl: string;
  steps: readonly MaintenanceStep[];
  logger: Logger;
}

/** The job is not this run's any more: whatever took it over goes on. */
class LostRun extends Error {
  override readonly name = 'LostRun';
}

export interface MaintenanceContext {
  cancellationSignal: AbortSignal;
  /** Tells of progress. */
  heartbeat(): void;
}

export type Maintenance = ReturnType<typeof createMaintenance>;

export function createMaintenance({ em, keeper, maintenanceUrl, steps, logger }: MaintenanceDeps) {
  async function withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({
      connectionString: maintenanceUrl,
      application_name: 'vibe-maintenance',
      lock_timeout: LOCK_TIMEOUT_MS,
      statement_timeout: 0,
    });
    // A connection that is lost shows in the statement under way; without a listener it would end the process.
    client.on('error', (error) => logger.warn({ err: error }, 'the connection of the maintenance was lost'));
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** One step failing is no reason to leave out the others. */
  async function takeStep(step: MaintenanceStep, context: Omit<StepContext, 'client'>): Promise<StepLine> {
    const startedAt = performance.now();
    const line = (outcome: StepLine['outcome'], result: { count: number; note?: string }): StepLine => ({
      step: step.name,
      outcome,
      ...result,
      ms: Math.round(performance.now() - startedAt),
    });
    try {
      return line('done', await withClient((client) => step.take({ ...context, client })));
    } catch (error) {
      await context.mayGoOn();
      logger.error({ err: error, step: step.name }, 'a step of the maintenance failed');
      return line('failed', { count: 0, note: error instanceof Error ? error.message : String(error) });
    }
  }

  return {
    /**
     * Takes all steps in order and ends the job with their lines, unless one failed.
     * @param attempt of the activity, from 1
     * @param context of the activity: cancelled, it ends between two pages; each page is progress
     * @returns the lines; undefined when the job is not this run's
     */
    async run(input: MaintainInput, attempt: number, context: MaintenanceContext): Promise<StepLine[] | undefined> {
      const { fence, dryRun, reindex } = input;
      if (!(await row(em(), beginRun(fence, attempt)))) return undefined;
      const lines: StepLine[] = [];
      const mayGoOn = async () => {
        context.cancellationSignal.throwIfAborted();
        context.heartbeat();
        const mine = await reportProgress(em(), fence, { done: lines.length, total: steps.length });
        if (!mine) throw new LostRun('another run has taken over');
      };
      try {
        for (const step of steps) {
          await mayGoOn();
          const line = await takeStep(step, { em, keeper, dryRun, reindex, mayGoOn });
          logger.info({ job_id: fence.jobId, ...line }, 'a step of the maintenance was taken');
          lines.push(line);
        }
      } catch (error) {
        if (error instanceof LostRun) return undefined;
        throw error;
      }
      if (lines.every(({ outcome }) => outcome === 'done'))
        await row(em(), succeedRun(fence, { dryRun, steps: lines }));
      return lines;
    },
  };
}
