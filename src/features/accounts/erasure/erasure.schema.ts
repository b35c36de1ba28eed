import { z } from 'zod';
import { pageQuery } from '../../../platform/http/pagination.ts';
import { JOB_STATUSES } from '../../../platform/jobs/jobs.contract.ts';
import { instant, knownPassword, opaqueToken } from '../accounts.schema.ts';
import { DELETION_STATUSES } from './erasure.contract.ts';

export const deletionBody = z
  .strictObject({ currentPassword: knownPassword.optional().describe('Required to delete your own account') })
  .optional()
  .meta({ id: 'UserDeletion' });

export const receiptParams = z.strictObject({ token: opaqueToken.describe('Receipt token of the deletion') });

const receipt = {
  id: z.uuid().describe('Id of the receipt'),
  status: z.enum(DELETION_STATUSES),
  requestedAt: instant,
  completedAt: instant.nullable().describe('When the last data of the user was removed or anonymised'),
  steps: z
    .array(z.strictObject({ name: z.string(), count: z.int() }))
    .describe('What was removed or anonymised so far, by kind'),
};

/** A receipt as shown to a caller who has its token. It has no data about the user. */
export const receiptSchema = z.strictObject(receipt).meta({ id: 'DeletionReceipt' });

/** The answer to the request: the only place, with the mail, where the token is shown. */
export const requestedDeletionSchema = z
  .strictObject({
    ...receipt,
    receiptToken: z.string().describe('Token that reads the receipt; shown only here and in the mail'),
    links: z.strictObject({ receipt: z.string() }),
  })
  .meta({ id: 'RequestedDeletion' });

/** What admins see. */
export const deletionSchema = z
  .strictObject({
    ...receipt,
    userId: z.uuid(),
    requestedBy: z.uuid().nullable().describe('The user, or an admin; null when that admin’s account is deleted too'),
    jobStatus: z.enum(JOB_STATUSES).nullable().describe('A failed job waits until an admin retries it'),
    links: z.strictObject({ job: z.string() }),
  })
  .meta({ id: 'AccountDeletion' });

export const deletionListQuery = pageQuery.extend({
  open: z
    .enum(['true', 'false'])
    .optional()
    .describe('`true`: only deletions that are not completed; `false`: only completed ones'),
});
