import type { Authenticate, Principal, SpentOf } from './principal.ts';
import { isProblem, type Problem, problem } from './problem.ts';
import type { Access, Route } from './route.ts';

/** RFC 6750: the scheme in any case, one space, a b64token. */
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;
const MAX_TOKEN_LENGTH = 4096;

function unauthenticated(challenge: string, detail: string): Problem {
  return problem(401, 'unauthenticated', detail, { headers: { 'WWW-Authenticate': challenge } });
}

/** Tells who makes the request. A 401 says the same about forged, expired and revoked tokens unless `authenticate` says more. */
export async function identify(
  header: string | undefined,
  authenticate: Authenticate,
  spentOf?: SpentOf,
): Promise<Principal | Problem> {
  if (header === undefined) return unauthenticated('Bearer', 'Send an access token: Authorization: Bearer …');
  const token = header.length <= MAX_TOKEN_LENGTH ? BEARER.exec(header)?.[1] : undefined;
  if (token === undefined) {
    return unauthenticated('Bearer error="invalid_request"', 'The Authorization header is not a bearer token.');
  }
  const found = await authenticate(token, spentOf);
  if (!isProblem(found) || found.status !== 401 || found.headers?.['WWW-Authenticate'] !== undefined) return found;
  return { ...found, headers: { ...found.headers, 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
}

/** Compiles who may call a route into one test of a principal. */
export function admission(access: Exclude<Access, 'public'>): (principal: Principal) => Problem | null {
  const { roles, scope } = access;
  const forbidden = problem(403, 'forbidden', 'Your role does not allow this.');
  const missingScope = problem(
    403,
    'insufficient_scope',
    scope === undefined ? 'API keys may not do this.' : `The API key lacks the scope ${scope}.`,
    { headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope"${scope ? `, scope="${scope}"` : ''}` } },
  );
  return (principal) => {
    if (principal.kind === 'api_key') {
      return scope !== undefined && principal.scopes.includes(scope) ? null : missingScope;
    }
    return roles === undefined || roles.includes(principal.role) ? null : forbidden;
  };
}

/** The routes that anybody may call, as `METHOD /path`: a test compares them with the list that was meant. */
export function publicRoutes(routes: readonly Route[]): string[] {
  return routes
    .filter((route) => route.access === 'public')
    .map((route) => `${route.method.toUpperCase()} ${route.path}`)
    .sort();
}
