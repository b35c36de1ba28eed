import type { Principal } from '../../platform/http/principal.ts';
import { type Problem, problem } from '../../platform/http/problem.ts';

/** Who reads figures of the platform: a key passes by its scope, and only for an owner who may read them. */
export const readerAccess = { roles: ['admin'], scope: 'analytics:read' } as const;

const NOT_ADMIN = problem(403, 'forbidden', 'The owner of this API key may not read figures of the platform.');

/** Why the caller may not, or null. */
export const refusal = ({ role }: Principal): Problem | null => (role === 'admin' ? null : NOT_ADMIN);
