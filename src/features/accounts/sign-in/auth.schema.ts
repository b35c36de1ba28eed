import { z } from 'zod';
import { accountAddress, displayName, knownPassword, newPassword, opaqueToken } from '../accounts.schema.ts';
import { privateUserSchema } from '../users/users.schema.ts';

export const signUpBody = z
  .object({ email: accountAddress, password: newPassword, displayName })
  .meta({ id: 'SignUp' });

export const verificationSent = z
  .object({ status: z.literal('verification_sent') })
  .meta({ id: 'VerificationSent', description: 'The same whether or not the address has an account' });

export const logInBody = z.object({ email: accountAddress, password: knownPassword }).meta({ id: 'LogIn' });

const tokens = {
  accessToken: z.string().describe('For `Authorization: Bearer`'),
  tokenType: z.literal('Bearer'),
  expiresIn: z.int().describe('Seconds until the access token expires'),
  refreshToken: z.string().describe('Works for one `POST /api/auth/refresh`'),
  refreshExpiresIn: z.int().describe('Seconds until the refresh token expires'),
};

export const sessionTokensSchema = z.object(tokens).meta({ id: 'SessionTokens' });
export const loggedInSchema = z.object({ ...tokens, user: privateUserSchema }).meta({ id: 'LoggedIn' });

export const refreshBody = z.object({ refreshToken: opaqueToken });
export const passwordResetBody = z.object({ email: accountAddress });
export const resetSent = z.object({ status: z.literal('reset_sent') });
export const passwordResetConfirmBody = z.object({ token: opaqueToken, password: newPassword });
export const verifyEmailBody = z.object({ token: opaqueToken });
export const verifiedSchema = z.object({ status: z.literal('verified') });
