import { setTimeout as sleep } from 'node:timers/promises';
import { Runtime } from '@temporalio/worker';
import { entities } from './composition/entities.ts';
import { createMeasuring } from './composition/measuring.ts';
import { composeWorker, workflowBundle } from './composition/worker.ts';
import { bearerOf, isMetricsToken, scrape } from './features/monitoring/figures/scrape.ts';
import { loadConfig } from './platform/config.ts';
import { createMaintenanceOrm, createOrm, createWatchingOrm } from './platform/db/orm.ts';
import { readinessOf } from './platform/http/readiness.ts';
import { createLogger } from './platform/log/logger.ts';
import { probeSmtp } from './platform/mail/probe-smtp.ts';
import { SmtpPool } from './platform/mail/smtp-pool.ts';
import { exportedMetrics } from './platform/metrics/exported.ts';
import { observedActivities } from './platform/metrics/observed-activities.ts';
import { observedMail } from './platform/metrics/observed-mail.ts';
import { observedStorage } from './platform/metrics/observed-storage.ts';
import { SlowList } from './platform/metrics/slow-list.ts';
import { requireNodeVersion } from './platform/node-version.ts';
import {
  databaseReadiness,
  pollingReadiness,
  shownReadiness,
  storageReadiness,
  temporalReadiness,
} from './platform/readiness-checks.ts';
import { stopInOrder, stopSignal } from './platform/shutdown.ts';
import { createStorage } from './platform/storage/create-storage.ts';
import { exportMetrics, shutdownTelemetry } from './platform/telemetry/telemetry.ts';
import { temporalRuntimeOptions } from './platform/telemetry/temporal-runtime.ts';
import { temporalTracing } from './platform/telemetry/temporal-tracing.ts';
import { createTemporalClient } from './platform/temporal/client.ts';
import { runWorkers, type Workers } from './platform/temporal/run-workers.ts';
import { serveWorkerHealth } from './platform/temporal/worker-health.ts';

/** A mail server counts connections: `/readyz`, which anybody may ask, does not ask it more often. Each sample does. */
const SMTP_PROBE_MS = 20_000;

requireNodeVersion();
const config = loadConfig();
const logger = createLogger(config.log, { service: 'worker' });
Runtime.install(temporalRuntimeOptions(config, logger));

const stopping = stopSignal(logger);
const orm = createOrm(config.db, entities);
const maintenance = createMaintenanceOrm(config.db, entities);
const watching = createWatchingOrm(config.db);
const tracing = temporalTracing();
const client = createTemporalClient(config.temporal, [tracing]);
const measuring = createMeasuring(config, orm);
const { registry } = measuring;
const mail = observedMail(new SmtpPool(config.smtp), registry);
const storage = observedStorage(createStorage(config.storage), registry);
const slowest = new SlowList();
const worker = composeWorker({ config, orm, maintenance, watching, client, mail, storage, measuring, slowest, logger });
const smtp = { name: 'smtp', check: (signal: AbortSignal) => probeSmtp(config.smtp.url, signal) };
const beside = [temporalReadiness(client), storageReadiness(storage)];
measuring.watch([databaseReadiness(watching), ...beside, smtp]);
exportMetrics(() => exportedMetrics(registry));

const activities = observedActivities(registry, slowest);
let workers: Workers | undefined;
const health = await serveWorkerHealth(config.http.host, config.worker.healthPort, {
  // Work waits for what is away: to take the worker out of service would mend nothing.
  readiness: readinessOf(
    [
      pollingReadiness(() => workers?.running() ?? false),
      ...[databaseReadiness(orm), ...beside].map((one) => shownReadiness(one)),
      shownReadiness(smtp, SMTP_PROBE_MS),
    ],
    (name, error) => logger.debug({ err: error, dependency: name }, 'a dependency does not answer'),
  ),
  metrics: async (authorization) =>
    isMetricsToken(bearerOf(authorization), config.monitoring.metricsToken)
      ? await scrape(registry, watching.em.fork())
      : null,
});
const loops = worker.startLoops();
const bundle = await workflowBundle(config, [tracing], logger);

/** Temporal may be away when the worker starts: it waits for it, and what needs no Temporal goes on. */
async function connectWorkers(): Promise<Workers | undefined> {
  let stopped = false;
  void stopping.then(() => {
    stopped = true;
  });
  for (;;) {
    if (stopped) return undefined;
    try {
      return await runWorkers({ config, bundle, activities: worker.activities, plugins: [tracing, activities] });
    } catch (error) {
      logger.warn({ err: error }, 'cannot reach Temporal, trying again');
      await sleep(1_000);
    }
  }
}

workers = await connectWorkers();
if (workers) logger.info({ task_queues: config.worker.taskQueues, health_port: health.port }, 'worker ready');

let failed = false;
await Promise.race([
  stopping,
  workers?.done.catch((error: unknown) => {
    failed = true;
    logger.fatal({ err: error }, 'a Temporal worker failed');
  }),
]);

await stopInOrder(logger, [
  // Side by side: a round that is slow to end takes nothing of the time that activities have to finish.
  ['loops and workers', () => Promise.all([...loops.map((loop) => loop.stop()), failed ? undefined : workers?.stop()])],
  ['files', () => worker.close()],
  ['mail', () => mail.close()],
  ['storage', () => storage.close()],
  ['temporal client', () => client.connection.close()],
  ['database', () => Promise.all([orm.close(true), maintenance.close(true), watching.close(true)])],
  ['health', () => health.close()],
  ['telemetry', shutdownTelemetry],
]);
process.exit(failed ? 1 : 0);
