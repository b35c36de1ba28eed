import { accountDeleted } from './account-deleted.template.ts';
import { accountExists } from './account-exists.template.ts';
import { activity } from './activity.template.ts';
import { announcement } from './announcement.template.ts';
import { emailVerification } from './email-verification.template.ts';
import { exportReady } from './export-ready.template.ts';
import { passwordReset } from './password-reset.template.ts';
import { priceAlert } from './price-alert.template.ts';
import { priceAlerts } from './price-alerts.template.ts';
import { report } from './report.template.ts';
import { roomInvitation } from './room-invitation.template.ts';
import { securityNotice } from './security-notice.template.ts';
import { systemAlert } from './system-alert.template.ts';
import type { EmailTemplate } from './template.ts';
import type { TemplateName } from './template-names.contract.ts';
import { weeklyDigest } from './weekly-digest.template.ts';
import { welcome } from './welcome.template.ts';

/** Every kind of mail, by name. */
export const TEMPLATES = {
  welcome,
  'email-verification': emailVerification,
  'password-reset': passwordReset,
  'account-exists': accountExists,
  'account-deleted': accountDeleted,
  'security-notice': securityNotice,
  'price-alert': priceAlert,
  'price-alerts': priceAlerts,
  'weekly-digest': weeklyDigest,
  'room-invitation': roomInvitation,
  activity,
  'export-ready': exportReady,
  report,
  'system-alert': systemAlert,
  announcement,
} as const satisfies Record<TemplateName, unknown>;

/** The props of a template, as its schema produces them. */
export type TemplateData<Name extends TemplateName> =
  (typeof TEMPLATES)[Name] extends EmailTemplate<infer Data> ? Data : never;

/** A template of which only the name is known at run time; its data is whatever its own schema let through. */
export function templateOf(name: TemplateName): EmailTemplate<unknown> {
  return TEMPLATES[name] as unknown as EmailTemplate<unknown>;
}
