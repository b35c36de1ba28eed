import type { Client } from '@temporalio/client';
import { createAccounts } from '../features/accounts/accounts.compose.ts';
import { accountsRoutes } from '../features/accounts/accounts.routes.ts';
import { findContact } from '../features/accounts/people/contacts.reads.ts';
import { analyticsRoutes } from '../features/analytics/analytics.routes.ts';
import { createEvents } from '../features/analytics/events/events.service.ts';
import { createImports } from '../features/analytics/imports/receive-import.service.ts';
import { createLiveFigures } from '../features/analytics/realtime/live-figures.service.ts';
import { createMetricsTopic } from '../features/analytics/realtime/metrics.topic.ts';
import { auditRoutes } from '../features/audit/audit.routes.ts';
import { campaignsRoutes } from '../features/campaigns/campaigns.routes.ts';
import { createCampaigns } from '../features/campaigns/campaigns.service.ts';
import { createCallResolution } from '../features/community/calls/call-resolution.service.ts';
import { createMarkCalls } from '../features/community/calls/changed-calls.service.ts';
import { discussionRoutes } from '../features/community/discussion.routes.ts';
import { followsRoutes } from '../features/community/follows/follows.routes.ts';
import { createPostSearch } from '../features/community/posts/post-search.reads.ts';
import { postSchema } from '../features/community/posts/posts.schema.ts';
import { dashboardRoutes } from '../features/dashboard/dashboard.routes.ts';
import { createDigestPreview } from '../features/digests/digest-preview.service.ts';
import { digestsRoutes } from '../features/digests/digests.routes.ts';
import { previewAnnouncement } from '../features/email/batch/announcement-mail.service.ts';
import { emailRoutes } from '../features/email/email.routes.ts';
import { createEmailService } from '../features/email/email.service.ts';
import { createSender } from '../features/email/rendering/sender.service.ts';
import { announcementLinks } from '../features/email/templates/announcement.template.ts';
import { exportsRoutes } from '../features/exports/exports.routes.ts';
import { createExportsService } from '../features/exports/exports.service.ts';
import { createFindImages } from '../features/files/attachments/images.reads.ts';
import { createFilesApi } from '../features/files/files.compose.ts';
import { deadLettersRoutes } from '../features/jobs/dead-letters.routes.ts';
import { createDeadLetters } from '../features/jobs/dead-letters.service.ts';
import { describeJobTypes } from '../features/jobs/job-types.presenter.ts';
import { jobsRoutes } from '../features/jobs/jobs.routes.ts';
import { createJobsService } from '../features/jobs/jobs.service.ts';
import { createJobsTopic } from '../features/jobs/jobs.topic.ts';
import { maintenanceRoutes } from '../features/maintenance/maintenance.routes.ts';
import { createAlertEvaluation } from '../features/market/alerts/alert-evaluation.service.ts';
import { alertsRoutes } from '../features/market/alerts/alerts.routes.ts';
import { markFirings } from '../features/market/alerts/changed-firings.service.ts';
import { searchAssets } from '../features/market/assets/asset-search.reads.ts';
import { presentAsset } from '../features/market/assets/assets.presenter.ts';
import { assetSchema } from '../features/market/assets/assets.schema.ts';
import { createIngest } from '../features/market/ingest/ingest.service.ts';
import { marketRoutes } from '../features/market/market.routes.ts';
import { createDeletePrices } from '../features/market/prices/delete-prices.service.ts';
import { startDuePrices } from '../features/market/prices/due-prices.service.ts';
import { watchlistsRoutes } from '../features/market/watchlists/watchlists.routes.ts';
import { startMonitoring } from '../features/monitoring/monitoring.compose.ts';
import { monitoringRoutes } from '../features/monitoring/monitoring.routes.ts';
import { channelNames } from '../features/monitoring/telling/channels.ts';
import { notificationTopics } from '../features/notifications/notification-topic.ts';
import { notificationsRoutes } from '../features/notifications/notifications.routes.ts';
import { createNotificationsService } from '../features/notifications/notifications.service.ts';
import { createNotify } from '../features/notifications/notify.service.ts';
import { createReportLinks } from '../features/reports/report-links.ts';
import { reportsRoutes } from '../features/reports/reports.routes.ts';
import { createReportsService } from '../features/reports/reports.service.ts';
import { allRoomsRoutes } from '../features/rooms/all.routes.ts';
import { roomTopic } from '../features/rooms/rooms.topic.ts';
import { searchRoutes } from '../features/search/search.routes.ts';
import type { Config } from '../platform/config.ts';
import type { Orm } from '../platform/db/orm.ts';
import type { Authenticate } from '../platform/http/principal.ts';
import type { Route } from '../platform/http/route.ts';
import { createEnqueue } from '../platform/jobs/enqueue.ts';
import { createHastenRun } from '../platform/jobs/hasten-run.ts';
import { createJobPresenter } from '../platform/jobs/job-view.ts';
import { Launcher } from '../platform/jobs/launcher.ts';
import { createSignalRun } from '../platform/jobs/signal-run.ts';
import { createStart } from '../platform/jobs/start-workflow.ts';
import type { Logger } from '../platform/log/logger.ts';
import type { Loop } from '../platform/loop.ts';
import type { MailTransport } from '../platform/mail/mail-transport.ts';
import { MetricsRegistry } from '../platform/metrics/registry.ts';
import { realtimeRoutes } from '../platform/realtime/realtime.routes.ts';
import { createRealtime, type Realtime } from '../platform/realtime/realtime.ts';
import type { Storage } from '../platform/storage/storage.ts';
import { createAccountMailer } from './account-mails.ts';
import { datasets } from './datasets.ts';
import { createInvitationMailer } from './invitation-mails.ts';
import { jobTypes } from './job-types.ts';

