import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Runtime } from '@temporalio/worker';
import { createErasureActivities } from '../activities/accounts/erasure.activities.ts';
import { createCampaignActivities } from '../activities/campaigns/campaigns.activities.ts';
import { createDigestActivities } from '../activities/digests/digests.activities.ts';
import { createBatchActivities } from '../activities/email/batch.activities.ts';
import { createEmailActivities } from '../activities/email/email.activities.ts';
import { createJobActivities } from '../activities/jobs/jobs.activities.ts';
import { createScheduleActivities } from '../activities/jobs/schedules.activities.ts';
import { createAlertActivities } from '../activities/market/alerts.activities.ts';
import { createNotificationActivities } from '../activities/notifications/notifications.activities.ts';
import { entities } from './composition/entities.ts';
import { eraseSteps } from './composition/erase-steps.ts';
import { jobTypes } from './composition/job-types.ts';
import { schedulesOf } from './composition/schedules.ts';
import { findContact, findContacts } from './features/accounts/people/contacts.service.ts';
import { campaignBatch } from './features/campaigns/campaign-mail.ts';
import { findEmpty } from './features/digests/digest-content.service.ts';
import { digestBatch } from './features/digests/digest-mail.ts';
import { createDigestFill } from './features/digests/fill.service.ts';
import { digestLinks } from './features/email/digest-mail.service.ts';
import { createEmailService } from './features/email/email.service.ts';
import { createSender } from './features/email/rendering/sender.service.ts';
import { createDelivery } from './features/notifications/delivery.service.ts';
import { startNotificationHousekeeping } from './features/notifications/housekeeping.service.ts';
import { createNotify } from './features/notifications/notify.service.ts';
import { loadConfig } from './platform/config.ts';
import { createOrm } from './platform/db/orm.ts';
import { startHttpHousekeeping } from './platform/http/housekeeping.ts';
import { startAttendants } from './platform/jobs/attendants.ts';
import { createEnqueue, LEFT_TO_DISPATCHER } from './platform/jobs/enqueue.ts';
import { startReconciling } from './platform/jobs/schedules.ts';
import { createStart } from './platform/jobs/start-workflow.ts';
import { createLogger } from './platform/log/logger.ts';
import { createMailTransport } from './platform/mail/transport.ts';
import { requireNodeVersion } from './platform/node-version.ts';
import { stopInOrder, stopSignal } from './platform/shutdown.ts';
import { shutdownTelemetry } from './platform/telemetry/telemetry.ts';
import { temporalRuntimeOptions } from './platform/telemetry/temporal-runtime.ts';
import { temporalTracing } from './platform/telemetry/temporal-tracing.ts';
import { loadBundle } from './platform/temporal/bundle.ts';
import { createTemporalClient } from './platform/temporal/client.ts';
import { runWorkers, type Workers } from './platform/temporal/worker.ts';
import { serveWorkerHealth } from './platform/temporal/worker-health.ts';

requireNodeVersion();
const config = loadConfig();
const logger = createLogger(config.log, { service: 'worker' });
Runtime.install(temporalRuntimeOptions(config, logger));

const stopping = stopSignal(logger);
const orm = createOrm(config.db, entities);
const em = () => orm.em.fork();
const tracing = temporalTracing();
const client = createTemporalClient(config.temporal, [tracing]);
const mail = createMailTransport(config);
const sender = createSender(config);
const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
const email = createEmailService({ config, enqueue, findRecipient: findContact });

let workers: Workers | undefined;
const health = await serveWorkerHealth(config.http.host, config.worker.healthPort, () => workers?.running() ?? false);

const attendants = startAttendants({
  jobs: config.jobs,
  em,
  client,
  types: jobTypes,
  logger,
  start: createStart(client, config.temporal),
});

const housekeeping = startHttpHousekeeping({ em, logger });
const notificationHousekeeping = startNotificationHousekeeping({ em, enqueue, config, logger });

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const bundle =
  config.worker.bundlePath === null
    ? await loadBundle({
        workflowsPath: path('../workflows/index.ts'),
        sources: [path('../workflows'), path('./'), path('../package-lock.json')],
        cacheDirectory: path('../.vibe/bundles'),
        plugins: [tracing],
        logger,
      })
    : { codePath: config.worker.bundlePath };

const schedules = schedulesOf(config);
const reconciling = config.schedules.enabled ? startReconciling({ em, client, config, schedules, logger }) : undefined;

const kinds = [campaignBatch(sender), digestBatch(sender)];

const activities = {
  ...createJobActivities({ em, jobTypes }),
  ...createScheduleActivities({ em, enqueue, schedules }),
  ...createEmailActivities({ em, mail, config, logger }),
  ...createBatchActivities({ em, mail, config, kinds, findContacts, logger }),
  ...createCampaignActivities({ em }),
  ...createDigestActivities({ em, fill: createDigestFill({ links: digestLinks(sender.site), findEmpty, logger }) }),
  ...createAlertActivities({ em, notify: createNotify({ config }) }),
  ...createNotificationActivities({ em, delivery: createDelivery({ config, email, logger }) }),
  ...createErasureActivities({ em, steps: eraseSteps, logger }),
};

/** Temporal may be away when the worker starts: it waits for it, and what needs no Temporal goes on. */
async function connectWorkers(): Promise<Workers | undefined> {
  let stopped = false;
  void stopping.then(() => {
    stopped = true;
  });
  for (;;) {
    if (stopped) return undefined;
    try {
      return await runWorkers({ config, bundle, activities, plugins: [tracing] });
    } catch (error) {
      logger.warn({ err: error }, 'Temporal cannot be reached, trying again');
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
  ['attendants', () => attendants.stop()],
  ['schedules', () => reconciling?.stop()],
  ['housekeeping', () => Promise.all([housekeeping.stop(), notificationHousekeeping.stop()])],
  ['workers', () => (failed ? undefined : workers?.stop())],
  ['mail', () => mail.close()],
  ['temporal client', () => client.connection.close()],
  ['database', () => orm.close(true)],
  ['health', () => health.close()],
  ['telemetry', shutdownTelemetry],
]);
process.exit(failed ? 1 : 0);
