import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { datasets } from '../../../src/composition/datasets.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
import type { Role } from '../../../src/platform/http/principal.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from '../../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { type Answer, ask } from '../../support/http.ts';

let database: TestDatabase;
let api: ComposedApi;
let url = '';
let people: Record<Role | 'owner' | 'busy', ComposedPerson>;
let exportId = '';
beforeAll(async () => {
  database = await createDatabase();
  api = composedApi(database.url);
  ({ url } = await api.app.listen());
  const person = (name: string, role: Role) => personOf(api.em(), url, name, role);
  people = {
    owner: await person('owner', 'user'),
    busy: await person('busy', 'user'),
    user: await person('stranger', 'user'),
    moderator: await person('moderator', 'moderator'),
    admin: await person('admin', 'admin'),
  };
  exportId = String((await create('owner', { dataset: 'posts', format: 'csv' })).body.id);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

type Who = keyof typeof people;
const call = (token: string | undefined, method: string, path: string, body?: unknown): Promise<Answer> =>
  ask(method, `${url}${path}`, { ...(token === undefined ? {} : { token }), ...(body === undefined ? {} : { body }) });
const create = (who: Who, body: object) => call(people[who].token, 'POST', '/api/jobs/export', body);
const counts = () =>
  row(api.em(), sql`select (select count(*)::int from export) as exports, (select count(*)::int from job) as jobs`);

async function keyOf(who: Who, scope: string): Promise<string> {
  const made = await call(people[who].token, 'POST', `/api/users/${people[who].id}/api-keys`, {
    name: scope,
    scopes: [scope],
  });
  expect(made.status).toBe(201);
  return String(made.body.key);
}

const routes: [method: string, path: string, body: unknown, others: number, scope: string][] = [
  ['POST', '/api/jobs/export', { dataset: 'posts', format: 'csv' }, 202, 'exports:write'],
  ['POST', '/api/jobs/export/estimate', { dataset: 'posts', format: 'csv' }, 200, 'exports:read'],
  ['GET', '/api/jobs/export', undefined, 200, 'exports:read'],
  ['GET', '/api/jobs/export/datasets', undefined, 200, 'exports:read'],
  ['GET', '/api/jobs/export/:jobId', undefined, 404, 'exports:read'],
];

describe.each(routes)('%s %s', (method, path, body, others, scope) => {
  const target = () => path.replace(':jobId', exportId);

  test('a call without a token is refused', async () => {
    expect((await call(undefined, method, target(), body)).status).toBe(401);
  });

  test.each(['user', 'moderator', 'admin'] as const)('another %s gets the status that the table names', async (who) => {
    expect((await call(people[who].token, method, target(), body)).status).toBe(others);
  });

  test('a key with the scope is taken, and no other', async () => {
    expect((await call(await keyOf('owner', scope), method, target(), body)).status).toBe(others === 202 ? 202 : 200);
    for (const other of ['events:write', scope === 'exports:read' ? 'exports:write' : 'exports:read']) {
      const key = await keyOf('owner', other);
      const before = await counts();
      const refused = await call(key, method, target(), body);
      expect([refused.status, refused.body.code]).toEqual([403, 'insufficient_scope']);
      expect(await counts()).toEqual(before);
    }
  });
});

test.each(datasets.filter(({ audience }) => audience === 'admin').map(({ name }) => name))(
  'the dataset %s is for admins only, and not even named to others',
  async (dataset) => {
    for (const who of ['user', 'moderator'] as const) {
      const before = await counts();
      const refused = await create(who, { dataset, format: 'csv' });
      expect([refused.status, refused.body.errors]).toEqual([
        400,
        [expect.objectContaining({ code: 'unknown_dataset' })],
      ]);
      expect(await counts()).toEqual(before);
      const listed = await call(people[who].token, 'GET', '/api/jobs/export/datasets');
      expect(JSON.stringify(listed.body)).not.toContain(`"${dataset}"`);
    }
    expect((await create('admin', { dataset, format: 'csv' })).status).toBe(202);
  },
);

test('an export is named in its user’s list only', async () => {
  const listed = async (who: Who) => JSON.stringify((await call(people[who].token, 'GET', '/api/jobs/export')).body);
  expect(await listed('owner')).toContain(exportId);
  for (const who of ['user', 'moderator', 'admin'] as const) expect(await listed(who)).not.toContain(exportId);
});

test('the file of an export is its user’s alone: admins, who manage other files, do not find it', async () => {
  const { id } = people.owner;
  await run(
    api.em(),
    sql`insert into file (id, owner_id, kind, name, content_type, size, sha256, status, scan)
        values (${exportId}, ${id}, 'export', 'posts.csv', 'text/csv', 5, '', 'ready', 'skipped')`,
  );
  const path = `/api/files/${exportId}`;
  for (const who of ['user', 'moderator', 'admin'] as const) {
    for (const [method, suffix] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/download'],
      ['DELETE', '/links'],
    ] as const) {
      expect((await call(people[who].token, method, path + suffix)).status).toBe(404);
    }
    expect((await call(people[who].token, 'POST', `${path}/links`, {})).status).toBe(404);
  }
  expect(JSON.stringify((await call(people.admin.token, 'GET', `/api/users/${id}/files`)).body)).not.toContain(
    exportId,
  );
  expect((await call(people.owner.token, 'GET', path)).body).toMatchObject({ kind: 'export', id: exportId });
  const own = (await call(people.owner.token, 'GET', `/api/users/${id}/files`)).body as {
    usage: { usedBytes: number };
  };
  expect(JSON.stringify(own)).toContain(exportId);
  expect(own.usage.usedBytes).toBe(0);
});

test('the audit trail says who asked for an export, and who deleted a file', async () => {
  expect((await call(people.owner.token, 'DELETE', `/api/files/${exportId}`)).status).toBe(204);
  for (const deed of ['export.requested', 'file.deleted']) {
    const { body } = await call(people.admin.token, 'GET', `/api/audit?deed=${deed}&targetId=${exportId}`);
    expect(body.data).toEqual([expect.objectContaining({ actor: { userId: people.owner.id, apiKeyId: null } })]);
  }
});

const good = { dataset: 'posts', format: 'csv' };
const year = new Date(Date.now() + 400 * 86_400_000).toISOString();
const bad: [what: string, body: object, field: string, code: string][] = [
  ['an unknown dataset', { ...good, dataset: 'passwords' }, 'body.dataset', 'unknown_dataset'],
  ['an unknown format', { ...good, format: 'docx' }, 'body.format', 'invalid_value'],
  ['a format that is not for the dataset', { ...good, format: 'zip' }, 'body.format', 'not_for_dataset'],
  ['Parquet of a dataset of users', { ...good, format: 'parquet' }, 'body.format', 'not_for_dataset'],
  ['an archive as a table', { dataset: 'archive', format: 'csv' }, 'body.format', 'not_for_dataset'],
  ['an unknown column', { ...good, columns: ['id', 'password'] }, 'body.columns[1]', 'unknown_column'],
  ['a column twice', { ...good, columns: ['id', 'id'] }, 'body.columns[1]', 'repeated_column'],
  ['an unknown filter', { ...good, filters: { author: 'x' } }, 'body.filters.author', 'unknown_filter'],
  [
    'a value that a filter has not',
    { ...good, filters: { sentiment: 'up' } },
    'body.filters.sentiment',
    'invalid_value',
  ],
  [
    'an id that is none',
    { dataset: 'comments', format: 'csv', filters: { postId: 'x' } },
    'body.filters.postId',
    'invalid_format',
  ],
  ['an unknown zone', { ...good, timeZone: 'Europe/Atlantis' }, 'body.timeZone', 'unknown_time_zone'],
  [
    'a range that ends first',
    { ...good, range: { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } },
    'body.range.to',
    'empty_range',
  ],
  ['a dialect of what is no CSV', { ...good, format: 'json', dialect: 'excel' }, 'body.dialect', 'not_for_format'],
  [
    'a workbook that is compressed twice',
    { ...good, format: 'xlsx', compression: 'gzip' },
    'body.compression',
    'not_for_format',
  ],
  ['a start in two years', { ...good, runAt: year }, 'body.runAt', 'too_far'],
  ['the priority of admins', { ...good, priority: 'critical' }, 'body.priority', 'not_allowed'],
  ['a file kept for ever', { ...good, keepHours: 1_000 }, 'body.keepHours', 'too_big'],
  ['an unknown field', { ...good, path: '/etc' }, 'body.path', 'unknown_field'],
];

test.each(bad)('%s is refused by its field and changes nothing', async (_what, body, field, code) => {
  const before = await counts();
  const refused = await create('user', body);
  expect([refused.status, refused.body.errors]).toEqual([400, [expect.objectContaining({ field, code })]]);
  expect(await counts()).toEqual(before);
});

test('ten exports of a user may be open, of those asked for at once too', async () => {
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const asked = await Promise.all(Array.from({ length: 14 }, () => create('busy', { ...good, runAt: later })));
  expect(asked.map(({ status }) => status).sort()).toEqual([...Array(10).fill(202), ...Array(4).fill(429)]);
  expect(asked.find(({ status }) => status === 429)?.body.code).toBe('too_many_exports');
  await run(
    api.em(),
    sql`update job set status = 'cancelled' where id = (select id from job where requested_by = ${people.busy.id} limit 1)`,
  );
  expect((await create('busy', good)).status).toBe(202);
});
