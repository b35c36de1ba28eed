import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Deed, TargetType } from './audit.contract.ts';

/** What known people and keys did. Rows are only added: the table refuses other writes than by its own functions. */
export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entry',
  indexes: [
    {
      name: 'audit_entry_counted_index',
      expression:
        "create unique index audit_entry_counted_index on audit_entry (deed, coalesce(target_id, ''), counted_hour) where counted_hour is not null",
    },
    {
      name: 'audit_entry_actor_index',
      expression: 'create index audit_entry_actor_index on audit_entry (actor_id, id desc) where actor_id is not null',
    },
    {
      name: 'audit_entry_target_index',
      expression:
        'create index audit_entry_target_index on audit_entry (target_id, id desc) where target_id is not null',
    },
    {
      name: 'audit_entry_deed_index',
      expression: 'create index audit_entry_deed_index on audit_entry (deed, id desc)',
    },
    { name: 'audit_entry_at_index', expression: 'create index audit_entry_at_index on audit_entry (at)' },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    at: p.datetime().defaultRaw('now()'),
    deed: p.text().$type<Deed>(),
    actorId: p.uuid().nullable(),
    apiKeyId: p.uuid().nullable(),
    targetType: p.text().$type<TargetType>(),
    targetId: p.text().nullable(),
    address: p.text().nullable(),
    requestId: p.text().nullable(),
    details: p.json<Record<string, unknown>>().defaultRaw("'{}'"),
    count: p.integer().default(1),
    lastAt: p.datetime().defaultRaw('now()'),
    countedHour: p.datetime().nullable(),
  },
});
