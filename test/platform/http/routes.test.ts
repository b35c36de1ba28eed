import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { call, createWidgetTable, startApp, type TestApp } from './support.ts';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await createDatabase();
  await createWidgetTable(database.url);
  app = await startApp(database.url);
});

afterAll(async () => {
  await app.stop();
  await database.drop();
});

const send = (method: string, path: string, options: Parameters<typeof call>[3] = {}) =>
  call(app.url, method, path, options);

describe('a request that is well-formed', () => {
  test('a request that is well-formed is validated, handled and answered with what the route declares', async () => {
    const made = await send('POST', '/api/widgets', { token: 'alice', json: { name: 'first' } });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'first', tags: [] });
    const read = await send('GET', `/api/widgets/${made.body.id}`, { token: 'alice' });
    expect(read.status).toBe(200);
    expect(read.body).toEqual(made.body);
    const gone = await send('DELETE', `/api/widgets/${made.body.id}`, { token: 'admin' });
    expect(gone.status).toBe(204);
  });

  test('a request gets its own request id back, or a new one in place of one that could harm', async () => {
    const own = await send('GET', '/livez', { headers: { 'x-request-id': 'abc-123' } });
    expect(own.headers.get('x-request-id')).toBe('abc-123');
    const harmful = await send('GET', '/livez', { headers: { 'x-request-id': 'a b"}{' } });
    expect(harmful.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a request gets security headers', async () => {
    const { headers } = await send('GET', '/livez');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    for (const directive of ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]) {
      expect(headers.get('content-security-policy')).toContain(directive);
    }
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('a request by HEAD is answered without a body', async () => {
    const response = await fetch(`${app.url}/livez`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});

describe('access', () => {
  test.each([
    ['no token', {}, 401, 'unauthenticated', /^Bearer$/],
    ['a forged token', { token: 'forged' }, 401, 'invalid_token', /^Bearer error="invalid_token"/],
    ['another scheme', { headers: { authorization: 'Basic YTpi' } }, 401, 'unauthenticated', /^Bearer error/],
    ['a user without the role', { token: 'alice' }, 403, 'forbidden', /none/],
    [
      'an API key where none is admitted, whoever owns it',
      { token: 'key-write' },
      403,
      'insufficient_scope',
      /^Bearer error="insufficient_scope"/,
    ],
  ])('a route refuses %s', async (_name, options, status, code, challenge) => {
    const answer = await send('DELETE', '/api/widgets/01980000-0000-7000-8000-000000000009', options);
    expect(answer.status).toBe(status);
    expect(answer.body.code).toBe(code);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('www-authenticate') ?? 'none').toMatch(challenge);
  });

  test('an API key is admitted by its scope only', async () => {
    const json = { name: 'by key' };
    expect((await send('POST', '/api/widgets', { token: 'key-write', json })).status).toBe(201);
    const refused = await send('POST', '/api/widgets', { token: 'key-none', json: { name: 'by key 2' } });
    expect(refused.body.code).toBe('insufficient_scope');
    expect(refused.headers.get('www-authenticate')).toContain('scope="widgets:write"');
  });
});

describe('a path or method that no route has', () => {
  test('an unknown path is 404', async () => {
    const answer = await send('GET', '/api/nothing/here');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, code: 'not_found' });
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
  });

  test('an unknown path is a page for people where a browser follows the link of a mail, and a problem for programs', async () => {
    const get = (path: string, accept: string) => fetch(app.url + path, { headers: { accept } });
    const page = await get('/posts/0198?<script>', 'text/html,application/xhtml+xml,*/*;q=0.8');
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const text = await page.text();
    expect(text).toContain('/api/notifications');
    expect(text).not.toContain('<script');
    for (const answer of [await get('/posts/0198', '*/*'), await get('/api/posts/0198/x', 'text/html')]) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });

  test('another method of a known path is 405 with Allow', async () => {
    const answer = await send('PUT', '/api/widgets/abc', { token: 'alice' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('DELETE, GET, HEAD, OPTIONS');
  });

  test.each(['TRACE', 'PROPFIND', 'LOCK'])(
    'the method %s is 405, and nothing of the request comes back',
    async (method) => {
      const sent = request(`${app.url}/api/widgets`, { method, headers: { 'x-secret': 'told back' } });
      sent.end();
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      expect(answer.statusCode).toBe(405);
      const text = Buffer.concat(await answer.toArray()).toString();
      expect(JSON.stringify(answer.rawHeaders) + text).not.toContain('told back');
    },
  );

  test('OPTIONS names the methods of a path', async () => {
    const answer = await send('OPTIONS', '/api/widgets');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
  });
});

describe('a fault of ours', () => {
  test('a server error is a 500 that shows neither stack nor SQL, and changes nothing', async () => {
    const answer = await send('POST', '/api/widgets', { token: 'alice', json: { name: 'explode' } });
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toMatch(/select|at |Error:/);
    const list = await send('GET', '/api/widgets?name=explode', { token: 'alice' });
    expect(list.body.data).toEqual([]);
  });

  test('an answer that the route does not declare is a 500, where responses are checked', async () => {
    const answer = await send('GET', '/api/lies');
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('leaked');
  });
});

describe('the documentation', () => {
  test('the documentation is an OpenAPI 3.1 document of every route', async () => {
    const { body } = await send('GET', '/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const paths = body.paths as Record<string, Record<string, { parameters?: unknown[]; security: unknown[] }>>;
    const operations = Object.values(paths).flatMap((methods) => Object.keys(methods));
    expect(operations.length).toBe(app.routes.length);
    expect(paths['/api/widgets/{widgetId}']?.get?.parameters).toHaveLength(1);
    expect(paths['/api/widgets']?.post?.security).toEqual([{ bearer: [] }]);
  });

  test('the page of the documentation loads its own assets only', async () => {
    const response = await fetch(`${app.url}/api/docs`);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    const sources = [...(await response.text()).matchAll(/src="([^"]+)"/g)].map((match) => match[1] as string);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      const asset = await fetch(`${app.url}${source}`);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('content-type')).toContain('text/javascript');
      expect((await asset.text()).length).toBeGreaterThan(100);
    }
  });
});
