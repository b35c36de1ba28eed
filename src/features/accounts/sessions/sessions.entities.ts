import { defineEntity, p } from '@mikro-orm/postgresql';
import { UserEntity } from '../users.entities.ts';

/** One log-in: the family of refresh tokens that descend from it. */
export const UserSessionEntity = defineEntity({
  name: 'UserSession',
  tableName: 'user_session',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    user: () =>
      p
        .manyToOne(UserEntity)
        .ref()
        .deleteRule('cascade')
        .foreignKeyName('user_session_user_id_foreign')
        .index('user_session_user_id_index'),
    createdAt: p.datetime().defaultRaw('now()'),
    /** That of its newest refresh token. */
    expiresAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
    revokedReason: p.text().nullable(),
    /** Network address and User-Agent of the log-in, or of the last refresh. */
    address: p.text().nullable(),
    device: p.text().nullable(),
    lastUsedAt: p.datetime().nullable(),
  },
});

/** A refresh token, kept as its SHA-256. `used_at` is set when it was rotated; it stays so that its reuse is noticed. */
export const RefreshTokenEntity = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_token',
  properties: {
    tokenHash: p.type('bytea').$type<Buffer>().primary(),
    session: () =>
      p
        .manyToOne(UserSessionEntity)
        .ref()
        .deleteRule('cascade')
        .foreignKeyName('refresh_token_session_id_foreign')
        .index('refresh_token_session_id_index'),
    createdAt: p.datetime().defaultRaw('now()'),
    expiresAt: p.datetime(),
    usedAt: p.datetime().nullable(),
    /** SHA-256 of the User-Agent that used it. */
    usedBy: p.type('bytea').$type<Buffer>().nullable(),
  },
});
