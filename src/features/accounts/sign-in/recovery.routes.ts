import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import type { AccountServices } from '../accounts.compose.ts';
import {
  passwordResetBody,
  passwordResetConfirmBody,
  resetSent,
  verificationSent,
  verifiedSchema,
  verifyEmailBody,
} from './auth.schema.ts';

const tags = ['auth'];

/** Password reset and e-mail verification: what is proven by a mailed token. */
export function recoveryRoutes({ passwordReset, verification }: AccountServices): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/auth/password-reset',
      operationId: 'requestPasswordReset',
      tags,
      summary: 'Mails a token for a new password',
      description: 'Always 202. Only an address with an account is mailed, and not more than a few times in a row.',
      access: 'public',
      limit: 'recovery',
      idempotent: true,
      request: { body: passwordResetBody },
      responses: { 202: { description: 'If there is such an account, its owner is mailed', body: resetSent } },
      handler: async ({ em, body }) => {
        await passwordReset.request(em, body.email);
        return reply(202, { status: 'reset_sent' as const });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/auth/password-reset/confirm',
      operationId: 'confirmPasswordReset',
      tags,
      summary: 'Sets a new password by a mailed token',
      description: 'Ends all sessions. A made-up, used or expired token answers 400 `invalid_token`.',
      access: 'public',
      limit: 'auth',
      request: { body: passwordResetConfirmBody },
      responses: { 204: { description: 'The new password holds' } },
      handler: async ({ em, body }) => (await passwordReset.confirm(em, body.token, body.password)) ?? reply(204),
    }),
    defineRoute({
      method: 'post',
      path: '/api/auth/verify-email',
      operationId: 'verifyEmail',
      tags,
      summary: 'Proves an e-mail address by a mailed token',
      description:
        'A POST, since scanners follow the links in mails. 400 `invalid_token` for a made-up, used or expired one.',
      access: 'public',
      limit: 'auth',
      request: { body: verifyEmailBody },
      responses: { 200: { description: 'The address is verified', body: verifiedSchema } },
      handler: async ({ em, body }) =>
        (await verification.verify(em, body.token)) ?? reply(200, { status: 'verified' as const }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/auth/verify-email/resend',
      operationId: 'resendVerification',
      tags,
      summary: 'Mails the verification of one’s address again',
      description:
        'For the address the account has, or the one it is changing to. 409 `already_verified` when none waits.',
      access: {},
      limit: 'recovery',
      idempotent: true,
      request: {},
      responses: { 202: { description: 'A mail is on its way', body: verificationSent } },
      handler: async ({ em, principal }) =>
        (await verification.resend(em, principal.userId)) ?? reply(202, { status: 'verification_sent' as const }),
    }),
  ];
}
