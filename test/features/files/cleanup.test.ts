import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createCleanup } from '../../../src/features/files/cleanup/cleanup.service.ts';
import type { AuditResult } from '../../../src/features/files/cleanup/storage-audit.service.ts';
import { row, rows, run } from '../../../src/platform/db/sql.ts';
import { createFilesFixture, type FilesFixture, IN_AGREEMENT } from '../../support/files.ts';
import { noise } from '../../support/media/image-files.ts';

let files: FilesFixture;
beforeAll(async () => {
  files = await createFilesFixture();
});
afterAll(() => files.close());
beforeEach(async () => {
  const { json } = await files.call('GET', `/api/users/${files.ann.id}/files?limit=100`);
  for (const { id } of json.data) await files.call('DELETE', `/api/files/${id}`);
  await files.work();
});

/** Takes all steps, as maintenance does. */
async function clean(dryRun = false): Promise<Record<string, AuditResult>> {
  const context = { em: files.em, dryRun, mayGoOn: async () => undefined };
  const results: Record<string, AuditResult> = {};
  for (const step of createCleanup(files.storage)) results[step.name] = await step.take(context);
  return results;
}

const counts = (results: Record<string, AuditResult>) =>
  Object.fromEntries(Object.entries(results).map(([name, { count }]) => [name.replace('files.', ''), count]));
const NOTHING = { leases: 0, expired: 0, garbage: 0, unfinished_uploads: 0, audit: 0, samples: 0, quotas: 0 };
const text = () => ({ name: 'a.txt', bytes: randomBytes(500).toString('hex') });
const everythingIsOld = () => run(files.em(), sql`update stored_object set created_at = now() - interval '2 hours'`);
const usage = async () => (await files.call('GET', '/api/files/limits')).json.usage;

/** An object that no row names, and that is no longer new. */
async function stray(key: string): Promise<void> {
  await files.storage.put(key, Readable.from([Buffer.from('stray')]), { contentType: 'text/plain' });
  await files.age(key);
}

test('the clean-up does nothing where all is well', async () => {
  await files.accepted(text());
  await files.accepted({ name: 'a.png', bytes: await noise(100, 100).png().toBuffer() });
  await files.work();
  await everythingIsOld();
  const results = await clean();
  expect(counts(results)).toEqual(NOTHING);
  expect(results['files.samples']?.note).toBe('4 read');
  expect(await files.disagreements()).toEqual(IN_AGREEMENT);
});

test('a dry run counts what the next run does, and changes nothing', async () => {
  const [gone, lost, late] = [await files.accepted(text()), await files.accepted(text()), await files.accepted(text())];
  await files.work();
  await everythingIsOld();
  await stray('files/01980000-0000-7000-8000-0000000000ff/1/original-stray');
  await files.call('DELETE', `/api/files/${gone.id}`);
  const [object] = (await files.keys()).filter((key) => key.includes(lost.id));
  await files.storage.delete(object as string);
  await run(files.em(), sql`update file set expires_at = now() - interval '1 second' where id = ${late.id}`);
  await run(files.em(), sql`update user_storage set used_bytes = used_bytes + 7, reserved_bytes = 9, file_count = 40`);
  const before = await rows(files.em(), sql`select key, state from stored_object order by key`);
  const planned = counts(await clean(true));
  expect(planned).toEqual({ ...NOTHING, expired: 1, garbage: 1, audit: 2, quotas: 1 });
  expect(await rows(files.em(), sql`select key, state from stored_object order by key`)).toEqual(before);
  const done = await clean();
  expect(counts(done)).toEqual({ ...planned, garbage: 2 });
  expect(done['files.audit']?.note).toMatch(/^1 objects without a row .*; 1 rows without an object /);
  const seen = (await files.call('GET', `/api/files/${lost.id}`)).json;
  expect([seen.status, seen.error.code]).toEqual(['failed', 'original_missing']);
  expect((await files.call('GET', `/api/files/${late.id}`)).status).toBe(404);
  expect(await usage()).toMatchObject({ usedBytes: 0, reservedBytes: 0, fileCount: 1 });
  expect(counts(await clean())).toEqual({ ...NOTHING, garbage: 1 });
  expect(await files.disagreements()).toEqual(IN_AGREEMENT);
  expect(await files.keys()).toEqual([]);
});

test('a file that is being stored is left alone until its lease ends', async () => {
  await run(
    files.em(),
    sql`with writing as (insert into stored_object (key, file_id, owner_id, variant, version, bytes, content_type, sha256, state, lease_until)
          values ('files/01980000-0000-7000-8000-0000000000aa/1/original-x', uuidv7(), ${files.ann.id}, 'original', 1, 50, 'text/plain',
            '\\x00', 'writing', now() + interval '10 minutes'))
        insert into user_storage (user_id, reserved_bytes) values (${files.ann.id}, 50)
        on conflict (user_id) do update set reserved_bytes = user_storage.reserved_bytes + 50`,
  );
  expect(counts(await clean())).toEqual(NOTHING);
  await run(files.em(), sql`update stored_object set lease_until = now() where state = 'writing'`);
  expect(counts(await clean())).toEqual({ ...NOTHING, leases: 1, garbage: 1 });
  expect(await usage()).toMatchObject({ usedBytes: 0, reservedBytes: 0 });
});

