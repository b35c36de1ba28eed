import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import pino from 'pino';
import type { Config } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import type { StartableJob } from '../../src/platform/jobs/job-row.ts';
import { startWorkflow } from '../../src/platform/jobs/start-workflow.ts';
import { buildBundle } from '../../src/platform/temporal/bundle.ts';
import { createTemporalClient } from '../../src/platform/temporal/client.ts';
import { runWorkers, type WorkersOptions } from '../../src/platform/temporal/run-workers.ts';
import { temporalAddress } from './jobs.ts';

const ALL_WORKFLOWS = new URL('../../workflows/index.ts', import.meta.url);
/** The end of a test file waits this long for activities that hang. */
const SHUTDOWN_GRACE_MS = 500;

export interface TestWorkersOptions {
  config: Pick<Config, 'temporal' | 'worker'>;
  taskQueues: Config['worker']['taskQueues'];
  activities: WorkersOptions['activities'];
  /** File whose workflows they run; by default all of ours. */
  workflows?: URL;
}

export interface TestWorkers {
  client: Client;
  /** Starts the workflow of a job, as the dispatcher does. */
  start(job: StartableJob): Promise<void>;
  stop(): Promise<void>;
}

/** Workers of a test file on the real Temporal server, on task queues of their own. */
export async function startTestWorkers(options: TestWorkersOptions): Promise<TestWorkers> {
  const { config, taskQueues, activities, workflows = ALL_WORKFLOWS } = options;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const taskQueuePrefix = `test-${newId()}`;
  const temporal = { ...config.temporal, address: temporalAddress(), taskQueuePrefix, envconfig: {} };
  const client = createTemporalClient(temporal);
  const workers = await runWorkers({
    config: { temporal, worker: { ...config.worker, taskQueues, shutdownGraceMs: SHUTDOWN_GRACE_MS } },
    bundle: await buildBundle(fileURLToPath(workflows), [], pino({ level: 'silent' })),
    activities,
    plugins: [],
  });
  return {
    client,
    async start(job) {
      const { outcome } = await startWorkflow({ client, taskQueuePrefix, deadlineMs: 10_000 }, job);
      if (outcome !== 'started') throw new Error(`The workflow of job ${job.id} was not started: ${outcome}`);
    },
    async stop() {
      await workers.stop();
      await client.connection.close();
    },
  };
}
