import { sql } from 'kysely';
import { z } from 'zod';
import { createMeasuring } from '../../src/composition/measuring.ts';
import { startMonitoring } from '../../src/features/monitoring/monitoring.compose.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm, createWatchingOrm } from '../../src/platform/db/orm.ts';
import { row } from '../../src/platform/db/sql.ts';
import { createHttpApp } from '../../src/platform/http/http-app.ts';
import { notFound, problem } from '../../src/platform/http/problem.ts';
import { reply } from '../../src/platform/http/reply.ts';
import { defineRoute } from '../../src/platform/http/route.ts';
import { createLogger } from '../../src/platform/log/logger.ts';
import { HttpLoad } from '../../src/platform/metrics/http-load.ts';
import { startSampler } from '../../src/platform/metrics/sampler.ts';
import { SlowList } from '../../src/platform/metrics/slow-list.ts';
import { databaseReadiness } from '../../src/platform/readiness-checks.ts';
import { createTemporalClient } from '../../src/platform/temporal/client.ts';
import { TtlCache } from '../../src/platform/ttl-cache.ts';
import { verifyToken } from './token.ts';

/**
 * Our side: the whole platform (validation, limits by leases, revocation cached for 5 s, headers, request ids, request logs) around
 * the same read. Prints `ready PORT` on standard error, since standard output carries the logs. With `BENCH_MONITORING` it is watched
 * as an API is.
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

const logger = createLogger(config.log, { service: 'api' });
const load = process.env.BENCH_MONITORING === undefined ? undefined : new HttpLoad(new SlowList());

/** Everything that an API does to watch itself and the system. @returns what ends it */
function watch(counted: HttpLoad): () => Promise<unknown> {
  const watching = createWatchingOrm(config.db);
  const measuring = createMeasuring(config, orm);
  measuring.registry.collector(counted);
  measuring.watch([databaseReadiness(watching)]);
  const em = () => watching.em.fork();
  const client = createTemporalClient(config.temporal, []);
  const sampler = startSampler({ em, kind: 'api', ...measuring, load: counted, logger });
  const loops = [sampler, ...startMonitoring({ em, client, config, logger, mail: undefined })];
  return async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    await Promise.all([watching.close(true), client.connection.close()]);
  };
}

const stopWatching = load === undefined ? undefined : watch(load);
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
  logger,
  readiness: [],
  ...(load === undefined ? {} : { load }),
});

const { port } = await app.listen();
process.stderr.write(`ready ${port}\n`);
async function stop(): Promise<void> {
  await Promise.all([app.close(), stopWatching?.()]);
  await orm.close(true);
}
process.once('SIGTERM', () => void stop());
