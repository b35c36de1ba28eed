import type { Client } from '@temporalio/client';
import type { Config } from '../../config.ts';
import type { Em } from '../../db/sql.ts';
import type { Logger } from '../../log/logger.ts';
import { type Loop, startLoop } from '../../loop.ts';
import type { StartableJob } from '../job-row.ts';
import type { JobTypes } from '../job-type.ts';
import type { StartOutcome } from '../start-workflow.ts';
import { deliverCancellations } from './cancel-courier.ts';
import { dispatchOnce } from './dispatcher.ts';
import { sweepOnce } from './sweeper.ts';

export interface MaintenanceLoopsOptions {
  jobs: Config['jobs'];
  em(): Em;
  client: Client;
  types: JobTypes;
  start(job: StartableJob): Promise<StartOutcome>;
  logger: Logger;
}

/** The loops that look after the job table in every worker: dispatcher, cancel courier and sweeper. */
export function startMaintenanceLoops(options: MaintenanceLoopsOptions): Loop {
  const { jobs, logger } = options;
  const loops = [
    startLoop({
      name: 'dispatcher',
      intervalMs: jobs.dispatchIntervalMs,
      logger,
      round: async () => (await dispatchOnce(options)) > 0,
    }),
    startLoop({
      name: 'cancel-courier',
      intervalMs: jobs.dispatchIntervalMs,
      logger,
      round: async (signal) => {
        await deliverCancellations(options, signal);
        return false;
      },
    }),
    startLoop({
      name: 'sweeper',
      intervalMs: jobs.sweepIntervalMs,
      logger,
      round: async (signal) => {
        const sweep = { ...options, minAgeMs: jobs.sweepMinAgeMs, quietMs: jobs.sweepQuietMs };
        return (await sweepOnce(sweep, signal)).more;
      },
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
