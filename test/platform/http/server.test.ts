import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SECURITY_HEADERS } from '../../../src/platform/http/security-headers.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { call, createWidgetTable, startApp, type TestApp, USER_ID, widgetRoutes } from './support.ts';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await createDatabase();
  await createWidgetTable(database.url);
  app = await startApp(database.url, {
    env: { HTTP_REQUEST_TIMEOUT_MS: '400', CORS_ORIGINS: 'https://app.example', TRUST_PROXY_HOPS: '1' },
  });
});

afterAll(async () => {
  await app.stop();
  await database.drop();
});

/** Writes raw bytes and reads until the server closes. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  socket.write(bytes);
  let received = '';
  for await (const chunk of socket) received += String(chunk);
  return received;
}

describe('what never becomes a request is answered as a problem', () => {
  test.each([
    ['nonsense', 'HELLO\r\n\r\n', 400, 'malformed_http'],
    [
      'headers that are too large',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    ['headers that never end', 'GET / HTTP/1.1\r\nHost: a\r\n', 408, 'request_timeout'],
    [
      'a body that never comes',
      'POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
      408,
      'request_timeout',
    ],
  ])('%s is answered as a problem before it becomes a request', async (_name, bytes, status, code) => {
    const received = await raw(bytes);
    expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(received).toContain('application/problem+json');
    for (const [header, value] of SECURITY_HEADERS) expect(received).toContain(`${header}: ${value}\r\n`);
    expect(JSON.parse(received.slice(received.indexOf('{'))).code).toBe(code);
  });

  test('a chunked body is cut off at the limit too', async () => {
    const response = await fetch(`${app.url}/api/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new ReadableStream({
        start(controller) {
          for (let i = 0; i < 20; i += 1) controller.enqueue(new Uint8Array(100_000).fill(0x20));
          controller.close();
        },
      }),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });
});

test('a client that leaves while it is being identified leaves nothing behind', async () => {
  let identified = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    identified = resolve;
  });
  const second = await startApp(database.url, {
    env: { HTTP_DRAIN_TIMEOUT_MS: '3600000' },
    authenticate: async () => {
      identified();
      await sleep(200);
      return { kind: 'user', userId: USER_ID, role: 'user', sessionId: 's' };
    },
  });
  const socket = connect(Number(new URL(second.url).port), '127.0.0.1');
  socket.write(
    'POST /api/widgets HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  );
  await asked;
  socket.destroy();
  await second.stop(); // would wait an hour for what is left
});

describe('the address of a client', () => {
  test('the address of a client is what the trusted proxy saw, not what the client wrote', async () => {
    const answer = await call(app.url, 'POST', '/api/echo', {
      json: { text: 'a' },
      headers: { 'x-forwarded-for': '9.9.9.9, 203.0.113.7' },
    });
    expect(answer.body.ip).toBe('203.0.113.7');
  });

  test('the address of a client is the peer’s when the header holds no address', async () => {
    const headers = { 'x-forwarded-for': 'unknown' };
    const answer = await call(app.url, 'POST', '/api/echo', { json: { text: 'a' }, headers });
    expect(answer.body.ip).toBe('127.0.0.1');
  });
});

describe('CORS', () => {
  test('CORS answers the preflight of a configured origin', async () => {
    const answer = await call(app.url, 'OPTIONS', '/api/widgets', {
      headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(answer.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
  });

  test('CORS shows nothing to another origin', async () => {
    const answer = await call(app.url, 'GET', '/livez', { headers: { origin: 'https://evil.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('vary')).toBe('Origin');
  });
});

describe('a drain', () => {
  /** Routes whose insert says when it is done, and is answered when it is no longer held. */
  function heldRoutes() {
    const [inserted, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const afterInsert = () => {
      inserted.resolve();
      return held.promise;
    };
    return { inserted, held, routes: widgetRoutes({ afterInsert }) };
  }

  test('a drain answers what is in flight, then closes, and takes nothing new', async () => {
    const { inserted, held, routes } = heldRoutes();
    const second = await startApp(database.url, { routes });
    const slow = call(second.url, 'POST', '/api/widgets', { token: 'alice', json: { name: 'slow' } });
    await inserted.promise;
    const stopping = second.stop();
    await expect(fetch(`${second.url}/livez`)).rejects.toThrow('fetch failed');
    held.resolve();
    const answer = await slow;
    expect(answer.status).toBe(201);
    expect(answer.headers.get('connection')).toBe('close');
    await stopping;
  });

  test('a drain cuts off at its deadline what does not end', async () => {
    const { inserted, held, routes } = heldRoutes();
    const second = await startApp(database.url, {
      routes,
      env: { HTTP_DRAIN_TIMEOUT_MS: '200' },
    });
    const slow = call(second.url, 'POST', '/api/widgets', { token: 'alice', json: { name: 'slower' } });
    const cut = slow.then(
      () => 'answered',
      () => 'cut off',
    );
    await inserted.promise;
    await second.close();
    expect(await cut).toBe('cut off');
    held.resolve();
    await second.orm.close(true);
  });
});
