/** Every workflow, for the bundler: the exported name is the workflow's type. */
export { eraseAccount } from './accounts/erase-account.workflow.ts';
export { importEvents } from './analytics/import-events.workflow.ts';
export { rebuildRollups, rollUp } from './analytics/roll-up.workflow.ts';
export { sendCampaign } from './campaigns/send-campaign.workflow.ts';
export { correctCalls } from './community/correct-calls.workflow.ts';
export { sendDigests } from './digests/send-digests.workflow.ts';
export { sendEmail } from './email/send-email.workflow.ts';
export { runExport } from './exports/run-export.workflow.ts';
export { processFiles } from './files/process-files.workflow.ts';
export { purgeFiles } from './files/purge-files.workflow.ts';
export { enqueueScheduled } from './jobs/enqueue-scheduled.workflow.ts';
export { runMaintenance } from './maintenance/run-maintenance.workflow.ts';
export { fireAlerts } from './market/fire-alerts.workflow.ts';
export { deliverNotifications } from './notifications/deliver-notifications.workflow.ts';
export { makeReports } from './reports/make-reports.workflow.ts';
