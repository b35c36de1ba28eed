import { z } from 'zod';
import { emailAddress } from '../../../platform/http/email-address.ts';
import { idInput } from '../../../platform/http/id-input.ts';
import { pageQuery } from '../../../platform/http/pagination.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { SUPPRESSION_REASONS } from './suppressions.contract.ts';

const address = emailAddress.toLowerCase();
const reason = z.enum(SUPPRESSION_REASONS);

export const suppressionParams = z.strictObject({ suppressionId: idInput.describe('Id of the entry') });

export const suppressionListQuery = pageQuery.extend({
  address: address.optional().describe('Only entries of this address; case does not matter'),
  reason: reason.optional().describe('Only entries with this reason'),
});

export const suppressionBody = z
  .strictObject({ address, note: lineOfText(500).describe('Note for other admins') })
  .meta({ id: 'NewSuppression' });

export const suppressionSchema = z
  .strictObject({
    id: z.uuid(),
    address: z.string(),
    reason,
    category: z.string().nullable().describe('For the reason `unsubscribe`, the category that is stopped'),
    emailMessageId: z.uuid().nullable().describe('The mail that caused the entry'),
    note: z.string().nullable(),
    createdBy: z.uuid().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'EmailSuppression' });

export type SuppressionView = z.output<typeof suppressionSchema>;
