import { z } from 'zod';
import { userIdParams } from '../../../platform/http/id-input.ts';
import { instant } from '../accounts.schema.ts';

export const sessionParams = userIdParams.extend({ sessionId: z.uuid().describe('Id of the session') });

export const sessionSchema = z
  .strictObject({
    id: z.uuid(),
    current: z.boolean().describe('The session of this request'),
    device: z.string().nullable().describe('User-Agent of the log-in or the last refresh'),
    address: z.string().nullable().describe('Network address of the log-in or the last refresh'),
    createdAt: instant.describe('When the user logged in'),
    lastUsedAt: instant.nullable().describe('When tokens were last handed out, every 15 minutes while it is in use'),
    expiresAt: instant,
  })
  .meta({ id: 'Session' });
