/** Every workflow, for the bundler: the exported name is the workflow's type. */
export { sendEmail } from './email/send-email.workflow.ts';
export { fireAlerts } from './market/fire-alerts.workflow.ts';
export { deliverNotifications } from './notifications/deliver-notifications.workflow.ts';
