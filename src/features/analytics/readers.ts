import type { Principal } from '../../platform/http/principal.ts';
import { type Problem, problem } from '../../platform/http/problem.ts';

/** Who may read figures of the platform. A key is admitted by its scope, and only while its owner may read them. */
export const readerAccess = { roles: ['admin'], scope: 'analytics:read' } as const;

const NOT_ADMIN = problem(403, 'forbidden', 'The owner of this API key may not read figures of the platform.');

/** The refusal for a caller who may not; null for one who may. */
export const refusal = ({ role }: Principal): Problem | null => (role === 'admin' ? null : NOT_ADMIN);
