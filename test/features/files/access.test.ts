import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rows } from '../../../src/platform/db/sql.ts';
import { createFilesFixture, type FilesFixture } from '../../support/files.ts';

let files: FilesFixture;
let id = '';
beforeAll(async () => {
  files = await createFilesFixture();
  ({ id } = await files.accepted({ name: 'mine.txt', bytes: 'a text of mine' }));
});
afterAll(() => files.close());

/** Every route of files, with what a stranger and an admin are answered over what is Ann's. Deletions come last. */
const guarded: [method: string, path: string, body: unknown, stranger: number, admin: number][] = [
  ['POST', '/api/files/upload', undefined, 400, 400],
  ['GET', '/api/files/limits', undefined, 200, 200],
  ['GET', '/api/files/:fileId', undefined, 404, 200],
  ['PATCH', '/api/files/:fileId', { name: 'taken' }, 404, 403],
  ['GET', '/api/files/:fileId/download', undefined, 404, 200],
  ['POST', '/api/files/:fileId/links', {}, 404, 403],
  ['DELETE', '/api/files/:fileId/links', undefined, 404, 204],
  ['GET', '/api/users/:userId/files', undefined, 404, 200],
  ['GET', '/api/files/stats', undefined, 403, 200],
  ['GET', '/api/users/:userId/quota', undefined, 404, 200],
  ['PUT', '/api/users/:userId/quota', { quotaBytes: null }, 403, 200],
  ['PUT', '/api/users/:userId/avatar', { fileId: '01980000-0000-7000-8000-0000000000ff' }, 404, 404],
  ['DELETE', '/api/users/:userId/avatar', undefined, 404, 404],
  ['DELETE', '/api/files/:fileId', undefined, 404, 204],
];

const state = () => rows(files.em(), sql`select id, name, version, deleted_at from file order by id`);
const at = (path: string) => path.replace(':fileId', id).replace(':userId', files.ann.id);

test('the table names every route of files, and none is public', () => {
  const all = files.app.routes.filter((route) => route.tags.includes('files'));
  const named = all.map((route) => `${route.method.toUpperCase()} ${route.path}`);
  expect(guarded.map(([method, path]) => `${method} ${path}`).sort()).toEqual(named.sort());
  expect(all.filter((route) => route.access === 'public')).toEqual([]);
});

const keys = new Map<string, string>();

/** One for each scope: a user may have only so many. */
async function keyWith(scope: string): Promise<string> {
  const known = keys.get(scope);
  if (known !== undefined) return known;
  const { status, json } = await files.call('POST', `/api/users/${files.ann.id}/api-keys`, {
    body: { name: 'k', scopes: [scope] },
  });
  expect(status).toBe(201);
  keys.set(scope, json.key);
  return json.key;
}

describe.each(guarded)('%s %s', (method, path, body, stranger, admin) => {
  const call = async (token: string) => {
    const answer = await fetch(files.url + at(path), {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    await answer.arrayBuffer();
    return answer.status;
  };

  test('a call without a token, with a forged one or a key without the scope changes nothing', async () => {
    const before = await state();
    expect(await call('')).toBe(401);
    expect(await call('forged')).toBe(401);
    expect(await call(await keyWith('events:write'))).toBe(403);
    expect(await call(await keyWith(method === 'GET' ? 'files:write' : 'files:read'))).toBe(403);
    expect(await state()).toEqual(before);
  });

  test('a call of another user changes nothing', async () => {
    const before = await state();
    expect(await call(files.bob.token)).toBe(stranger);
    expect(await state()).toEqual(before);
  });

  test('an admin sees and deletes', async () => {
    expect(await call(files.admin.token)).toBe(admin);
  });
});
