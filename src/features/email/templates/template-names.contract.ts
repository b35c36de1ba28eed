/** The kinds of mail there are. Jobs and rows of the ledger hold these names. */
export const TEMPLATE_NAMES = [
  'welcome',
  'email-verification',
  'password-reset',
  'account-exists',
  'account-deleted',
  'security-notice',
  'price-alert',
  'price-alerts',
  'weekly-digest',
  'room-invitation',
  'activity',
  'export-ready',
  'report',
  'system-alert',
  'announcement',
] as const;
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** Those whose mails grant something to anyone who reads them. */
export const TEMPLATES_WITH_TOKENS = [
  'welcome',
  'email-verification',
  'password-reset',
  'account-exists',
  'account-deleted',
  'room-invitation',
  'export-ready',
] as const satisfies readonly TemplateName[];
