import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import sharp from 'sharp';
import { sweepSpool } from '../../../src/features/files/spool-sweep.service.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
import { createFilesFixture, type FilesFixture, IN_AGREEMENT } from '../../support/files.ts';

const QUOTA = 400_000;
let files: FilesFixture;
beforeAll(async () => {
  files = await createFilesFixture({
    FILES_MAX_BYTES: '100000',
    FILES_MAX_PER_REQUEST: '5',
    FILES_QUOTA_BYTES: `${QUOTA}`,
  });
});
afterAll(() => files.close());

const text = (name: string, size = 1_000) => ({ name, bytes: randomBytes(size / 2).toString('hex') });
const sha256 = (bytes: string) => createHash('sha256').update(bytes).digest('hex');
const usage = async (token: string) => (await files.call('GET', '/api/files/limits', { token })).json.usage;
const clear = async () => {
  const { json } = await files.call('GET', `/api/users/${files.ann.id}/files?limit=100`);
  for (const { id } of json.data) await files.call('DELETE', `/api/files/${id}`);
};

test('each file has its own result, and a bad one does not touch the others', async () => {
  const [first, last] = [text('first.txt'), text('last.md')];
  const { status, json, headers } = await files.upload([
    first,
    { name: 'photo.jpg', bytes: Buffer.from('MZ\u0000\u0001 a program') },
    text('large.txt', 150_000),
    { name: 'empty.txt', bytes: '' },
    last,
  ]);
  expect(status).toBe(202);
  expect(headers.get('location')).toBe(`/api/jobs/${json.jobId}`);
  const { results } = json;
  expect(results.map((result: { outcome: string; code: string }) => [result.outcome, result.code])).toEqual([
    ['accepted', null],
    ['refused', 'unsupported_type'],
    ['refused', 'file_too_large'],
    ['refused', 'empty_file'],
    ['accepted', null],
  ]);
  expect(results[0].file).toMatchObject({
    name: 'first.txt',
    contentType: 'text/plain',
    size: 1_000,
    sha256: sha256(first.bytes),
    status: 'processing',
    scan: 'skipped',
    ownerId: files.ann.id,
    jobId: json.jobId,
  });
  expect(await files.spooled()).toEqual([]);
  expect(await files.keys()).toHaveLength(2);
  expect(await files.disagreements()).toEqual(IN_AGREEMENT);
  const job = await row(files.em(), sql`select type, requested_by from job where id = ${json.jobId}`);
  expect(job).toEqual({ type: 'file_processing', requested_by: files.ann.id });
});

test('an upload without an accepted file is 422 with the same list, and stores nothing', async () => {
  const before = await files.keys();
  const { status, json } = await files.upload([
    { name: 'a.exe', bytes: 'MZ' },
    { name: 'b.svg', bytes: '<svg onload="x()"/>' },
  ]);
  expect([status, json.code]).toEqual([422, 'no_file_accepted']);
  expect(json.results.map((result: { code: string }) => result.code)).toEqual(['unsupported_type', 'unsupported_type']);
  expect(await files.keys()).toEqual(before);
});

test('the same bytes again are the existing file, of the same owner only', async () => {
  const file = text('same.txt');
  const first = await files.accepted(file);
  const again = await files.upload([{ ...file, name: 'other name.txt' }]);
  expect([again.status, again.json.jobId, again.json.results[0].outcome]).toEqual([200, null, 'existing']);
  expect(again.json.results[0].file.id).toBe(first.id);
  const twins = text('twin.txt');
  const both = await files.upload([twins, twins]);
  expect(both.json.results.map((result: { outcome: string }) => result.outcome)).toEqual(['accepted', 'existing']);
  expect(both.json.results[0].file.id).toBe(both.json.results[1].file.id);
  const bobs = await files.accepted(file, files.bob.token);
  expect(bobs.id).not.toBe(first.id);
});

test('a hash that the client announced is verified, file by file', async () => {
  const [good, bad] = [text('good.txt'), text('bad.txt')];
  const { status, json } = await files.upload([good, bad], { sha256: [sha256(good.bytes), sha256('something else')] });
  expect(status).toBe(202);
  expect(json.results.map((result: { code: string }) => result.code)).toEqual([null, 'checksum_mismatch']);
  for (const hashes of [['short', ''], [sha256('one')]]) {
    const refused = await files.upload([good, bad], { sha256: hashes });
    expect([refused.status, refused.json.errors[0].field]).toEqual([400, 'body.sha256']);
  }
  expect(await files.spooled()).toEqual([]);
});

test('a repeated request with its key gets the first answer, another one with it 409', async () => {
  const file = text('keyed.txt');
  const first = await files.upload([file], { key: 'k-1' });
  const again = await files.upload([file], { key: 'k-1' });
  expect(again.json).toEqual(first.json);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  const other = await files.upload([text('other.txt')], { key: 'k-1' });
  expect([other.status, other.json.code]).toEqual([409, 'idempotency_key_reused']);
  const twin = text('twins.txt');
  const answers = await Promise.all(Array.from({ length: 4 }, () => files.upload([twin], { key: 'k-2' })));
  expect(new Set(answers.map(({ json }) => json.jobId)).size).toBe(1);
  await files.call('GET', '/api/files/limits');
  expect((await files.disagreements()).usage).toEqual([]);
});

