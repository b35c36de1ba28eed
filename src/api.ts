import { composeApi } from './composition/api.ts';
import { apiGuide } from './composition/api-guide.ts';
import { entities } from './composition/entities.ts';
import { createMeasuring } from './composition/measuring.ts';
import { loadConfig } from './platform/config.ts';
import { createOrm, createWatchingOrm } from './platform/db/orm.ts';
import { startTextCheck } from './platform/db/text-support.ts';
import { createHttpApp } from './platform/http/http-app.ts';
import { createLogger } from './platform/log/logger.ts';
import { SmtpPool } from './platform/mail/smtp-pool.ts';
import { countAttacksIn } from './platform/metrics/attacks.ts';
import { exportedMetrics } from './platform/metrics/exported.ts';
import { HttpLoad } from './platform/metrics/http-load.ts';
import { observedMail } from './platform/metrics/observed-mail.ts';
import { observedStorage } from './platform/metrics/observed-storage.ts';
import { startSampler } from './platform/metrics/sampler.ts';
import { SlowList } from './platform/metrics/slow-list.ts';
import { requireNodeVersion } from './platform/node-version.ts';
import { databaseReadiness, storageReadiness, temporalReadiness } from './platform/readiness-checks.ts';
import { stopInOrder, stopSignal } from './platform/shutdown.ts';
import { createStorage } from './platform/storage/create-storage.ts';
import { exportMetrics, shutdownTelemetry } from './platform/telemetry/telemetry.ts';
import { temporalTracing } from './platform/telemetry/temporal-tracing.ts';
import { createTemporalClient } from './platform/temporal/client.ts';

requireNodeVersion();
const config = loadConfig();
const logger = createLogger(config.log, { service: 'api' });
const stopping = stopSignal(logger);
const orm = createOrm(config.db, entities);
const watching = createWatchingOrm(config.db);
const client = createTemporalClient(config.temporal, [temporalTracing()]);
const measuring = createMeasuring(config, orm);
const { registry } = measuring;
// For notices of alerts: they must leave also while no worker lives.
const mail = observedMail(new SmtpPool({ ...config.smtp, maxConnections: 1 }), registry);
const storage = observedStorage(createStorage(config.storage), registry);
const { routes, authenticate, launcher, realtime, startLoops } = composeApi({
  config,
  orm,
  watching,
  client,
  storage,
  logger,
  registry,
  mail,
});
const load = new HttpLoad(new SlowList());
registry.collector(load);
countAttacksIn(registry);
registry.gauge('vibe_sockets', 'Open WebSockets', () => realtime.counts().sockets);
const beside = [temporalReadiness(client), storageReadiness(storage)];
const readiness = [databaseReadiness(orm), ...beside];
measuring.watch([databaseReadiness(watching), ...beside]);
exportMetrics(() => exportedMetrics(registry));
const app = createHttpApp({
  config,
  orm,
  routes,
  authenticate,
  logger,
  readiness,
  guide: apiGuide,
  upgrades: realtime,
  load,
});

realtime.start();
const loops = [...startLoops(), startTextCheck({ em: () => orm.em.fork(), logger })];
const { url } = await app.listen();
const sampler = startSampler({
  em: () => watching.em.fork(),
  kind: 'api',
  ...measuring,
  load,
  sockets: () => realtime.counts().sockets,
  logger,
});
logger.info({ url }, 'api ready');
await stopping;

/** What Temporal has not taken by then, the dispatcher starts. */
const LAUNCHER_DRAIN_MS = 2_500;

await stopInOrder(logger, [
  ['sockets', () => realtime.close()],
  ['http', () => app.close()],
  ['sampler', () => sampler.stop()],
  ['loops', () => Promise.all(loops.map((loop) => loop.stop()))],
  ['mail', () => mail.close()],
  ['launcher', () => launcher.drain(LAUNCHER_DRAIN_MS)],
  ['temporal client', () => client.connection.close()],
  ['database', () => Promise.all([orm.close(true), watching.close(true)])],
  ['storage', () => storage.close()],
  ['telemetry', shutdownTelemetry],
]);
process.exit(0);
