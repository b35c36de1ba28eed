import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import type { WorkerPlugin } from '@temporalio/worker';
import { createErasureActivities } from '../../activities/accounts/erasure.activities.ts';
import { createImportActivities } from '../../activities/analytics/imports.activities.ts';
import { createRollupActivities } from '../../activities/analytics/rollups.activities.ts';
import { createCampaignActivities } from '../../activities/campaigns/campaigns.activities.ts';
import { createCallActivities } from '../../activities/community/calls.activities.ts';
import { createDigestActivities } from '../../activities/digests/digests.activities.ts';
import { createBatchActivities } from '../../activities/email/batch.activities.ts';
import { createEmailActivities } from '../../activities/email/email.activities.ts';
import { createExportActivities } from '../../activities/exports/exports.activities.ts';
import { createFileActivities } from '../../activities/files/files.activities.ts';
import { createJobActivities } from '../../activities/jobs/jobs.activities.ts';
import { createScheduleActivities } from '../../activities/jobs/schedules.activities.ts';
import { createMaintenanceActivities } from '../../activities/maintenance/maintenance.activities.ts';
import { createAlertActivities } from '../../activities/market/alerts.activities.ts';
import { createNotificationActivities } from '../../activities/notifications/notifications.activities.ts';
import { createReportActivities } from '../../activities/reports/reports.activities.ts';
import { findContact, findContacts } from '../features/accounts/people/contacts.reads.ts';
import { startNameIndexing } from '../features/accounts/people/name-index.service.ts';
import { findRole } from '../features/accounts/people/roles.reads.ts';
import { startAnalyticsHousekeeping } from '../features/analytics/housekeeping.service.ts';
import { createImportRun } from '../features/analytics/imports/import-run.service.ts';
import { campaignBatch } from '../features/campaigns/campaign-batch.ts';
import { startPostIndexing } from '../features/community/post-words.service.ts';
import { digestBatch } from '../features/digests/digest-batch.ts';
import { findEmpty } from '../features/digests/digest-content.reads.ts';
import { createDigestFill } from '../features/digests/fill-digests.service.ts';
import { startBatchChanges } from '../features/email/batch/batch-changes.ts';
import { digestLinks } from '../features/email/batch/digest-mails.service.ts';
import { createEmailService } from '../features/email/email.service.ts';
import { createSender } from '../features/email/rendering/sender.service.ts';
import { createExportWriter } from '../features/exports/write-export.ts';
import { startExpiry } from '../features/files/cleanup/expiry.service.ts';
import { measureProcessing } from '../features/files/file-metrics.ts';
import { createLinkTokens } from '../features/files/serving/link-tokens.ts';
import { createLinks } from '../features/files/serving/links.service.ts';
import { startSpoolSweep } from '../features/files/spool-sweep.service.ts';
import { createMaintenance } from '../features/maintenance/maintenance.service.ts';
import { startMonitoring } from '../features/monitoring/monitoring.compose.ts';
import { createDelivery } from '../features/notifications/delivery.service.ts';
import { startNotificationHousekeeping } from '../features/notifications/housekeeping.service.ts';
import { createNotify } from '../features/notifications/notify.service.ts';
import { createDueReports } from '../features/reports/due-reports.service.ts';
import { createMakeReport } from '../features/reports/make-report.service.ts';
import { createReportLinks } from '../features/reports/report-links.ts';
import type { Config } from '../platform/config.ts';
import type { Orm } from '../platform/db/orm.ts';
import { startTextCheck } from '../platform/db/text-support.ts';
import { startHttpHousekeeping } from '../platform/http/housekeeping.ts';
import { createEnqueue } from '../platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../platform/jobs/launch.ts';
import { startMaintenanceLoops } from '../platform/jobs/loops/maintenance-loops.ts';
import { startReconciling } from '../platform/jobs/reconcile-schedules.ts';
import { startRegistering } from '../platform/jobs/search-attributes.ts';
import { createStart } from '../platform/jobs/start-workflow.ts';
import type { Logger } from '../platform/log/logger.ts';
import type { Loop } from '../platform/loop.ts';
import type { MailTransport } from '../platform/mail/mail-transport.ts';
import { MediaPool } from '../platform/media/media-pool.ts';
import { startSampler } from '../platform/metrics/sampler.ts';
import type { SlowList } from '../platform/metrics/slow-list.ts';
import type { Storage } from '../platform/storage/storage.ts';
import { loadBundle } from '../platform/temporal/bundle.ts';
import type { WorkersOptions } from '../platform/temporal/run-workers.ts';
import { datasets } from './datasets.ts';
import { eraseSteps } from './erase-steps.ts';
import { createExportNews } from './export-news.ts';
import { jobTypes } from './job-types.ts';
import { maintenanceSteps } from './maintenance-steps.ts';
import type { Measuring } from './measuring.ts';
import { schedulesOf } from './schedules.ts';

export interface WorkerParts {
  config: Config;
  orm: Orm;
  /** For what changes tables. */
  maintenance: Orm;
  /** For what watches the process. */
  watching: Orm;
  client: Client;
  mail: MailTransport;
  storage: Storage;
  measuring: Measuring;
  /** The slowest activities. */
  slowest: SlowList;
  logger: Logger;
}

