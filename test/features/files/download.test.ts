import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import sharp from 'sharp';
import { createLinkTokens } from '../../../src/features/files/serving/link-tokens.ts';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { createFilesFixture, type FilesFixture } from '../../support/files.ts';

const BYTES = Buffer.from(randomBytes(5_000).toString('hex'));
const NAME = 'Übersicht "Q3"; 日本 📈.txt';
let files: FilesFixture;
let id = '';
let image = '';
let etag = '';
beforeAll(async () => {
  files = await createFilesFixture({ FILE_LINK_KEYS: `7:${'k'.repeat(32)},3:${'o'.repeat(32)}` });
  id = (await files.accepted({ name: NAME, bytes: BYTES })).id;
  const noise = await sharp(randomBytes(64 * 64 * 3), { raw: { width: 64, height: 64, channels: 3 } })
    .png()
    .toBuffer();
  image = (await files.accepted({ name: 'noise.png', bytes: noise })).id;
  await files.work();
  etag = (await files.get(`/api/files/${id}/download`)).headers.get('etag') ?? '';
});
afterAll(() => files.close());

const path = () => `/api/files/${id}/download`;
const body = async (response: Response) => Buffer.from(await response.arrayBuffer());

test('the owner gets the bytes as an attachment under their name, in a sandbox', async () => {
  const answer = await files.get(path());
  expect(answer.status).toBe(200);
  expect(await body(answer)).toEqual(BYTES);
  const disposition = answer.headers.get('content-disposition') ?? '';
  expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''/);
  expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(NAME);
  expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-type')).toBe('text/plain');
  expect(answer.headers.get('content-length')).toBe(String(BYTES.length));
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

describe('ranges and conditions', () => {
  test.each([
    ['bytes=0-99', 206, 0, 100],
    ['bytes=9990-', 206, 9_990, 10_000],
    ['bytes=-10', 206, 9_990, 10_000],
    ['bytes=-99999', 206, 0, 10_000],
    ['bytes=5-99999', 206, 5, 10_000],
    ['bytes=0-1,5-6', 200, 0, 10_000],
    ['lines=0-1', 200, 0, 10_000],
    ['bytes=9-5', 200, 0, 10_000],
    ['bytes=-', 200, 0, 10_000],
  ])('the range %s is answered %i', async (range, status, from, to) => {
    const answer = await files.get(path(), { range });
    expect(answer.status).toBe(status);
    expect(await body(answer)).toEqual(BYTES.subarray(from, to));
    expect(answer.headers.get('content-length')).toBe(String(to - from));
    expect(answer.headers.get('content-range')).toBe(status === 206 ? `bytes ${from}-${to - 1}/10000` : null);
  });

  test.each(['bytes=10000-', 'bytes=10000-10001', 'bytes=-0'])(
    'the range %s has no byte of the file',
    async (range) => {
      const answer = await files.get(path(), { range });
      expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */10000']);
      await answer.arrayBuffer();
    },
  );

  test('If-Range sends the part of the same file, and all of another', async () => {
    const range = 'bytes=0-9';
    const statusOf = async (ifRange: string) => {
      const answer = await files.get(path(), { range, 'if-range': ifRange });
      await answer.arrayBuffer();
      return answer.status;
    };
    expect(await statusOf(etag)).toBe(206);
    for (const other of ['"other"', `W/${etag}`, new Date().toUTCString()]) expect(await statusOf(other)).toBe(200);
  });

  test('a file that the client has already is not sent again', async () => {
    for (const tag of [etag, `W/${etag}`, `"a", ${etag}`, '*']) {
      const answer = await files.get(path(), { 'if-none-match': tag });
      expect([answer.status, answer.headers.get('etag'), (await body(answer)).length]).toEqual([304, etag, 0]);
    }
    const other = await files.get(path(), { 'if-none-match': '"a"' });
    expect([other.status, (await body(other)).length]).toEqual([200, 10_000]);
    const wrong = await files.get(path(), { 'if-match': '"a"' });
    expect([wrong.status, await wrong.json()]).toEqual([412, expect.objectContaining({ code: 'precondition_failed' })]);
    expect((await files.get(path(), { 'if-match': etag })).status).toBe(200);
  });

  test('HEAD tells the whole length, whatever range it asks for', async () => {
    const answer = await files.get(path(), { range: 'bytes=0-9' }, undefined, 'HEAD');
    expect([answer.status, answer.headers.get('content-length'), answer.headers.get('etag')]).toEqual([
      200,
      '10000',
      etag,
    ]);
  });
});

describe('links', () => {
  const link = async (fileId: string, wanted: object = {}, token?: string) =>
    await files.call('POST', `/api/files/${fileId}/links`, { body: wanted, ...(token === undefined ? {} : { token }) });
  /** Without any token of a session. */
  const open = (url: string, headers = {}) => files.get(url.replace(/^https?:\/\/[^/]+/, ''), headers, '');

  test('links lead anyone to the file, until they expire', async () => {
    const { status, json } = await link(id);
    expect(status).toBe(201);
    expect(await body(await open(json.url))).toEqual(BYTES);
    const tokens = createLinkTokens([{ id: 7, secret: 'k'.repeat(32) }]);
    const expired = tokens.sign({
      fileId: id,
      version: 1,
      served: 'original',
      expiresAt: new Date(Date.now() - 1_000),
    });
    const late = await open(`${path()}?token=${expired}`);
    expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([410, 'link_expired']);
  });

  test('links of a key ring: an older key verifies, a retired one does not', async () => {
    const with_ = (key: number, secret: string) =>
      createLinkTokens([{ id: key, secret }]).sign({
        fileId: id,
        version: 1,
        served: 'original',
        expiresAt: new Date(Date.now() + 60_000),
      });
    expect((await open(`${path()}?token=${with_(3, 'o'.repeat(32))}`)).status).toBe(200);
    expect((await open(`${path()}?token=${with_(9, 'o'.repeat(32))}`)).status).toBe(404);
    expect((await open(`${path()}?token=${with_(3, 'x'.repeat(32))}`)).status).toBe(404);
  });

  test('links changed in any character are refused', async () => {
    const { json } = await link(id);
    const [address, token] = json.url.split('token=');
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      const answer = await open(`${address}token=${changed}`);
      expect(answer.status).toBe(404);
      await answer.arrayBuffer();
    }
    expect((await open(`/api/files/${image}/download?token=${token}`)).status).toBe(404);
    expect((await open(`${address}token=${token}&variant=thumb`)).status).toBe(404);
  });

  test('links to an image lead to a variant without metadata, shown by browsers, unless the original is asked for', async () => {
    const clean = await open((await link(image)).json.url);
    expect(clean.headers.get('content-type')).toBe('image/webp');
    expect(clean.headers.get('content-disposition')).toMatch(/^inline; filename="?noise-large\.webp"?/);
    expect(clean.headers.get('cache-control')).toMatch(/^private, max-age=\d+$/);
    expect((await sharp(await body(clean)).metadata()).exif).toBeUndefined();
    const original = await open((await link(image, { variant: 'original' })).json.url);
    expect(original.headers.get('content-disposition')).toMatch(/^attachment/);
    expect((await link(id, { variant: 'thumb' })).status).toBe(404);
  });

  test('links to a file for its logged-in owner only are neither made nor followed', async () => {
    const { json } = await link(id);
    const setTo = (value: boolean) => run(files.em(), sql`update file set sign_in_only = ${value} where id = ${id}`);
    await setTo(true);
    const refused = await link(id);
    expect([refused.status, refused.json.code]).toEqual([403, 'sign_in_only']);
    expect((await open(json.url)).status).toBe(404);
    expect(await body(await files.get(path()))).toEqual(BYTES);
    await setTo(false);
    expect((await open(json.url)).status).toBe(200);
  });

  test('links are revoked together, and die with the file', async () => {
    const doomed = await files.accepted({ name: 'doomed.txt', bytes: randomBytes(50).toString('hex') });
    const before = (await link(doomed.id)).json.url;
    expect((await files.call('DELETE', `/api/files/${doomed.id}/links`)).status).toBe(204);
    expect((await open(before)).status).toBe(404);
    const after = (await link(doomed.id)).json.url;
    expect((await open(after)).status).toBe(200);
    await files.call('DELETE', `/api/files/${doomed.id}`);
    expect((await open(after)).status).toBe(404);
  });
});

