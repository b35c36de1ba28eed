import { z } from 'zod';
import type { Config } from '../../../platform/config.ts';
import { userIdParams } from '../../../platform/http/id-input.ts';
import { isSelfOrAdmin } from '../../../platform/http/principal.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { findLivingUser } from '../../accounts/people/living-users.reads.ts';
import { findUsage } from '../files.queries.ts';
import { usageSchema } from '../files.schema.ts';
import { setQuota } from './quota.service.ts';
import { findFileStats } from './stats.queries.ts';
import { fileStatsQuery, fileStatsSchema } from './stats.schema.ts';

const tags = ['files'];
const NO_USER = { description: 'No such user' };
/** More than any user will store, and exact as a number in JSON. */
const MAX_QUOTA_BYTES = 2 ** 50;

const quotaBody = z
  .strictObject({
    quotaBytes: z
      .int()
      .min(0)
      .max(MAX_QUOTA_BYTES)
      .nullable()
      .describe('Null: the quota of the installation. What is stored beyond it stays; uploads are refused'),
  })
  .meta({ id: 'NewQuota' });

/** Quotas and statistics of files, for admins. */
export function quotaRoutes({ config }: { config: Pick<Config, 'files'> }): Route[] {
  const { quotaBytes } = config.files;
  return [
    defineRoute({
      method: 'get',
      path: '/api/users/:userId/quota',
      operationId: 'getQuota',
      tags,
      summary: 'Get how much a user stores, and may',
      access: { scope: 'files:read' },
      limit: 'read',
      request: { params: userIdParams },
      responses: { 200: { description: 'Usage and quota', body: usageSchema }, 404: NO_USER },
      handler: async ({ em, principal, params }) => {
        const { userId } = params;
        if (!isSelfOrAdmin(principal, userId) || !(await findLivingUser(em, userId))) return notFound('The user');
        return reply(200, await findUsage(em, userId, quotaBytes));
      },
    }),
    defineRoute({
      method: 'put',
      path: '/api/users/:userId/quota',
      operationId: 'setQuota',
      tags,
      summary: 'Change how much a user may store',
      access: { roles: ['admin'] },
      limit: 'write',
      request: { params: userIdParams, body: quotaBody },
      responses: { 200: { description: 'Usage and quota', body: usageSchema }, 404: NO_USER },
      handler: async ({ em, params, body }) =>
        (await setQuota(em, params.userId, body.quotaBytes)) ??
        reply(200, await findUsage(em, params.userId, quotaBytes)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/files/stats',
      operationId: 'getFileStats',
      tags,
      summary: 'Get what is stored, what was refused and what was scanned',
      description: 'Refusals are those of the period, the last 30 days unless told; all else is as of now.',
      access: { roles: ['admin'] },
      limit: 'read',
      request: { query: fileStatsQuery },
      responses: { 200: { description: 'The statistics', body: fileStatsSchema } },
      handler: async ({ em, query }) => reply(200, await findFileStats(em, query, quotaBytes)),
    }),
  ];
}
