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

/** Password reset and e-mail verification, both with a token from a mail. */
export function recoveryRoutes({ passwordReset, verification }: AccountServices): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/auth/password-reset',
      operationId: 'requestPasswordReset',
      tags,
      summary: 'Request a password reset',
      description:
        'Always answers 202. A mail is sent only if the address has an account, and only a few times in a row.',
      access: 'public',
      limit: 'recovery',
      idempotent: true,
      request: { body: passwordResetBody },
      responses: { 202: { description: 'If the address has an account, a mail is on its way to it', body: resetSent } },
      handler: async ({ em, body, ip }) => {
        await passwordReset.request(em, body.email, ip);
        return reply(202, { status: 'reset_sent' as const });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/auth/password-reset/confirm',
      operationId: 'confirmPasswordReset',
      tags,
      summary: 'Set a new password with the token from the mail',
      description:
        'Ends all sessions and revokes all API keys. The owner gets a mail. A made-up, used or expired token answers 400 `invalid_token`.',
      access: 'public',
      limit: 'auth',
      request: { body: passwordResetConfirmBody },
      responses: { 204: { description: 'The new password is set' } },
      handler: async ({ em, body }) => (await passwordReset.confirm(em, body.token, body.password)) ?? reply(204),
    }),
    defineRoute({
      method: 'post',
      path: '/api/auth/verify-email',
      operationId: 'verifyEmail',
      tags,
      summary: 'Verify an e-mail address with the token from the mail',
      description:
        'This is a POST because scanners follow the links in mails. A made-up, used or expired token answers 400 ' +
        '`invalid_token`.',
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
      summary: 'Send the verification mail again',
      description:
        'Goes to the address of the account, or to the new one if it is changing. 409 `already_verified` when no address ' +
        'waits for verification.',
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
