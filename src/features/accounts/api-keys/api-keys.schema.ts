import { z } from 'zod';
import { userIdParams } from '../../../platform/http/id-input.ts';
import { instantInput } from '../../../platform/http/instant.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { API_KEY_SCOPES } from '../accounts.contract.ts';
import { instant, knownPassword } from '../accounts.schema.ts';

const scopes = z.array(z.enum(API_KEY_SCOPES)).min(1).max(API_KEY_SCOPES.length);

export const apiKeyParams = userIdParams.extend({ keyId: z.uuid().describe('Id of the key') });

export const apiKeyBody = z
  .strictObject({
    name: lineOfText(80).describe('What the key is for'),
    scopes: scopes.describe(
      'What it may do; `email:send`, `events:write-any` and `market:ingest` need an owner with the role admin',
    ),
    expiresAt: instantInput.nullable().default(null).describe('When it stops working; null means never'),
    currentPassword: knownPassword.optional().describe('Required when your log-in is more than five minutes old'),
  })
  .meta({ id: 'NewApiKey' });

const fields = {
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().describe('The key starts with `vta_<prefix>_`'),
  scopes,
  createdAt: instant,
  expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable().describe('To the minute'),
};

export const apiKeySchema = z.strictObject(fields).meta({ id: 'ApiKey' });
export const createdApiKeySchema = z
  .strictObject({ ...fields, key: z.string().describe('The key itself. Only this answer shows it.') })
  .meta({ id: 'CreatedApiKey' });
