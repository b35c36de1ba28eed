import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import sharp from 'sharp';
import { linksExpireAt } from '../../../src/features/files/attachments/images.reads.ts';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { createFilesFixture, type FilesFixture } from '../../support/files.ts';
import { noise } from '../../support/media/image-files.ts';
import { recordStatements } from '../../support/statement-log.ts';

const recorder = recordStatements();
let files: FilesFixture;
beforeAll(async () => {
  files = await createFilesFixture();
});
afterAll(() => files.close());

/** An image of Ann's, with its place and its variants. */
async function picture(token?: string): Promise<string> {
  const bytes = await noise(400, 300)
    .jpeg()
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' } })
    .toBuffer();
  const { id } = await files.accepted({ name: 'p.jpg', bytes }, token);
  await files.work();
  return id;
}

/** Follows a link without any token. */
const open = (url: string) => fetch(files.url + new URL(url).pathname + new URL(url).search);

async function statusOf(url: string): Promise<number> {
  const answer = await open(url);
  await answer.arrayBuffer();
  return answer.status;
}

const uses = () => rows(files.em(), sql`select place, slot, file_id as file from file_use order by place, slot`);

describe('an avatar', () => {
  const path = () => `/api/users/${files.ann.id}/avatar`;

  test('an avatar is seen by everyone who is signed in, by links that browsers may cache', async () => {
    const fileId = await picture();
    const { status, json } = await files.call('PUT', path(), { body: { fileId } });
    expect([status, json]).toEqual([200, expect.objectContaining({ fileId, width: 400, height: 300 })]);
    expect(json.variants.map(({ variant }: { variant: string }) => variant)).toEqual(['thumb', 'large']);
    const seen = await files.call('GET', `/api/users/${files.ann.id}`, { token: files.bob.token });
    expect(seen.json.avatar).toEqual(json);
    expect((await files.call('GET', '/api/users/me')).json.avatar).toEqual(json);
    const answer = await open(json.variants[0].url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(answer.headers.get('cache-control')).toMatch(/^private, max-age=3600$/);
    expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).exif).toBeUndefined();
    const original = json.variants[0].url.replace('?', '?variant=original&');
    expect(await statusOf(original)).toBe(404);
  });

  test('an avatar that is replaced or removed cannot be loaded by links to it any longer; the files stay', async () => {
    const before = (await files.call('GET', '/api/users/me')).json.avatar;
    const fileId = await picture();
    const after = (await files.call('PUT', path(), { body: { fileId } })).json;
    expect([await statusOf(before.variants[0].url), await statusOf(after.variants[0].url)]).toEqual([404, 200]);
    expect((await files.call('DELETE', path())).status).toBe(204);
    expect((await files.call('DELETE', path())).status).toBe(204);
    expect(await statusOf(after.variants[0].url)).toBe(404);
    expect((await files.call('GET', '/api/users/me')).json.avatar).toBeNull();
    for (const id of [before.fileId, fileId]) expect((await files.call('GET', `/api/files/${id}`)).status).toBe(200);
    expect(await uses()).toEqual([]);
  });

  test('of two avatars set at once one is kept', async () => {
    const [one, two] = [await picture(), await picture()];
    const answers = await Promise.all(
      [one, two, one, two].map((fileId) => files.call('PUT', path(), { body: { fileId } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await uses()).toHaveLength(1);
    await files.call('DELETE', path());
  });

  test('an avatar that waits to be processed has no variants yet, an infected one is not shown', async () => {
    const { id } = await files.accepted({ name: 'p.png', bytes: await noise(100, 100).png().toBuffer() });
    const set = await files.call('PUT', path(), { body: { fileId: id } });
    expect([set.status, set.json.variants, set.json.width]).toEqual([200, [], null]);
    await files.work();
    expect((await files.call('GET', '/api/users/me')).json.avatar.variants).toHaveLength(2);
    await run(files.em(), sql`update file set scan = 'infected' where id = ${id}`);
    expect((await files.call('GET', '/api/users/me')).json.avatar).toBeNull();
    await files.call('DELETE', path());
  });
});

test('authors of posts, comments and messages are shown with their avatars, found by one query for a page', async () => {
  const fileId = await picture();
  const avatar = (await files.call('PUT', `/api/users/${files.ann.id}/avatar`, { body: { fileId } })).json;
  const roomId = (await files.call('POST', '/api/rooms', { body: { name: 'faces', visibility: 'public' } })).json.id;
  await files.call('POST', `/api/rooms/${roomId}/join`, { token: files.bob.token });
  const posts: string[] = [];
  for (const token of [files.ann.token, files.bob.token, files.ann.token]) {
    const post = await files.call('POST', '/api/posts', { token, body: { body: 'A face', sentiment: 'neutral' } });
    posts.push(post.json.id);
    await files.call('POST', `/api/posts/${posts[0]}/comments`, { token, body: { body: 'Seen' } });
    await files.call('POST', `/api/rooms/${roomId}/messages`, { token, body: { text: 'Hello' } });
  }
  const ann = { id: files.ann.id, displayName: expect.any(String), avatar };
  const bob = { id: files.bob.id, displayName: expect.any(String), avatar: null };
  for (const path of ['/api/posts', `/api/posts/${posts[0]}/comments`, `/api/rooms/${roomId}/messages`]) {
    let seen: { author: unknown }[] = [];
    const statements = await recorder.during(async () => {
      seen = (await files.call('GET', path, { token: files.bob.token })).json.data;
    });
    expect(seen.map(({ author }) => author)).toEqual([ann, bob, ann]);
    expect(statements.filter(({ values }) => values.includes('avatar'))).toHaveLength(1);
  }
  expect(await statusOf(avatar.variants[0].url)).toBe(200);
  for (const id of posts) await files.call('DELETE', `/api/posts/${id}`, { token: files.ann.token });
  await files.call('DELETE', `/api/users/${files.ann.id}/avatar`);
});

async function room(): Promise<string> {
  const { json } = await files.call('POST', '/api/rooms', { body: { name: 'a room', visibility: 'private' } });
  return json.id;
}

/** Publishes images, and reads and deletes what shows them. */
interface Place {
  make(images: unknown): Promise<{ status: number; json: ReturnType<typeof JSON.parse> }>;
  read(id: string): Promise<ReturnType<typeof JSON.parse>>;
  remove(id: string): Promise<number>;
}

async function placeOf(name: string): Promise<Place> {
  if (name === 'post') {
    return {
      make: (images) => files.call('POST', '/api/posts', { body: { body: 'Look', sentiment: 'neutral', images } }),
      read: async (id) => (await files.call('GET', `/api/posts/${id}`, { token: files.bob.token })).json,
      remove: async (id) => (await files.call('DELETE', `/api/posts/${id}`)).status,
    };
  }
  const path = `/api/rooms/${await room()}/messages`;
  return {
    make: (images) => files.call('POST', path, { body: { text: 'Look', images } }),
    read: async (id) => (await files.call('GET', path)).json.data.find((message: { id: string }) => message.id === id),
    remove: async (id) => (await files.call('DELETE', `${path}/${id}`)).status,
  };
}

describe.each(['post', 'room message'])('images of a %s', (name) => {
  test('images are shown in their order, until the text is deleted; the files stay', async () => {
    const place = await placeOf(name);
    const ids = [await picture(), await picture()].reverse();
    const { status, json } = await place.make(ids);
    expect([status, json.images.map((image: { fileId: string }) => image.fileId)]).toEqual([201, ids]);
    const { images } = await place.read(json.id);
    expect(images).toEqual(json.images);
    const { url } = images[1].variants[0];
    expect(await statusOf(url)).toBe(200);
    expect(await place.remove(json.id)).toBe(204);
    expect(await statusOf(url)).toBe(404);
    expect((await files.call('GET', `/api/files/${ids[0]}`)).status).toBe(200);
    expect(await uses()).toEqual([]);
  });

  test('images are detached when their file is deleted', async () => {
    const place = await placeOf(name);
    const [gone, stays] = [await picture(), await picture()];
    const { json } = await place.make([gone, stays]);
    expect((await files.call('DELETE', `/api/files/${gone}`)).status).toBe(204);
    const { images } = await place.read(json.id);
    expect(images.map((image: { fileId: string }) => image.fileId)).toEqual([stays]);
    expect(await statusOf(json.images[0].variants[0].url)).toBe(404);
    await place.remove(json.id);
  });

  test('images must be the author’s own, four at most', async () => {
    const place = await placeOf(name);
    const [mine, bobs] = [await picture(), await picture(files.bob.token)];
    const text = (await files.accepted({ name: 'a.txt', bytes: `a text with a ${name}` })).id;
    const broken = (await files.accepted({ name: 'a.png', bytes: Buffer.from('89504e470d0a1a0a00', 'hex') })).id;
    await files.work();
    const { status, json } = await place.make([mine, bobs, text, broken]);
    expect(status).toBe(400);
    expect(json.errors.map(({ field, code }: { field: string; code: string }) => [field, code])).toEqual([
      ['body.images[1]', 'unknown_file'],
      ['body.images[2]', 'not_an_image'],
      ['body.images[3]', 'file_failed'],
    ]);
    for (const images of [[mine, mine], [1, 2, 3, 4, 5].map(() => mine), ['x'], 'x', [null]]) {
      expect((await place.make(images)).status).toBe(400);
    }
    expect(await uses()).toEqual([]);
    await files.call('DELETE', `/api/files/${broken}`);
    await files.call('DELETE', `/api/files/${text}`);
  });
});

test('links of an hour end together, at least one hour and at most two after they were made', () => {
  const hour = Date.UTC(2026, 5, 1, 12);
  for (const [minutes, ends] of [
    [0, 14],
    [1, 14],
    [59, 14],
    [60, 15],
  ] as const) {
    expect(linksExpireAt(hour + minutes * 60_000).toISOString()).toBe(`2026-06-01T${ends}:00:00.000Z`);
  }
});
