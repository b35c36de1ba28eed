import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { type Config, loadConfig } from '../../../src/platform/config.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { row, rows, run } from '../../../src/platform/db/sql.ts';
import { createHttpApp, type HttpApp } from '../../../src/platform/http/http-app.ts';
import { page, pageQuery, toPage } from '../../../src/platform/http/pagination.ts';
import type { Authenticate, Principal } from '../../../src/platform/http/principal.ts';
import { notFound, problem } from '../../../src/platform/http/problem.ts';
import type { ReadinessCheck } from '../../../src/platform/http/readiness.ts';
import { reply } from '../../../src/platform/http/reply.ts';
import { defineRoute, type Route } from '../../../src/platform/http/route.ts';
import { createLogger } from '../../../src/platform/log/logger.ts';

export const USER_ID = '01980000-0000-7000-8000-000000000001';

const PRINCIPALS: Record<string, Principal> = {
  alice: { kind: 'user', userId: USER_ID, role: 'user', sessionId: 's1' },
  bob: { kind: 'user', userId: '01980000-0000-7000-8000-000000000002', role: 'user', sessionId: 's2' },
  admin: { kind: 'user', userId: '01980000-0000-7000-8000-000000000003', role: 'admin', sessionId: 's3' },
  'key-write': { kind: 'api_key', userId: USER_ID, role: 'admin', keyId: 'k1', scopes: ['widgets:write'] },
  'key-none': { kind: 'api_key', userId: USER_ID, role: 'admin', keyId: 'k2', scopes: [] },
};

/** Tokens are names; everything else is forged. */
export const authenticate: Authenticate = async (token) =>
  PRINCIPALS[token] ?? problem(401, 'invalid_token', 'The token is not valid.');

const widget = z.strictObject({ id: z.uuid(), name: z.string(), tags: z.array(z.string()) }).meta({ id: 'Widget' });
const newWidget = z.strictObject({
  name: z.string().min(1).max(50),
  tags: z.array(z.string().max(20)).max(5).default([]),
  size: z.strictObject({ width: z.number().int().positive(), height: z.number().int().positive() }).optional(),
});

interface WidgetRow {
  id: string;
  name: string;
  tags: string[];
}

export interface WidgetHooks {
  /** Runs inside the transaction of `createWidget`, after the insert. */
  afterInsert?(name: string): Promise<void>;
}

