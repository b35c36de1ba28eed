import type { Client } from '@temporalio/client';
import type { Config } from '../../../platform/config.ts';
import type { Em } from '../../../platform/db/sql.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../../platform/loop.ts';
import { takeTurn, writeSystemSample } from '../../../platform/metrics/system-sample.ts';
import { readDatabaseFigures } from './database.queries.ts';
import { readTaskQueues, taskQueuePoints } from './task-queues.ts';

const INTERVAL_MS = 5_000;

export interface SystemFiguresDeps {
  em(): Em;
  client: Client;
  config: Pick<Config, 'temporal'>;
  logger: Logger;
}

/**
 * Measures what processes share, if it is this process's turn.
 * @returns whether it was
 */
export async function measureSystemOnce({ em, client, config, logger }: SystemFiguresDeps): Promise<boolean> {
  const turn = await takeTurn(em());
  if (turn === null) return false;
  const [database, queues] = await Promise.all([
    readDatabaseFigures(em(), turn.since),
    readTaskQueues(client, config.temporal).catch((error: unknown) => {
      logger.debug({ err: error }, 'Temporal does not say what waits');
      return null;
    }),
  ]);
  await writeSystemSample(em(), turn.seconds, {
    gauges: { ...database.gauges, ...taskQueuePoints(queues) },
    counters: database.counters,
  });
  return true;
}

/** Every process runs this loop. Every ten seconds one of them has the turn to measure. */
export function startMeasuringSystem(deps: SystemFiguresDeps): Loop {
  return startLoop({
    name: 'system-figures',
    intervalMs: INTERVAL_MS,
    logger: deps.logger,
    round: async () => {
      await measureSystemOnce(deps);
      return false;
    },
  });
}
