import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { createJobActivities } from '../../activities/jobs/jobs.activities.ts';
import { createAlertActivities } from '../../activities/market/alerts.activities.ts';
import { entities } from '../../src/entities.ts';
import type { Notify } from '../../src/features/notifications/notify.service.ts';
import { jobTypes } from '../../src/job-types.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { startAttendants } from '../../src/platform/jobs/attendants.ts';
import { createStart } from '../../src/platform/jobs/start-workflow.ts';
import { createLogger } from '../../src/platform/log/logger.ts';
import { stopSignal } from '../../src/platform/shutdown.ts';
import { buildBundle } from '../../src/platform/temporal/bundle.ts';
import { createTemporalClient } from '../../src/platform/temporal/client.ts';
import { runWorkers } from '../../src/platform/temporal/worker.ts';
import { serveWorkerHealth } from '../../src/worker-health.ts';
import { notifyInbox } from '../support/market.ts';

/** A worker program for alerts alone, whose notifier writes into the test's inbox and takes its time. */

/** Long enough for a kill to find pages that are written and not committed. */
const PAGE_MS = 40;

Runtime.install({ logger: new DefaultLogger('ERROR') });
const config = loadConfig();
const logger = createLogger(config.log, { service: 'worker' });
const stopping = stopSignal(logger);
const orm = createOrm(config.db, entities);
const em = () => orm.em.fork();
const client = createTemporalClient(config.temporal);
const notify: Notify = async (tx, notifications) => {
  await notifyInbox(tx, notifications);
  await delay(PAGE_MS);
};
const workers = await runWorkers({
  config,
  bundle: await buildBundle(fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)), [], logger),
  activities: { ...createJobActivities({ em, jobTypes }), ...createAlertActivities({ em, notify }) },
  plugins: [],
});
const start = createStart(client, config.temporal);
const attendants = startAttendants({ jobs: config.jobs, em, client, types: jobTypes, logger, start });
const health = await serveWorkerHealth(config.http.host, config.worker.healthPort, workers.running);

await stopping;
await attendants.stop();
await workers.stop();
await client.connection.close();
await orm.close(true);
await health.close();
process.exit(0);
