import { defineEntity, p } from '@mikro-orm/postgresql';

/** Mails that are sent together by one job: a campaign, the digests of an hour. Their rows are in the ledger. */
export const EmailBatchEntity = defineEntity({
  name: 'EmailBatch',
  tableName: 'email_batch',
  properties: {
    jobId: p.uuid().primary(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** When all recipients were in the ledger. */
    filledAt: p.datetime().nullable(),
    /** The last account that was asked whether it is meant, of a batch that is filled page by page. */
    filledUpTo: p.uuid().nullable(),
    pausedAt: p.datetime().nullable(),
  },
});

/** A change of all mails of a large batch that is under way. */
export const EmailBatchChangeEntity = defineEntity({
  name: 'EmailBatchChange',
  tableName: 'email_batch_change',
  checks: [{ name: 'email_batch_change_becomes_check', expression: "becomes in ('queued', 'failed', 'cancelled')" }],
  properties: {
    jobId: p.uuid().primary(),
    fromStatuses: p.array().columnType('text[]'),
    becomes: p.text(),
    errorCode: p.text().nullable(),
    errorMessage: p.text().nullable(),
    /** Id of the last mail that was looked at. */
    afterId: p.uuid(),
    requestedAt: p.datetime().defaultRaw('now()'),
  },
});

/** Where the links of a batch lead, so that no link in a mail has to say so itself. */
export const EmailLinkEntity = defineEntity({
  name: 'EmailLink',
  tableName: 'email_link',
  properties: {
    jobId: p.uuid().primary(),
    number: p.integer().primary(),
    url: p.text(),
  },
});
