import type { EntitySchema } from '@mikro-orm/postgresql';
import { AccountTokenEntity, ApiKeyEntity, AttemptCounterEntity } from './credentials/credentials.entities.ts';
import { AccountDeletionEntity } from './erasure/erasure.entities.ts';
import { RefreshTokenEntity, UserSessionEntity } from './sessions/sessions.entities.ts';
import { UserEntity, UserNameStartEntity, UserPreferencesEntity } from './users.entities.ts';

/** All tables of this feature. */
export const accountEntities: readonly EntitySchema[] = [
  UserEntity,
  UserNameStartEntity,
  UserPreferencesEntity,
  UserSessionEntity,
  RefreshTokenEntity,
  AccountTokenEntity,
  ApiKeyEntity,
  AttemptCounterEntity,
  AccountDeletionEntity,
];
