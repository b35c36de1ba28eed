import { isProblem, problem } from '../../../platform/http/problem.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import type { AccountServices } from '../accounts.compose.ts';
import {
  loggedInSchema,
  logInBody,
  refreshBody,
  sessionTokensSchema,
  signUpBody,
  verificationSent,
} from './auth.schema.ts';

const tags = ['auth'];
/** Tokens must not stay in a cache (RFC 6749, 5.1). */
const NO_STORE = { 'cache-control': 'no-store' };

export function authRoutes({ signup, login, sessions, presenter }: AccountServices): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/auth/signup',
      operationId: 'signUp',
      tags,
      summary: 'Sign up: create an account and send a verification mail',
      description:
        'The answer is the same when the address already has an account; its owner then gets a mail. If you log in at ' +
        'once, `GET /api/jobs` lists the welcome mail.',
      access: 'public',
      limit: 'auth',
      idempotent: true,
      request: { body: signUpBody },
      responses: { 202: { description: 'A mail is on its way to the address', body: verificationSent } },
      handler: async ({ em, body, ip }) =>
        (await signup.signUp(em, body, ip)) ?? reply(202, { status: 'verification_sent' as const }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/auth/login',
      operationId: 'logIn',
      tags,
      summary: 'Log in',
      description:
        'An unknown address, a wrong password and a disabled account all answer 401 `invalid_credentials`. After five ' +
        'failures for one account from one network, each further attempt must wait: 1 minute at first, doubling up to an ' +
        'hour. Until then the answer is 429 `too_many_attempts` with `Retry-After`. The owner gets a mail. A device that ' +
        'sends the `deviceToken` of an earlier log-in is counted by itself.',
      access: 'public',
      limit: 'auth',
      request: { body: logInBody },
      responses: {
        200: { description: 'The tokens of the session, and the user', body: loggedInSchema },
        401: { description: '`invalid_credentials`' },
      },
      handler: async ({ em, body, ip, userAgent }) => {
        const loggedIn = await login.logIn(em, { ...body, ip, userAgent });
        if (isProblem(loggedIn)) return loggedIn;
        const { tokens, deviceToken, user } = loggedIn;
        return reply(200, { ...tokens, deviceToken, user: await presenter.onePrivate(em, user) }, NO_STORE);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/auth/refresh',
      operationId: 'refreshSession',
      tags,
      summary: 'Exchange a refresh token for new tokens',
      description:
        'A refresh token works once. For 10 seconds, a client with the same User-Agent gets the same new refresh token ' +
        'again: two tabs may refresh at once. If the token comes later or from another client, it may have been stolen, ' +
        'so the whole session is revoked. A session ends 30 days after its log-in, unless the server is configured ' +
        'otherwise, however often it is refreshed.',
      access: 'public',
      limit: 'refresh',
      request: { body: refreshBody },
      responses: {
        200: { description: 'The new tokens', body: sessionTokensSchema },
        401: { description: '`invalid_refresh_token`' },
      },
      handler: async ({ em, body, ip, userAgent }) => {
        const tokens = await sessions.refresh(em, body.refreshToken, { ip, userAgent });
        return toReply(
          200,
          tokens,
          (shown) => shown,
          () => NO_STORE,
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/auth/logout',
      operationId: 'logOut',
      tags,
      summary: 'Log out: end the session of the access token',
      access: {},
      limit: 'write',
      request: {},
      responses: { 204: { description: 'The session and its refresh token are revoked' } },
      handler: async ({ em, principal }) => {
        if (principal.kind !== 'user') return problem(403, 'forbidden', 'An API key has no session.');
        await login.logOut(em, principal.userId, principal.sessionId);
        return reply(204);
      },
    }),
  ];
}
