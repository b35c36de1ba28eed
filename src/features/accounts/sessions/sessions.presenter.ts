import type { z } from 'zod';
import type { Principal } from '../../../platform/http/principal.ts';
import type { SessionRow } from './session-list.service.ts';
import type { sessionSchema } from './sessions.schema.ts';

export function sessionPresenter(principal: Principal): (session: SessionRow) => z.infer<typeof sessionSchema> {
  const current = principal.kind === 'user' ? principal.sessionId : null;
  return (session) => ({
    id: session.id,
    current: session.id === current,
    device: session.device,
    address: session.address,
    createdAt: session.created_at.toISOString(),
    lastUsedAt: session.last_used_at?.toISOString() ?? null,
    expiresAt: session.expires_at.toISOString(),
  });
}
