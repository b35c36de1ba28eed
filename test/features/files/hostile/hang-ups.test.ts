import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { row } from '../../../../src/platform/db/sql.ts';
import { createFilesFixture, type FilesFixture, IN_AGREEMENT } from '../../../support/files.ts';
import { until } from '../../../support/system.ts';

const LIMIT_MS = 20_000;
let files: FilesFixture;
beforeAll(async () => {
  files = await createFilesFixture();
});
afterAll(() => files.close());

const part = (name: string, bytes: string) =>
  `--cut\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n${bytes}\r\n`;
const END = '--cut--\r\n';

function headOf(length: number): string {
  return (
    'POST /api/files/upload HTTP/1.1\r\nHost: test\r\nConnection: close\r\n' +
    `Authorization: Bearer ${files.ann.token}\r\nContent-Type: multipart/form-data; boundary=cut\r\nContent-Length: ${length}\r\n\r\n`
  );
}

async function opened(): Promise<Socket> {
  const { hostname, port } = new URL(files.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined); // it is cut on purpose
  await once(socket, 'connect');
  return socket;
}

const texts = () => [randomBytes(50_000).toString('hex'), randomBytes(50_000).toString('hex')] as const;

/** Where the line is cut: characters of the body that are sent, and how many files lie in the spool by then. */
const stages: [what: string, cut: (first: string, second: string) => string, spooled: number][] = [
  ['after the headers', () => '', 0],
  ['within the headers of a part', () => part('a.txt', '').slice(0, 40), 0],
  ['in the middle of a file', (first) => part('a.txt', first).slice(0, 60_000), 1],
  ['at the end of a file', (first) => part('a.txt', first), 1],
  [
    'in the middle of the second file',
    (first, second) => (part('a.txt', first) + part('b.txt', second)).slice(0, -40_000),
    2,
  ],
  ['within the last boundary', (first, second) => part('a.txt', first) + part('b.txt', second) + END.slice(0, 4), 2],
];

test.each(stages)('a client that hangs up %s leaves nothing', async (_what, cut, spooled) => {
  const [first, second] = texts();
  const whole = part('a.txt', first) + part('b.txt', second) + END;
  const socket = await opened();
  socket.write(headOf(whole.length) + cut(first, second));
  await until(async () => (await files.spooled()).length === spooled, LIMIT_MS, 'what was sent to be spooled');
  socket.destroy();
  await until(async () => (await files.spooled()).length === 0, LIMIT_MS, 'the spool to be empty');
  expect(await files.keys()).toEqual([]);
  expect(await files.disagreements()).toEqual(IN_AGREEMENT);
  expect(await row(files.em(), sql`select count(*)::int as count from file`)).toEqual({ count: 0 });
});

test('a client that does not wait for the answer has uploaded all the same, once, and may ask again', async () => {
  const [first, second] = texts();
  const whole = part('a.txt', first) + part('b.txt', second) + END;
  const socket = await opened();
  await new Promise((resolve) => socket.write(headOf(whole.length) + whole, resolve));
  socket.destroy();
  const count = async () =>
    (await row<{ count: number }>(files.em(), sql`select count(*)::int as count from file`))?.count;
  // What the server had not read when the line was cut is as if it had not been sent.
  await until(async () => (await files.spooled()).length === 0, LIMIT_MS, 'the spool to be empty');
  expect([0, 2]).toContain(await count());
  const again = await files.upload([
    { name: 'a.txt', bytes: first },
    { name: 'b.txt', bytes: second },
  ]);
  expect([200, 202]).toContain(again.status);
  expect(await count()).toBe(2);
  await files.work();
  expect(await files.disagreements()).toEqual(IN_AGREEMENT);
});

test('a client that leaves while it is answered loses nothing', async () => {
  const { id } = (await files.call('GET', `/api/users/${files.ann.id}/files`)).json.data[0];
  const socket = await opened();
  socket.write(
    `GET /api/files/${id}/download HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer ${files.ann.token}\r\n\r\n`,
  );
  await once(socket, 'data');
  socket.destroy();
  expect((await files.get(`/api/files/${id}/download`)).status).toBe(200);
});
