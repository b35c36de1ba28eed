import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Koa from 'koa';
import pg from 'pg';
import { INSERT, type SentEvent, valuesOf } from './insert.ts';

/** A baseline of ingest: Koa, `JSON.parse` and one statement a request on two connections, nothing else. Prints `ready PORT`. */

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
const userId = process.env.USER_ID as string;

const app = new Koa();
app.use(async (ctx) => {
  const { events } = JSON.parse(await text(ctx.req)) as { events: SentEvent[] };
  await pool.query({ name: 'bare', text: INSERT, values: valuesOf(events, userId) });
  ctx.body = { stored: events.length };
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => void pool.end());
});
