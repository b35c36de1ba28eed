import { defineEntity, p } from '@mikro-orm/postgresql';
import type { SuppressionReason } from './suppressions.contract.ts';

/** An address that gets no mail any more, or none of one category. */
export const EmailSuppressionEntity = defineEntity({
  name: 'EmailSuppression',
  tableName: 'email_suppression',
  indexes: [
    {
      name: 'email_suppression_address_index',
      expression:
        "create unique index email_suppression_address_index on email_suppression (address, reason, coalesce(category, ''))",
    },
  ],
  checks: [
    {
      name: 'email_suppression_reason_check',
      expression: "reason in ('hard_bounce', 'complaint', 'unsubscribe', 'manual')",
    },
    {
      name: 'email_suppression_category_check',
      expression: "(reason = 'unsubscribe') = (category is not null)",
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    /** In lower case. */
    address: p.text(),
    reason: p.text().$type<SuppressionReason>(),
    /** Of an opt-out by someone without an account; people with one choose in their preferences. */
    category: p.text().nullable(),
    /** The mail that led to it. */
    messageId: p.uuid().nullable(),
    note: p.text().nullable(),
    createdBy: p.uuid().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