test('an object that is new is not taken for a stray one', async () => {
  const key = 'files/01980000-0000-7000-8000-0000000000ee/1/original-new';
  await files.storage.put(key, Readable.from([Buffer.from('new')]), { contentType: 'text/plain' });
  expect(counts(await clean())).toEqual(NOTHING);
  await files.age(key);
  expect(counts(await clean())).toEqual({ ...NOTHING, audit: 1 });
  expect(await files.keys()).toEqual([]);
});

test('a bucket of other objects is reported, and nothing of it is deleted', async () => {
  const keys = Array.from({ length: 120 }, (_, i) => `files/${i}/1/original-foreign`);
  for (const key of keys) await stray(key);
  const results = await clean();
  expect(results['files.audit']).toEqual({
    count: 120,
    note: expect.stringContaining('too many to be repaired unseen'),
  });
  expect(await files.keys()).toHaveLength(120);
  await files.storage.deleteMany(keys);
});

test('an object whose bytes have changed is found by reading it again', async () => {
  const { id } = await files.accepted(text());
  await files.work();
  await run(files.em(), sql`update stored_object set sha256 = '\\xff' where file_id = ${id}`);
  const { 'files.samples': samples } = await clean();
  expect(samples?.count).toBe(1);
  expect(samples?.note).toMatch(new RegExp(`^1 read; files/${id}/`));
});

test('admins see and change quotas, and leave a line in the audit', async () => {
  const path = `/api/users/${files.ann.id}/quota`;
  const { token } = files.admin;
  const set = await files.call('PUT', path, { token, body: { quotaBytes: 10 } });
  expect([set.status, set.json.quotaBytes]).toEqual([200, 10]);
  expect((await files.upload([text()])).json.results[0].code).toBe('quota_exceeded');
  expect((await files.call('GET', path)).json.quotaBytes).toBe(10);
  for (const quotaBytes of [-1, 1.5, '10', undefined, 2 ** 60]) {
    const refused = await files.call('PUT', path, { token, body: { quotaBytes } });
    expect([refused.status, refused.json.errors[0].field]).toEqual([400, 'body.quotaBytes']);
  }
  const reset = await files.call('PUT', path, { token, body: { quotaBytes: null } });
  expect(reset.json.quotaBytes).toBeGreaterThan(10);
  const nobody = '/api/users/01980000-0000-7000-8000-0000000000ff/quota';
  for (const method of ['GET', 'PUT']) {
    expect(
      (await files.call(method, nobody, { token, body: method === 'PUT' ? { quotaBytes: 1 } : undefined })).status,
    ).toBe(404);
  }
  const entries = await rows(
    files.em(),
    sql`select target_id, details from audit_entry where deed = 'storage.quota_changed' order by id`,
  );
  expect(entries).toEqual([
    { target_id: files.ann.id, details: { quotaBytes: 10 } },
    { target_id: files.ann.id, details: { quotaBytes: null } },
  ]);
});

test('statistics count what is stored, failed and was refused', async () => {
  await files.upload([
    text(),
    { name: 'a.exe', bytes: 'MZ' },
    { name: 'a.csv', bytes: 'a,b\n"1' },
    { name: '', bytes: '' },
  ]);
  await files.accepted({ name: 'a.png', bytes: await noise(100, 100).png().toBuffer() });
  await files.work();
  const { status, json } = await files.call('GET', '/api/files/stats', { token: files.admin.token });
  expect(status).toBe(200);
  expect(
    json.files.map(({ kind, status: state, files: count }: Record<string, unknown>) => [kind, state, count]),
  ).toEqual([
    ['upload', 'failed', 1],
    ['upload', 'ready', 2],
  ]);
  expect(json.objects.map(({ variant, objects }: Record<string, unknown>) => [variant, objects])).toEqual([
    ['large', 1],
    ['original', 3],
    ['thumb', 1],
  ]);
  expect(json.failures).toEqual([{ code: 'malformed_csv', files: 1 }]);
  expect(json.refusals).toContainEqual({ code: 'unsupported_type', files: 1 });
  expect(json.scans).toEqual([{ scan: 'skipped', files: 3 }]);
  const used = await row<{ used: number }>(
    files.em(),
    sql`select used_bytes::int as used from user_storage where user_id = ${files.ann.id}`,
  );
  expect(json.usage.usedBytes).toBe(used?.used);
  const later = await files.call('GET', '/api/files/stats?from=2100-01-01T00:00:00Z', { token: files.admin.token });
  expect(later.json.refusals).toEqual([]);
});

test('statistics name the users who are near their quota, the fullest first', async () => {
  await files.upload([text()]);
  await files.work();
  const used = async () =>
    (await files.call('GET', `/api/users/${files.ann.id}/quota`, { token: files.admin.token })).json.usedBytes;
  const near = async (quotaBytes: number) => {
    await files.call('PUT', `/api/users/${files.ann.id}/quota`, { token: files.admin.token, body: { quotaBytes } });
    return (await files.call('GET', '/api/files/stats', { token: files.admin.token })).json.nearQuota;
  };
  const usedBytes = await used();
  expect(await near(usedBytes * 2)).toEqual([]);
  const { displayName } = (await files.call('GET', `/api/users/${files.ann.id}`, { token: files.admin.token })).json;
  const ann = { userId: files.ann.id, displayName, usedBytes, reservedBytes: 0 };
  expect(await near(usedBytes + 1)).toEqual([{ ...ann, quotaBytes: usedBytes + 1 }]);
  expect(await near(0)).toEqual([{ ...ann, quotaBytes: 0 }]);
});
