import { defineEntity, p } from '@mikro-orm/postgresql';

/** The answer that was given under an `Idempotency-Key`; `status` is null only inside the transaction that makes it. */
export const IdempotencyKeyEntity = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_key',
  indexes: [
    {
      name: 'idempotency_key_created_at_index',
      expression: 'create index idempotency_key_created_at_index on idempotency_key (created_at)',
    },
  ],
  properties: {
    principal: p.text().primary(),
    route: p.text().primary(),
    key: p.text().primary(),
    bodyHash: p.text(),
    status: p.integer().nullable(),
    headers: p.json<Record<string, string>>().nullable(),
    body: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
