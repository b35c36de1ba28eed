import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Role } from '../../platform/http/principal.ts';
import type { ReportChoice } from './accounts.contract.ts';

/**
 * A person. A deleted account keeps its row (others' rows point at it) without an address, a name or a password.
 * Named `app_user` because `user` is a reserved word of SQL.
 */
export const UserEntity = defineEntity({
  name: 'User',
  tableName: 'app_user',
  indexes: [
    {
      name: 'app_user_admin_index',
      expression: "create index app_user_admin_index on app_user (id) where role = 'admin'",
    },
    {
      name: 'app_user_name_trigram_index',
      expression:
        'create index app_user_name_trigram_index on app_user using gin (display_name gin_trgm_ops) where deleted_at is null',
    },
    {
      name: 'app_user_name_prefix_index',
      expression:
        'create index app_user_name_prefix_index on app_user ((lower(display_name) collate "C"), id) where deleted_at is null',
    },
    {
      name: 'app_user_stale_name_index',
      expression:
        'create index app_user_stale_name_index on app_user (id) where case when deleted_at is null then indexed_name is distinct from display_name else indexed_name is not null end',
    },
  ],
  uniques: [{ name: 'app_user_email_unique', properties: ['email'] }],
  checks: [
    { name: 'app_user_role_check', expression: "role in ('user', 'moderator', 'admin')" },
    {
      name: 'app_user_alive_check',
      expression: '(deleted_at is not null) or (email is not null and password_hash is not null)',
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    /** In lower case; null once deleted, so that the address is free again. */
    email: p.text().nullable(),
    /** An address the person wants instead, until its owner follows the link sent to it. */
    pendingEmail: p.text().nullable(),
    displayName: p.text(),
    /** The name that `user_name_start` was made from; null once deleted. */
    indexedName: p.text().nullable(),
    role: p.text().$type<Role>().default('user'),
    passwordHash: p.text().nullable(),
    emailVerifiedAt: p.datetime().nullable(),
    disabledAt: p.datetime().nullable(),
    deletedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
});

/** What a person is found by: the name in its compared form, whole and from each of its words on. */
export const UserNameStartEntity = defineEntity({
  name: 'UserNameStart',
  tableName: 'user_name_start',
  indexes: [
    {
      name: 'user_name_start_index',
      expression: 'create index user_name_start_index on user_name_start (whole, start, user_id)',
    },
  ],
  properties: {
    user: () =>
      p
        .manyToOne(UserEntity)
        .ref()
        .primary()
        .updateRule('no action')
        .deleteRule('cascade')
        .foreignKeyName('user_name_start_user_id_foreign')
        .index(false),
    /** Ordered by bytes, as the programs compare it. */
    start: p.text().primary(),
    whole: p.boolean(),
  },
});

/** What a person prefers. No row means the defaults. */
export const UserPreferencesEntity = defineEntity({
  name: 'UserPreferences',
  tableName: 'user_preferences',
  indexes: [
    {
      name: 'user_preferences_digest_index',
      expression:
        'create index user_preferences_digest_index on user_preferences (time_zone, digest_day, digest_hour, user_id)',
    },
  ],
  checks: [
    { name: 'user_preferences_digest_day_check', expression: 'digest_day >= 1 and digest_day <= 7' },
    { name: 'user_preferences_digest_hour_check', expression: 'digest_hour >= 0 and digest_hour <= 23' },
  ],
  properties: {
    user: () =>
      p
        .oneToOne(UserEntity)
        .primary()
        .owner()
        .ref()
        .updateRule('no action')
        .deleteRule('cascade')
        .foreignKeyName('user_preferences_user_id_foreign'),
    timeZone: p.text().default('UTC'),
    digestDay: p.integer().default(1),
    digestHour: p.integer().default(8),
    emailCategories: p.json<Record<string, boolean>>().defaultRaw(`'{}'`),
    /** Kinds by scope; what is not there has its default. */
    reports: p.json<Partial<ReportChoice>>().defaultRaw(`'{}'`),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
});
