import { isProblem, problem } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import type { AccountServices } from '../accounts.compose.ts';
import { presentPrivate } from '../users/users.presenter.ts';
import {
  loggedInSchema,
  logInBody,
  refreshBody,
  sessionTokensSchema,
  signUpBody,
  verificationSent,
} from './auth.schema.ts';

const tags = ['auth'];
/** Tokens must not stay in anybody's cache (RFC 6749, 5.1). */
const NO_STORE = { 'cache-control': 'no-store' };

export function authRoutes({ signup, login, sessions }: AccountServices): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/auth/signup',
      operationId: 'signUp',
      tags,
      summary: 'Makes an account and mails its owner',
      description:
        'The answer is the same when there is an account with the address already; its owner is mailed instead. Log in at ' +
        'once: the welcome mail is then found under `GET /api/jobs`.',
      access: 'public',
      limit: 'auth',
      idempotent: true,
      request: { body: signUpBody },
      responses: { 202: { description: 'A mail is on its way to the address', body: verificationSent } },
      handler: async ({ em, body }) =>
        (await signup.signUp(em, body)) ?? reply(202, { status: 'verification_sent' as const }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/auth/login',
      operationId: 'logIn',
      tags,
      summary: 'Starts a session',
      description:
        'An unknown address, a wrong password and a disabled account all answer 401 `invalid_credentials`. After five ' +
        'failures for one address each further attempt waits, 1 minute at first and doubling up to an hour: 429 ' +
        '`too_many_attempts` with `Retry-After`.',
      access: 'public',
      limit: 'auth',
      request: { body: logInBody },
      responses: { 200: { description: 'The tokens of the session, and who it is', body: loggedInSchema } },
      handler: async ({ em, body, ip }) => {
        const loggedIn = await login.logIn(em, { ...body, ip });
        if (isProblem(loggedIn)) return loggedIn;
        return reply(200, { ...loggedIn.tokens, user: presentPrivate(loggedIn.user) }, NO_STORE);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/auth/refresh',
      operationId: 'refreshSession',
      tags,
      summary: 'Exchanges a refresh token for new tokens',
      description:
        'A refresh token works once. When one comes a second time, the whole session is revoked, for one of the two who ' +
        'have it is a thief. A client that lost the answer logs in again.',
      access: 'public',
      limit: 'auth',
      request: { body: refreshBody },
      responses: { 200: { description: 'The new tokens', body: sessionTokensSchema } },
      handler: async ({ em, body }) => {
        const tokens = await sessions.refresh(em, body.refreshToken);
        return isProblem(tokens) ? tokens : reply(200, tokens, NO_STORE);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/auth/logout',
      operationId: 'logOut',
      tags,
      summary: 'Ends the session of the access token',
      access: {},
      limit: 'write',
      request: {},
      responses: { 204: { description: 'The session and its refresh token are revoked' } },
      handler: async ({ em, principal }) => {
        if (principal.kind !== 'user') return problem(403, 'forbidden', 'A key has no session.');
        await login.logOut(em, principal.userId, principal.sessionId);
        return reply(204);
      },
    }),
  ];
}
