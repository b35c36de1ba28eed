import type { z } from 'zod';
import type { apiKeySchema } from './api-keys.schema.ts';
import type { ApiKeyRow } from './api-keys.service.ts';

export function presentApiKey(key: ApiKeyRow): z.infer<typeof apiKeySchema> {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes,
    createdAt: key.created_at.toISOString(),
    expiresAt: key.expires_at?.toISOString() ?? null,
    lastUsedAt: key.last_used_at?.toISOString() ?? null,
  };
}
