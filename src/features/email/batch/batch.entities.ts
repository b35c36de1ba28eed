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
    pausedAt: p.datetime().nullable(),
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