/** A small feature over a table of its own: every kind of route the platform knows. */
export function widgetRoutes(hooks: WidgetHooks = {}): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/widgets',
      operationId: 'createWidget',
      tags: ['widgets'],
      summary: 'Make a widget',
      access: { scope: 'widgets:write' },
      limit: 'write',
      idempotent: true,
      request: { body: newWidget },
      responses: { 201: { description: 'Made', body: widget }, 409: { description: 'The name is taken' } },
      handler: async ({ body, em }) => {
        const made = (await row<WidgetRow>(
          em,
          sql`insert into widget (name, tags) values (${body.name}, ${body.tags}) returning id, name, tags`,
        )) as WidgetRow;
        await hooks.afterInsert?.(body.name);
        const same = await rows(em, sql`select 1 from widget where name = ${body.name}`);
        if (same.length > 1) return problem(409, 'name_taken', 'There is a widget of this name.');
        if (body.name === 'explode') throw new Error('select secret from widget');
        return reply(201, made, { Location: `/api/widgets/${made.id}` });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/widgets/:widgetId',
      operationId: 'getWidget',
      tags: ['widgets'],
      summary: 'A widget',
      access: {},
      limit: 'read',
      request: { params: z.strictObject({ widgetId: z.uuid() }) },
      responses: { 200: { description: 'The widget', body: widget }, 404: { description: 'None' } },
      handler: async ({ params, em }) => {
        const found = await row<WidgetRow>(em, sql`select id, name, tags from widget where id = ${params.widgetId}`);
        return found ? reply(200, found) : notFound('The widget');
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/widgets',
      operationId: 'listWidgets',
      tags: ['widgets'],
      summary: 'Widgets',
      access: {},
      limit: 'read',
      request: { query: pageQuery.extend({ name: z.string().optional() }) },
      responses: { 200: { description: 'A page', body: page(widget) } },
      handler: async ({ query, em }) => {
        const found = await rows<WidgetRow>(
          em,
          sql`select id, name, tags from widget where name = coalesce(${query.name ?? null}, name) order by id limit ${query.limit + 1}`,
        );
        return reply(
          200,
          toPage(
            found,
            query.limit,
            (last) => [last.id],
            (item) => item,
          ),
        );
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/widgets/:widgetId',
      operationId: 'deleteWidget',
      tags: ['widgets'],
      summary: 'Remove a widget',
      access: { roles: ['admin'] },
      limit: 'write',
      request: { params: z.strictObject({ widgetId: z.uuid() }) },
      responses: { 204: { description: 'Gone' }, 404: { description: 'None' } },
      handler: async ({ params, em }) => {
        const gone = await run(em, sql`delete from widget where id = ${params.widgetId}`);
        return gone > 0 ? reply(204) : notFound('The widget');
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/echo',
      operationId: 'echo',
      tags: ['widgets'],
      summary: 'What the platform saw',
      access: 'public',
      limit: 'auth',
      request: { body: z.strictObject({ text: z.string() }) },
      responses: { 200: { description: 'It', body: z.strictObject({ text: z.string(), ip: z.string() }) } },
      handler: ({ body, ip }) => reply(200, { text: body.text, ip }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/lies',
      operationId: 'lie',
      tags: ['widgets'],
      summary: 'Answers what it does not declare',
      access: 'public',
      limit: 'read',
      request: {},
      responses: { 200: { description: 'It', body: z.strictObject({ text: z.string() }) } },
      handler: () => {
        const body = { text: 'a', password: 'leaked' };
        return reply(200, body);
      },
    }),
  ];
}

export async function createWidgetTable(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    `create table widget (id uuid primary key default uuidv7(), name text not null, tags text[] not null)`,
  );
  await client.end();
}

export interface TestApp extends HttpApp {
  url: string;
  orm: Orm;
  stop(): Promise<void>;
}

interface TestAppOptions {
  routes?: readonly Route[];
  readiness?: ReadinessCheck[];
  authenticate?: Authenticate;
  env?: Record<string, string>;
}

/** The application on a free port of its own, over its own pool. */
export async function startApp(databaseUrl: string, options: TestAppOptions = {}): Promise<TestApp> {
  const config: Config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    PORT: '0',
    HTTP_CHECK_RESPONSES: 'true',
    RATE_LIMIT_FACTOR: '1000',
    LOG_LEVEL: 'silent',
    DATABASE_ACQUIRE_TIMEOUT_MS: '1000',
    ...options.env,
  });
  const orm = createOrm(config.db, []);
  const app = createHttpApp({
    config,
    orm,
    routes: options.routes ?? widgetRoutes(),
    authenticate: options.authenticate ?? authenticate,
    logger: createLogger(config.log, { service: 'test' }),
    readiness: options.readiness ?? [],
  });
  const { url } = await app.listen();
  return {
    ...app,
    url,
    orm,
    stop: async () => {
      await app.close();
      await orm.close(true);
    },
  };
}

export interface Answered {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

interface CallOptions {
  token?: string;
  json?: unknown;
  body?: string | Buffer;
  headers?: Record<string, string>;
}

/** One request, its answer read as JSON. */
export async function call(url: string, method: string, path: string, options: CallOptions = {}): Promise<Answered> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.token !== undefined) headers.authorization ??= `Bearer ${options.token}`;
  const body = options.json === undefined ? options.body : JSON.stringify(options.json);
  if (body !== undefined) headers['content-type'] ??= 'application/json';
  const response = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: json && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : { text },
  };
}
