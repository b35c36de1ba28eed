import { z } from 'zod';
import { accountAddress, displayName, knownPassword, newPassword, opaqueToken } from '../accounts.schema.ts';
import { privateUserSchema } from '../users/users.schema.ts';

export const signUpBody = z
  .strictObject({ email: accountAddress, password: newPassword, displayName })
  .meta({ id: 'SignUp' });

export const verificationSent = z
  .strictObject({ status: z.literal('verification_sent') })
  .meta({ id: 'VerificationSent', description: 'The same whether or not the address has an account' });

export const logInBody = z
  .strictObject({
    email: accountAddress,
    password: knownPassword,
    deviceToken: opaqueToken
      .optional()
      .describe('From the last log-in of this device: wrong passwords of other devices then do not hold it up'),
  })
  .meta({ id: 'LogIn' });

const tokens = {
  accessToken: z.string().describe('For `Authorization: Bearer`'),
  tokenType: z.literal('Bearer'),
  expiresIn: z.int().describe('Seconds until the access token expires'),
  refreshToken: z.string().describe('Works for one `POST /api/auth/refresh`'),
  refreshExpiresIn: z.int().describe('Seconds until the refresh token expires'),
};

export const sessionTokensSchema = z.strictObject(tokens).meta({ id: 'SessionTokens' });
export const loggedInSchema = z
  .strictObject({
    ...tokens,
    deviceToken: z
      .string()
      .describe('Keep it on the device and send it with the next log-in; it opens nothing by itself'),
    user: privateUserSchema,
  })
  .meta({ id: 'LoggedIn' });

export const refreshBody = z.strictObject({ refreshToken: opaqueToken });
export const passwordResetBody = z.strictObject({ email: accountAddress });
export const resetSent = z.strictObject({ status: z.literal('reset_sent') });
export const passwordResetConfirmBody = z.strictObject({ token: opaqueToken, password: newPassword });
export const verifyEmailBody = z.strictObject({ token: opaqueToken });
export const verifiedSchema = z.strictObject({ status: z.literal('verified') });
