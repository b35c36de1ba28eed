import { sql } from 'kysely';
import { z } from 'zod';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { row } from '../../src/platform/db/sql.ts';
import { createHttpApp } from '../../src/platform/http/http-app.ts';
import { notFound, problem } from '../../src/platform/http/problem.ts';
import { reply } from '../../src/platform/http/reply.ts';
import { defineRoute } from '../../src/platform/http/route.ts';
import { createLogger } from '../../src/platform/log/logger.ts';
import { TtlCache } from '../../src/platform/ttl-cache.ts';
import { verifyToken } from './token.ts';

/**
 * Our side: the whole platform (validation, limits by leases, revocation cached for 5 s, headers, request ids, request logs) around
 * the same read. Prints `ready PORT` on standard error, since standard output carries the logs.
 */

interface Row {
  id: string;
  name: string;
  email: string;
  created_at: Date;
}

const config = loadConfig();
const orm = createOrm(config.db, []);
const sessions = new TtlCache<boolean>(config.auth.cacheTtlMs);

const isLive = async (sessionId: string) =>
  (await row(orm.em.fork(), sql`select 1 from bench_session where id = ${sessionId} and revoked_at is null`)) !==
  undefined;

const getRow = defineRoute({
  method: 'get',
  path: '/api/rows/:rowId',
  operationId: 'getRow',
  tags: ['bench'],
  summary: 'A row',
  access: {},
  limit: 'read',
  request: { params: z.strictObject({ rowId: z.uuid() }) },
  responses: {
    200: {
      description: 'The row',
      body: z.strictObject({ id: z.uuid(), name: z.string(), email: z.email(), createdAt: z.iso.datetime() }),
    },
    404: { description: 'None' },
  },
  handler: async ({ params, em }) => {
    const found = await row<Row>(em, sql`select id, name, email, created_at from bench_row where id = ${params.rowId}`);
    if (!found) return notFound('The row');
    return reply(200, {
      id: found.id,
      name: found.name,
      email: found.email,
      createdAt: found.created_at.toISOString(),
    });
  },
});

const app = createHttpApp({
  config,
  orm,
  routes: [getRow],
  authenticate: async (token) => {
    try {
      const { userId, sessionId } = await verifyToken(token);
      if (!(await sessions.getOrLoad(sessionId, () => isLive(sessionId)))) throw new Error('revoked');
      return { kind: 'user', userId, role: 'user', sessionId };
    } catch {
      return problem(401, 'invalid_token', 'The token is not valid.');
    }
  },
  logger: createLogger(config.log, { service: 'api' }),
  readiness: [],
});

const { port } = await app.listen();
process.stderr.write(`ready ${port}\n`);
process.once('SIGTERM', () => void app.close().then(() => orm.close(true)));
