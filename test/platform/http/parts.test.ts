import { z } from 'zod';
import { publicRoutes } from '../../../src/platform/http/access.ts';
import { limitedAddress } from '../../../src/platform/http/client-address.ts';
import { databaseProblem } from '../../../src/platform/http/database-problem.ts';
import { describedPlatformRoutes } from '../../../src/platform/http/http-app.ts';
import { openApiDocument } from '../../../src/platform/http/openapi-document.ts';
import { decodeCursor, encodeCursor, toPage } from '../../../src/platform/http/pagination.ts';
import { isProblem } from '../../../src/platform/http/problem.ts';
import { reply } from '../../../src/platform/http/reply.ts';
import { defineRoute } from '../../../src/platform/http/route.ts';
import { TtlCache } from '../../../src/platform/ttl-cache.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('cursors', () => {
  const key = z.tuple([z.string(), z.number()]);

  test('cursors lead to the next page and end with null', () => {
    const rows = [1, 2, 3].map((n) => ({ id: `r${n}`, n }));
    const first = toPage(
      rows,
      2,
      (row) => [row.id, row.n],
      (row) => row.n,
    );
    expect(first.data).toEqual([1, 2]);
    expect(decodeCursor(first.nextCursor ?? undefined, key)).toEqual(['r2', 2]);
    const last = toPage(
      rows.slice(2),
      2,
      (row) => [row.id, row.n],
      (row) => row.n,
    );
    expect(last.nextCursor).toBeNull();
  });

  test.each(['garbage', encodeCursor(['only one']), Buffer.from('{"a":1}').toString('base64url')])(
    'an invented cursor is refused: %s',
    (cursor) => {
      expect(isProblem(decodeCursor(cursor, key))).toBe(true);
    },
  );
});

describe('the cache with a time to live', () => {
  test('the cache forgets after its time to live, and the oldest entry when it is full', async () => {
    const cache = new TtlCache<number>(30, 2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, 2, 3]);
    await sleep(40);
    expect(cache.get('c')).toBeUndefined();
  });

  test('the cache loads once for all callers, and keeps neither a failure nor what was deleted while it loaded', async () => {
    const cache = new TtlCache<number>(1_000);
    let loads = 0;
    const load = async () => {
      loads += 1;
      await sleep(10);
      return loads;
    };
    expect(await Promise.all([cache.getOrLoad('k', load), cache.getOrLoad('k', load)])).toEqual([1, 1]);
    await expect(cache.getOrLoad('bad', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await cache.getOrLoad('bad', load)).toBe(2);
    const loading = cache.getOrLoad('revoked', load);
    cache.delete('revoked');
    await loading;
    expect(cache.get('revoked')).toBeUndefined();
  });
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('the address %s is counted as %s', (address, counted) => {
  expect(limitedAddress(address)).toBe(counted);
});

describe('errors of the database', () => {
  const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

  test.each([
    ['a refused connection', withCode('ECONNREFUSED'), 'database_unavailable'],
    ['one behind another error', new Error('driver', { cause: withCode('57P01') }), 'database_unavailable'],
    ['all addresses refused', new AggregateError([withCode('ECONNREFUSED')]), 'database_unavailable'],
    ['a full server', withCode('53300'), 'database_unavailable'],
    ['a pool that is empty for too long', new Error('timeout exceeded when trying to connect'), 'database_unavailable'],
    ['a statement that took too long', withCode('57014'), 'database_busy'],
    ['a deadlock', withCode('40P01'), 'database_busy'],
  ])('the database error %s is answered with 503', (_name, error, code) => {
    expect(databaseProblem(error)).toMatchObject({ status: 503, code });
  });

  test('a mistake in a statement is an unexpected error', () => {
    expect(databaseProblem(withCode('42P01'))).toBeNull();
    expect(databaseProblem(withCode('23505'))).toBeNull();
  });
});

describe('definitions', () => {
  const base = {
    method: 'get',
    operationId: 'x',
    tags: [],
    summary: '',
    access: 'public',
    limit: 'read',
    responses: { 204: { description: '' } },
    handler: () => reply(204),
  } as const;

  test('a definition that contradicts itself is refused when it is made', () => {
    expect(() => defineRoute({ ...base, path: '/a/:id', request: {} })).toThrow('request.params describes []');
    expect(() => defineRoute({ ...base, path: '/a', request: { body: z.strictObject({}) } })).toThrow('no body');
    expect(() => defineRoute({ ...base, path: '/a', request: {}, idempotent: true })).toThrow('only a POST');
  });

  test('definitions that collide are refused when they are documented', () => {
    const route = defineRoute({ ...base, path: '/a', request: {} });
    expect(() => openApiDocument([route, route], null)).toThrow('operation id x');
    expect(() => openApiDocument([route, { ...route, operationId: 'y' }], null)).toThrow('GET /a');
  });

  test('routes are documented by tag in the order of the guide, which must have a sentence for each tag', () => {
    const routes = (['b', 'a'] as const).map((tag) =>
      defineRoute({ ...base, path: `/${tag}`, operationId: tag, tags: [tag], request: {} }),
    );
    const tags = { c: 'Unused.', a: 'First.', b: 'Second.' };
    expect(openApiDocument(routes, { introduction: 'Hello', tags })).toMatchObject({
      info: { description: 'Hello' },
      tags: [
        { name: 'a', description: 'First.' },
        { name: 'b', description: 'Second.' },
      ],
    });
    const without = { introduction: 'Hello', tags: { a: 'First.' } };
    expect(() => openApiDocument(routes, without)).toThrow('no sentence for the tags: b');
  });

  test('the public routes of the platform are exactly these', () => {
    expect(publicRoutes(describedPlatformRoutes())).toEqual([
      'GET /api/docs',
      'GET /api/docs/page.js',
      'GET /api/docs/runbook',
      'GET /api/docs/scalar.js',
      'GET /api/health',
      'GET /api/openapi.json',
      'GET /livez',
      'GET /readyz',
    ]);
  });
});
