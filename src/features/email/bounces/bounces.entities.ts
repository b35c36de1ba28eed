import { defineEntity, p } from '@mikro-orm/postgresql';

/** A report of bounces that was taken, remembered for as long as its signature is valid. */
export const EmailBounceReportEntity = defineEntity({
  name: 'EmailBounceReport',
  tableName: 'email_bounce_report',
  indexes: [{ name: 'email_bounce_report_taken_at_index', properties: ['takenAt'] }],
  properties: {
    /** SHA-256 of the bytes. */
    bodyHash: p.type('bytea').$type<Buffer>().primary(),
    takenAt: p.datetime().defaultRaw('now()'),
  },
});
