import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import pg from 'pg';
import { loadConfig } from '../../src/platform/config.ts';
import { verifyToken } from './token.ts';

/** The baseline: Koa, @koa/router and pg, the same token check, nothing else. Prints `ready PORT`. */

const { db } = loadConfig();
const pool = new pg.Pool({ connectionString: db.url, max: db.poolMax });
const router = new Router();

router.get('/api/rows/:rowId', async (ctx) => {
  const token = /^Bearer (.+)$/.exec(ctx.get('Authorization'))?.[1];
  try {
    await verifyToken(token ?? '');
  } catch {
    ctx.status = 401;
    return;
  }
  const found = await pool.query('select id, name, email, created_at from bench_row where id = $1', [ctx.params.rowId]);
  if (found.rows.length === 0) {
    ctx.status = 404;
    return;
  }
  const { id, name, email, created_at } = found.rows[0];
  ctx.body = { id, name, email, createdAt: created_at };
});

const app = new Koa();
app.use(router.routes());
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  // What the load left in flight still asks the pool.
  server.close(() => setTimeout(() => void pool.end(), 200));
});
