import { defineEntity, p } from '@mikro-orm/postgresql';
import type { TokenPurpose } from '../accounts.contract.ts';
import { UserEntity } from '../users.entities.ts';

/** A token that was mailed to someone, kept as its SHA-256. Using it deletes the row. */
export const AccountTokenEntity = defineEntity({
  name: 'AccountToken',
  tableName: 'account_token',
  checks: [{ name: 'account_token_purpose_check', expression: "purpose in ('verify_email', 'reset_password')" }],
  properties: {
    tokenHash: p.type('bytea').$type<Buffer>().primary(),
    user: () =>
      p
        .manyToOne(UserEntity)
        .ref()
        .deleteRule('cascade')
        .foreignKeyName('account_token_user_id_foreign')
        .index('account_token_user_id_index'),
    purpose: p.text().$type<TokenPurpose>(),
    /** The address it was sent to, and so the one it proves. */
    email: p.text(),
    createdAt: p.datetime().defaultRaw('now()'),
    expiresAt: p.datetime(),
  },
});

/** A key for servers, kept as its SHA-256 and found by its public prefix. */
export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  uniques: [{ name: 'api_key_prefix_unique', properties: ['prefix'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    user: () =>
      p
        .manyToOne(UserEntity)
        .ref()
        .deleteRule('cascade')
        .foreignKeyName('api_key_user_id_foreign')
        .index('api_key_user_id_index'),
    name: p.text(),
    prefix: p.text(),
    secretHash: p.type('bytea').$type<Buffer>(),
    scopes: p.array().columnType('text[]'),
    createdAt: p.datetime().defaultRaw('now()'),
    expiresAt: p.datetime().nullable(),
    lastUsedAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
});

/** Attempts that may be guesses or floods, counted by what they aim at. Keys are hashes, so no address is stored here. */
export const AttemptCounterEntity = defineEntity({
  name: 'AttemptCounter',
  tableName: 'attempt_counter',
  indexes: [{ name: 'attempt_counter_updated_at_index', properties: ['updatedAt'] }],
  properties: {
    key: p.text().primary(),
    attempts: p.integer(),
    blockedUntil: p.datetime().nullable(),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
});