export interface ComposedWorker {
  activities: object;
  /** Starts what a worker does beside its task queues. */
  startLoops(): readonly NamedLoop[];
  /** Ends the processes that it holds. */
  close(): void;
}

export interface NamedLoop extends Loop {
  name: string;
}

/** Joins the features into the worker. Connects to nothing. */
export function composeWorker({
  config,
  orm,
  maintenance,
  watching,
  client,
  mail,
  storage,
  measuring,
  slowest,
  logger,
}: WorkerParts): ComposedWorker {
  const em = () => orm.em.fork();
  const watchingEm = () => watching.em.fork();
  const sender = createSender(config);
  const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
  const email = createEmailService({ config, enqueue, findRecipient: findContact });
  const schedules = schedulesOf(config);
  const notify = createNotify({ config });
  const links = createLinks({ config, tokens: createLinkTokens(config.files.linkKeys) });
  const write = createExportWriter({
    em,
    databaseUrl: config.db.url,
    storage,
    datasets,
    findRole,
    tell: createExportNews(email, notify, links.urlOfMade, config.http.publicUrl),
  });
  const make = createMakeReport({ email, links: createReportLinks(config.http.publicUrl, config.links.secret) });
  const pool = new MediaPool();
  const kinds = [campaignBatch(sender), digestBatch(sender)];
  return {
    activities: {
      ...createJobActivities({ em, jobTypes }),
      ...createScheduleActivities({ em, enqueue, schedules }),
      ...createEmailActivities({ em, mail, config, logger }),
      ...createBatchActivities({ em, mail, config, kinds, findContacts, logger }),
      ...createRollupActivities({ em, benchmark: config.market.benchmark }),
      ...createImportActivities(
        createImportRun({ em, keeper: () => maintenance.em.fork(), storage, eventDays: config.retention.eventDays }),
      ),
      ...createCampaignActivities({ em, logger }),
      ...createDigestActivities({ em, fill: createDigestFill({ links: digestLinks(sender.site), findEmpty, logger }) }),
      ...createAlertActivities({ em, notify }),
      ...createCallActivities({ em }),
      ...createFileActivities({
        em,
        config,
        storage,
        pool,
        metrics: measureProcessing(measuring.registry),
        logger,
      }),
      ...createNotificationActivities({ em, delivery: createDelivery({ config, email, logger }) }),
      ...createExportActivities({ em, write, logger }),
      ...createMaintenanceActivities({
        em,
        maintenance: createMaintenance({
          em,
          keeper: () => maintenance.em.fork(),
          maintenanceUrl: config.db.maintenanceUrl,
          steps: maintenanceSteps(config, storage),
          logger,
        }),
      }),
      ...createReportActivities({ em, make, due: createDueReports({ make, logger }), logger }),
      ...createErasureActivities({ em, steps: eraseSteps, logger }),
    },
    close: () => pool.close(),
    startLoops: () => [
      {
        name: 'maintenance loops',
        ...startMaintenanceLoops({
          jobs: config.jobs,
          em,
          client,
          types: jobTypes,
          logger,
          start: createStart(client, config.temporal),
        }),
      },
      { name: 'search attributes', ...startRegistering({ client, logger }) },
      ...(config.schedules.enabled
        ? [{ name: 'schedules', ...startReconciling({ em, client, config, schedules, logger }) }]
        : []),
      {
        name: 'housekeeping of analytics',
        ...startAnalyticsHousekeeping({ em, maintenance: () => maintenance.em.fork(), logger }),
      },
      { name: 'changes of batches', ...startBatchChanges({ em, logger }) },
      { name: 'sampler', ...startSampler({ em: watchingEm, kind: 'worker', ...measuring, slowest, logger }) },
      ...startMonitoring({ em: watchingEm, client, config, logger, mail }),
      { name: 'housekeeping of HTTP', ...startHttpHousekeeping({ em, logger }) },
      { name: 'expiry of files', ...startExpiry({ em, enqueue, logger }) },
      { name: 'encoding and locale', ...startTextCheck({ em, logger }) },
      { name: 'words of posts', ...startPostIndexing({ em, logger }) },
      { name: 'words of names', ...startNameIndexing({ em, logger }) },
      { name: 'spool', ...startSpoolSweep({ config, logger }) },
      { name: 'housekeeping of notifications', ...startNotificationHousekeeping({ em, enqueue, config, logger }) },
    ],
  };
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The bundle of the workflows: the one that the image was built with, or one made from the sources and kept. */
export async function workflowBundle(
  config: Pick<Config, 'worker'>,
  plugins: WorkerPlugin[],
  logger: Logger,
): Promise<WorkersOptions['bundle']> {
  if (config.worker.bundlePath !== null) return { codePath: config.worker.bundlePath };
  return await loadBundle({
    workflowsPath: path('../../workflows/index.ts'),
    sources: [path('../../workflows'), path('..'), path('../../package-lock.json')],
    cacheDirectory: path('../../.vibe/bundles'),
    plugins,
    logger,
  });
}
