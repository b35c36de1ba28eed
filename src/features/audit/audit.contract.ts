/** Deeds that the audit trail keeps, and what each is done to. Pure: constants and types only. */
export const DEEDS = {
  'account.logged_in': 'user',
  'account.log_in_failed': 'user',
  'account.password_changed': 'user',
  'account.sessions_revoked': 'user',
  'account.role_changed': 'user',
  'account.disabled': 'user',
  'account.enabled': 'user',
  'account.deleted': 'user',
  'account.api_key_created': 'api_key',
  'account.api_key_revoked': 'api_key',
  'campaign.created': 'campaign',
  'campaign.paused': 'campaign',
  'campaign.resumed': 'campaign',
  'campaign.cancelled': 'campaign',
  'campaign.retried': 'campaign',
  'email.suppression_added': 'suppression',
  'email.suppression_removed': 'suppression',
  'content.removed': 'content',
  'prices.deleted': 'asset',
  'export.requested': 'export',
  'file.deleted': 'file',
  'storage.quota_changed': 'user',
  'job.cancelled': 'job',
  'job.retried': 'job',
  'job.attempt_hastened': 'job',
  'job.acknowledged': 'job',
  'job.bulk_retried': 'job',
  'maintenance.requested': 'job',
  'monitoring.alert_resolved': 'alert',
  'monitoring.alert_acknowledged': 'alert',
  'monitoring.silence_created': 'silence',
  'monitoring.silence_changed': 'silence',
  'monitoring.silence_ended': 'silence',
  'monitoring.route_created': 'route',
  'monitoring.route_changed': 'route',
  'monitoring.route_deleted': 'route',
  'monitoring.rule_created': 'rule',
  'monitoring.rule_changed': 'rule',
  'monitoring.rule_deleted': 'rule',
} as const satisfies Record<string, string>;

export type Deed = keyof typeof DEEDS;
export const DEED_NAMES = Object.keys(DEEDS) as [Deed, ...Deed[]];

export const TARGET_TYPES = [...new Set(Object.values(DEEDS))] as [TargetType, ...TargetType[]];
export type TargetType = (typeof DEEDS)[Deed];
