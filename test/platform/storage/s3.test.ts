import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { createStorage } from '../../../src/platform/storage/create-storage.ts';
import { startS3Server } from '../../support/versitygw.ts';
import { storageContract } from './contract.ts';

storageContract('a real S3 server', async () => {
  const server = await startS3Server();
  return { storage: createStorage(server.storage), close: () => server.stop() };
});

/** A program of its own: in jest the errors of sockets are of another realm, which the SDK takes for no errors at all. */
const PROGRAM = `
  import { Readable } from 'node:stream';
  const { createStorage } = await import('./create-storage.ts');
  const s3 = {
    bucket: 'b-ucket', endpoint: 'http://127.0.0.1:1', region: 'us-east-1', forcePathStyle: true,
    accessKeyId: 'a', secretAccessKey: 'b',
  };
  const storage = createStorage({ directory: '', s3 });
  const known = { contentType: 'a/b', size: 5, sha256: '00'.repeat(32) };
  await (await import('node:fs/promises')).writeFile(process.argv[1], 'bytes');
  const calls = {
    probe: () => storage.probe(),
    head: () => storage.head('a'),
    get: () => storage.get('a'),
    getFile: () => storage.getFile('a', process.argv[1] + '-copy'),
    list: () => storage.list(''),
    delete: () => storage.delete('a'),
    deleteMany: () => storage.deleteMany(['a']),
    move: () => storage.move('a', 'b'),
    listIncomplete: () => storage.listIncomplete(''),
    put: () => storage.put('a', Readable.from(['a'], { objectMode: false }), { contentType: 'a/b' }),
    putFile: () => storage.putFile('a', process.argv[1], known),
  };
  for (const [name, call] of Object.entries(calls)) {
    await call().then(() => console.log(name, 'answered'), (error) => console.log(name, error.name));
  }
`;

test('a server that is away is told apart from every other error', async () => {
  const cwd = fileURLToPath(new URL('../../../src/platform/storage/', import.meta.url));
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '-e',
    PROGRAM,
    `${process.env.TMPDIR ?? '/tmp'}/vibe-away-${process.pid}`,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(11);
  expect(lines.map((line) => line.split(' ')[1])).toEqual(Array(11).fill('StorageUnavailable'));
});