test('two uploads that together exceed the quota: exactly one wins, 100 times', async () => {
  await clear();
  const { quotaBytes } = await usage(files.ann.token);
  expect(quotaBytes).toBe(QUOTA);
  await run(files.em(), sql`update user_storage set quota_bytes = 50000 where user_id = ${files.ann.id}`);
  for (let round = 0; round < 100; round += 1) {
    const answers = await Promise.all([files.upload([text('a.txt', 30_000)]), files.upload([text('b.txt', 30_000)])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 422]);
    const lost = answers.find(({ status }) => status === 422);
    expect(lost?.json.results[0].code).toBe('quota_exceeded');
    const won = answers.find(({ status }) => status === 202);
    await files.call('DELETE', `/api/files/${won?.json.results[0].file.id}`);
  }
  expect(await usage(files.ann.token)).toMatchObject({ usedBytes: 0, reservedBytes: 0, fileCount: 0 });
  await run(files.em(), sql`update user_storage set quota_bytes = null where user_id = ${files.ann.id}`);
}, 240_000);

test('a form without a file, with too many, or with unknown fields is refused as a whole', async () => {
  const before = await files.keys();
  const none = await files.upload([]);
  expect([none.status, none.json.errors?.[0].field]).toEqual([400, 'body.files']);
  const many = await files.upload(Array.from({ length: 6 }, (_, i) => text(`${i}.txt`)));
  expect([many.status, many.json.errors[0].code]).toEqual([400, 'limit_file_count']);
  const form = new FormData();
  form.append('file', new File(['a text'], 'a.txt'));
  form.append('folder', 'x');
  const headers = { authorization: `Bearer ${files.ann.token}` };
  const answer = await fetch(`${files.url}/api/files/upload`, { method: 'POST', headers, body: form });
  expect(answer.status).toBe(400);
  expect(((await answer.json()) as { errors: { field: string }[] }).errors[0]?.field).toBe('body.folder');
  expect(await files.keys()).toEqual(before);
  expect(await files.spooled()).toEqual([]);
});

test('an image becomes ready with its variants, and deleting it frees room and bytes', async () => {
  await files.work();
  await clear();
  const noise = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
    .resize(150, 200)
    .composite([{ input: randomBytes(100 * 100 * 3), raw: { width: 100, height: 100, channels: 3 } }])
    .png()
    .toBuffer();
  const { id } = await files.accepted({ name: 'noise.png', bytes: noise });
  await files.work();
  const { json } = await files.call('GET', `/api/files/${id}`);
  expect(json).toMatchObject({ status: 'ready', error: null, meta: { width: 150, height: 200, frames: 1 } });
  expect(json.variants.map((variant: { variant: string }) => variant.variant).sort()).toEqual(['large', 'thumb']);
  const bytes = json.size + json.variants.reduce((sum: number, variant: { size: number }) => sum + variant.size, 0);
  expect(await usage(files.ann.token)).toMatchObject({ usedBytes: bytes, reservedBytes: 0, fileCount: 1 });
  expect((await files.call('DELETE', `/api/files/${id}`)).status).toBe(204);
  expect((await files.call('DELETE', `/api/files/${id}`)).status).toBe(404);
  expect((await files.call('GET', `/api/files/${id}`)).status).toBe(404);
  expect(await usage(files.ann.token)).toMatchObject({ usedBytes: 0, fileCount: 0 });
  await files.work();
  expect((await files.keys()).filter((key) => key.includes(id))).toEqual([]);
  expect(await row(files.em(), sql`select from file where id = ${id}`)).toBeUndefined();
  expect(await files.disagreements()).toEqual(IN_AGREEMENT);
});

test('files of dead processes in the spool are swept, new ones and foreign ones stay', async () => {
  const then = new Date(Date.now() - 2 * 3_600_000);
  for (const name of ['upload-old', 'upload-new', 'notes']) await writeFile(join(files.spool, name), 'x');
  for (const name of ['media-old', 'media-new']) await mkdir(join(files.spool, name));
  await writeFile(join(files.spool, 'media-old', 'original'), 'x');
  for (const name of ['upload-old', 'notes', 'media-old']) await utimes(join(files.spool, name), then, then);
  expect(await sweepSpool(files.spool)).toBe(2);
  expect((await files.spooled()).sort()).toEqual(['media-new', 'notes', 'upload-new']);
  for (const name of await files.spooled()) await rm(join(files.spool, name), { recursive: true });
});

test('a disk without room is 507 before a byte is read', async () => {
  const full = await createFilesFixture({ UPLOAD_MIN_FREE_BYTES: String(Number.MAX_SAFE_INTEGER) });
  try {
    const { status, json } = await full.upload([text('a.txt')]);
    expect([status, json.code]).toEqual([507, 'insufficient_storage']);
  } finally {
    await full.close();
  }
});
