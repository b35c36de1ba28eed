import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createFilesFixture, type FilesFixture } from '../../support/files.ts';

const NAMES = ['a.txt', 'b.csv', 'C.md', 'd.json', 'Écran.txt', 'f.txt', 'g.txt'];
let files: FilesFixture;
let ids: string[];
beforeAll(async () => {
  files = await createFilesFixture();
  ids = [];
  for (const [i, name] of NAMES.entries()) {
    const bytes = name.endsWith('json') ? `{"n": ${i}}` : `n,${'x'.repeat(i + 1)}\n1,2\n`;
    ids.push((await files.accepted({ name: name.normalize('NFD'), bytes })).id);
  }
  await files.work();
});
afterAll(() => files.close());

async function list(query: string): Promise<{ names: string[]; pages: number }> {
  const names: string[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, json } = await files.call('GET', `/api/users/${files.ann.id}/files?${query}${after}`);
    expect(status).toBe(200);
    names.push(...json.data.map((file: { name: string }) => file.name));
    cursor = json.nextCursor;
    pages += 1;
  } while (cursor !== null);
  return { names, pages };
}

test.each([
  ['newest', [...NAMES].reverse()],
  ['oldest', NAMES],
  ['largest', ['g.txt', 'f.txt', 'Écran.txt', 'C.md', 'b.csv', 'd.json', 'a.txt']],
])('the list is sorted by %s, page by page', async (sort, names) => {
  expect((await list(`sort=${sort}`)).names).toEqual(names);
  expect(await list(`sort=${sort}&limit=2`)).toEqual({ names, pages: 4 });
});

test('the list is sorted by name, page by page', async () => {
  const { names } = await list('sort=name');
  expect([...names].sort()).toEqual([...NAMES].sort());
  expect((await list('sort=name&limit=3')).names).toEqual(names);
});

test('the list is filtered by type, state, part of the name in either form, and time', async () => {
  expect((await list('type=text/csv')).names).toEqual(['b.csv']);
  expect((await list('type=application')).names).toEqual(['d.json']);
  expect((await list('type=image')).names).toEqual([]);
  for (const form of ['NFC', 'NFD'])
    expect((await list(`name=${encodeURIComponent('éCRAN'.normalize(form))}`)).names).toEqual(['Écran.txt']);
  expect((await list('status=ready')).names).toHaveLength(7);
  expect((await list('status=failed')).names).toEqual([]);
  expect((await list('scan=skipped&kind=upload')).names).toHaveLength(7);
  expect((await list('kind=export')).names).toEqual([]);
  expect((await list('from=2100-01-01T00:00:00Z')).names).toEqual([]);
  expect((await list('to=2100-01-01T00:00:00Z')).names).toHaveLength(7);
});

test.each(['sort=size', 'type=IMAGE', 'limit=0', 'cursor=bm9wZQ', 'from=yesterday', 'unknown=1'])(
  'the list refuses %s',
  async (query) => {
    const { status, json } = await files.call('GET', `/api/users/${files.ann.id}/files?${query}`);
    expect([status, json.code]).toEqual([400, 'invalid_request']);
    expect(json.errors[0].field).toBe(`query.${query.split('=')[0]}`);
  },
);

test('a file is renamed to what can be shown, and keeps its bytes', async () => {
  const [id] = ids;
  const { status, json } = await files.call('PATCH', `/api/files/${id}`, { body: { name: '../../etc/new  name.txt' } });
  expect([status, json.name, json.version]).toEqual([200, 'new name.txt', 1]);
  const refused = await files.call('PATCH', `/api/files/${id}`, { body: { name: 'two\nlines' } });
  expect([refused.status, refused.json.errors[0].field]).toEqual([400, 'body.name']);
  await files.call('PATCH', `/api/files/${id}`, { body: { name: 'a.txt' } });
});

test('the files of a user who does not exist are 404, also for admins', async () => {
  const path = '/api/users/01980000-0000-7000-8000-0000000000ff/files';
  for (const { token } of [files.ann, files.admin]) expect((await files.call('GET', path, { token })).status).toBe(404);
});
