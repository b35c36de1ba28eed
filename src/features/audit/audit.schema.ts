import { z } from 'zod';
import { idInput } from '../../platform/http/id-input.ts';
import { pageQuery } from '../../platform/http/pagination.ts';
import { DEED_NAMES, TARGET_TYPES } from './audit.contract.ts';

const instant = z.iso.datetime();

export const auditQuery = pageQuery.extend({
  deed: z.enum(DEED_NAMES).optional().describe('Only this deed'),
  actorId: idInput.optional().describe('Only what this user did, also through their API keys'),
  targetType: z.enum(TARGET_TYPES).optional().describe('Only what was done to things of this kind'),
  targetId: idInput.optional().describe('Only what was done to this'),
  from: instant.optional().describe('Only what was done at or after this time'),
  to: instant.optional().describe('Only what was done before this time'),
});

export const auditEntrySchema = z
  .strictObject({
    id: z.uuid(),
    at: instant,
    deed: z.enum(DEED_NAMES).describe('What was done'),
    actor: z
      .strictObject({ userId: z.uuid(), apiKeyId: z.uuid().nullable().describe('The key that was used, if any') })
      .nullable()
      .describe('Who did it; null for the system, for unknown users and for deleted accounts'),
    target: z.strictObject({ type: z.enum(TARGET_TYPES), id: z.string().nullable() }).describe('What it was done to'),
    address: z.string().nullable().describe('Network address that it came from'),
    requestId: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    count: z.int().describe('How often; failed log-ins are counted by account and hour'),
    lastAt: instant.describe('When it was done last'),
  })
  .meta({ id: 'AuditEntry' });