export interface ApiParts {
  config: Config;
  orm: Orm;
  /** For what watches the process; its pool unless given. */
  watching?: Orm;
  client: Client;
  storage: Storage;
  logger: Logger;
  /** What `/metrics` shows. */
  registry?: MetricsRegistry;
  /** By which alerts are told; without it they are left to other processes. */
  mail?: MailTransport;
}

export interface Api {
  routes: Route[];
  authenticate: Authenticate;
  launcher: Launcher;
  realtime: Realtime;
  /** Starts what the API does beside its requests. */
  startLoops(): readonly Loop[];
}

/** Joins the features into the API. Connects to nothing, so documents and lists can be made from it. */
export function composeApi(parts: ApiParts): Api {
  const { config, orm, watching = orm, client, storage, logger, registry = new MetricsRegistry(), mail } = parts;
  const em = () => orm.em.fork();
  const launcher = new Launcher({
    em,
    logger,
    maxWaitMs: config.jobs.dispatchMinAgeMs,
    start: createStart(client, config.temporal),
  });
  const enqueue = createEnqueue(launcher);
  const present = createJobPresenter(config.temporal);
  const notify = createNotify({ config });
  const images = createFindImages(config);
  const email = createEmailService({ config, enqueue, findRecipient: findContact });
  const accounts = createAccounts({
    config,
    createEm: em,
    mailer: createAccountMailer(email, config.http.publicUrl),
    enqueue,
    images,
  });
  const onFreshPrices = [createAlertEvaluation({ enqueue }), createCallResolution({ notify })];
  const onChangedPrices = [markFirings, createMarkCalls(enqueue)];
  const ingests = createIngest({ onFreshPrices, onChangedPrices });
  const signalRun = createSignalRun(client, logger);
  const campaigns = createCampaigns({
    config,
    enqueue,
    launch: launcher,
    types: jobTypes,
    signalRun: (job, name) => launcher.track(signalRun(job, name)),
    linksOf: announcementLinks,
  });
  const files = createFilesApi({ config, storage, enqueue, images, registry });
  const { site } = createSender(config);
  const jobs = createJobsService({ types: jobTypes, launch: launcher });
  const { authenticate } = accounts;
  const reportLinks = createReportLinks(config.http.publicUrl, config.links.secret);
  const live = createLiveFigures();
  const families = [notificationTopics, createJobsTopic({ jobs, present }), createMetricsTopic(live), roomTopic];
  const realtime = createRealtime({ config, createEm: em, authenticate, families, logger });
  return {
    launcher,
    authenticate,
    realtime,
    startLoops: () => [
      files.startSweeping(logger),
      startDuePrices({ em, onFreshPrices, logger }),
      ...startMonitoring({ em: () => watching.em.fork(), client, config, logger, mail }),
    ],
    routes: [
      ...accountsRoutes(accounts),
      ...emailRoutes({ config, email, presentJob: present }),
      ...campaignsRoutes({ campaigns, render: (content) => previewAnnouncement(content, 'Zoë', site) }),
      ...auditRoutes(),
      // Before jobs, for which `export` would be an id.
      ...exportsRoutes({
        exports: createExportsService({ datasets, enqueue }),
        presentJob: present,
        linkTo: files.links.urlOfMade,
      }),
      ...jobsRoutes({ jobs, present, kinds: describeJobTypes(jobTypes, config.mail.retryInitialMs) }),
      ...notificationsRoutes(createNotificationsService()),
      ...watchlistsRoutes(),
      ...alertsRoutes(),
      ...deadLettersRoutes({
        deadLetters: createDeadLetters({
          jobs,
          types: jobTypes,
          hastenRun: createHastenRun(client, config.temporal.namespace),
        }),
        present,
      }),
      ...maintenanceRoutes({ enqueue, presentJob: present }),
      ...realtimeRoutes(realtime.topics),
      ...discussionRoutes({ benchmark: config.market.benchmark, notify, images }),
      ...allRoomsRoutes({ notify, images, mailInvitation: createInvitationMailer(email, config.http.publicUrl) }),
      ...followsRoutes({ notify }),
      ...marketRoutes({ ingests, deletePrices: createDeletePrices(onChangedPrices) }),
      ...files.routes,
      ...digestsRoutes({
        preview: createDigestPreview({ preferences: accounts.preferences, sender: createSender(config) }),
      }),
      ...analyticsRoutes({
        events: createEvents({ fork: em, config }),
        imports: createImports({ storage, enqueue }),
        live,
        enqueue,
        presentJob: present,
      }),
      ...monitoringRoutes({
        registry,
        metricsToken: config.monitoring.metricsToken,
        authenticate,
        channels: channelNames(config),
      }),
      ...reportsRoutes({
        reports: createReportsService({ enqueue, links: reportLinks }),
        links: reportLinks,
        presentJob: present,
      }),
      ...dashboardRoutes(),
      ...searchRoutes({
        postSchema,
        tickerSchema: assetSchema,
        searchPosts: createPostSearch(images),
        searchTickers: async (tx, query, limit) => (await searchAssets(tx, query, limit)).map(presentAsset),
      }),
    ],
  };
}
