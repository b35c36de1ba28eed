/** What other features may know of accounts. Pure: constants and types only. */

/** What a key for servers may be allowed to do. */
export const API_KEY_SCOPES = [
  'analytics:read',
  'email:send',
  'events:write',
  'events:write-any',
  'exports:read',
  'exports:write',
  'files:read',
  'files:write',
  'market:ingest',
  'monitoring:read',
  'monitoring:write',
] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/**
 * The kinds of mail a person can refuse, with what holds until they choose. Mail about the account itself (welcome,
 * verification, password reset, a finished export) is not among them.
 */
export const EMAIL_CATEGORY_DEFAULTS = {
  weekly_digest: true,
  price_alerts: true,
  room_invitations: true,
  announcements: true,
  /** Comments, answers, followers, calls: lively enough that only those who asked get them by mail. */
  activity: false,
  /** Reports are for those who asked for them. */
  reports: false,
} as const satisfies Record<string, boolean>;
export type EmailCategory = keyof typeof EMAIL_CATEGORY_DEFAULTS;
export type EmailCategories = Record<EmailCategory, boolean>;

export const REPORT_KINDS = ['daily', 'weekly', 'monthly'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** Which reports come by mail, to those who want the category `reports`: one's own, and for admins those of the platform. */
export type ReportChoice = Record<'own' | 'platform', readonly ReportKind[]>;
export const DEFAULT_REPORTS: ReportChoice = { own: ['weekly'], platform: ['weekly'] };

export interface Preferences {
  /** Canonical IANA name. */
  timeZone: string;
  /** ISO 8601 weekday, 1 = Monday … 7 = Sunday. */
  digestDay: number;
  /** Hour of the person's own day, 0 … 23. */
  digestHour: number;
  emailCategories: EmailCategories;
  reports: ReportChoice;
}

export const DEFAULT_PREFERENCES: Readonly<Preferences> = {
  timeZone: 'UTC',
  digestDay: 1,
  digestHour: 8,
  emailCategories: EMAIL_CATEGORY_DEFAULTS,
  reports: DEFAULT_REPORTS,
};

/**
 * For how many minutes a mailed token can be used. A reset takes over the account, so its mail must not lie about for long.
 */
export const TOKEN_MINUTES = { verify_email: 1_440, reset_password: 30 } as const;
export type TokenPurpose = keyof typeof TOKEN_MINUTES;

/**
 * Where the link in a mail leads: a page of this API that asks for a click, since scanners open links too. The token stands
 * behind the `#`, which browsers send to no one, so it is in no log of any server on the way.
 * @param publicUrl without a slash at its end
 */
export function verifyEmailLink(publicUrl: string, token: string): string {
  return `${publicUrl}/api/auth/verify-email#token=${token}`;
}

/** The page on which a new password is chosen. */
export function passwordResetLink(publicUrl: string, token: string): string {
  return `${publicUrl}/api/auth/password-reset/confirm#token=${token}`;
}

/** Where the receipt of a deletion is read, path only. */
export function deletionReceiptPath(token: string): string {
  return `/api/account-deletions/${token}`;
}

export function deletionReceiptLink(publicUrl: string, token: string): string {
  return `${publicUrl}${deletionReceiptPath(token)}`;
}

/** What happened to an account that its owner is told of by mail. */
export const SECURITY_EVENTS = ['api_key_created', 'password_changed', 'address_changed', 'log_in_locked'] as const;
export type SecurityEvent = (typeof SECURITY_EVENTS)[number];