test('other users are told that there is no such file; an admin who reads it leaves an event', async () => {
  for (const token of [files.bob.token, '']) {
    const answer = await files.get(path(), {}, token);
    expect(answer.status).toBe(token === '' ? 401 : 404);
    await answer.arrayBuffer();
  }
  const answer = await files.get(path(), {}, files.admin.token);
  expect([answer.status, await body(answer)]).toEqual([200, BYTES]);
  const events = await rows(files.em(), sql`select properties from event where name = 'file.read_by_admin'`);
  expect(events).toEqual([{ properties: { fileId: id } }]);
});

test('a file that is being scanned waits, an infected one is closed to all', async () => {
  const codeOf = async (token?: string) => {
    const answer = await files.get(path(), {}, token);
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };
  await run(files.em(), sql`update file set scan = 'pending' where id = ${id}`);
  expect(await codeOf()).toEqual([409, 'scan_pending']);
  await run(files.em(), sql`update file set scan = 'infected' where id = ${id}`);
  for (const token of [files.ann.token, files.admin.token]) expect(await codeOf(token)).toEqual([403, 'file_infected']);
  await run(files.em(), sql`update file set scan = 'skipped' where id = ${id}`);
});

test('a hundred readers that leave in the middle, and as many HEADs, hold up no other reader', async () => {
  for (let i = 0; i < 100; i += 1) {
    const controller = new AbortController();
    const answer = await fetch(files.url + path(), {
      headers: { authorization: `Bearer ${files.ann.token}` },
      signal: controller.signal,
    });
    controller.abort();
    expect(answer.status).toBe(200);
    await files.get(path(), {}, undefined, 'HEAD');
  }
  expect(await body(await files.get(path()))).toEqual(BYTES);
});
