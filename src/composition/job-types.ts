import { erasureJobType } from '../features/accounts/erasure/erasure.jobs.ts';
import { eventImportJobType } from '../features/analytics/imports/imports.jobs.ts';
import { rebuildJobType, rollupJobType } from '../features/analytics/rollups/rollups.jobs.ts';
import { campaignJobType } from '../features/campaigns/campaigns.jobs.ts';
import { callCorrectionJobType } from '../features/community/calls/correct-calls.jobs.ts';
import { digestJobType } from '../features/digests/digests.jobs.ts';
import { emailJobType } from '../features/email/email.jobs.ts';
import { exportJobType } from '../features/exports/exports.jobs.ts';
import { processJobType, purgeJobType } from '../features/files/files.jobs.ts';
import { maintenanceJobType } from '../features/maintenance/maintenance.jobs.ts';
import { priceAlertsJobType } from '../features/market/alerts/alerts.jobs.ts';
import { notificationJobType } from '../features/notifications/delivery.jobs.ts';
import { reportJobType } from '../features/reports/reports.jobs.ts';
import { JobTypes } from '../platform/jobs/job-type.ts';

/** Every kind of durable work, joined here once for both programs. */
export const jobTypes = new JobTypes([
  emailJobType,
  campaignJobType,
  digestJobType,
  erasureJobType,
  exportJobType,
  maintenanceJobType,
  notificationJobType,
  priceAlertsJobType,
  callCorrectionJobType,
  rollupJobType,
  rebuildJobType,
  eventImportJobType,
  processJobType,
  purgeJobType,
  reportJobType,
]);
