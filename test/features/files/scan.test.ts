import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createFilesFixture, type FilesFixture, IN_AGREEMENT } from '../../support/files.ts';

/** What the scanner says of a stream, by what is in it. */
type Verdict = (content: Buffer) => string | null;

/** A server that speaks as clamd does: takes the chunks of `INSTREAM` and answers once they end. `null` hangs up instead. */
async function startScanner(verdict: Verdict): Promise<{ address: string; close(): Promise<void>; scanned(): number }> {
  let scanned = 0;
  const server: Server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined); // the other side may leave
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const content = contentOf(received);
      if (content === null) return;
      scanned += 1;
      const answer = verdict(content);
      if (answer === null) socket.destroy();
      else socket.end(`${answer}\0`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    address: `127.0.0.1:${address.port}`,
    scanned: () => scanned,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

/** All chunks of a stream; null while its last one, which is empty, has not come. */
function contentOf(received: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  if (received.length < command.length) return null;
  if (received.toString('latin1', 0, command.length) !== command) throw new Error('not INSTREAM');
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

let files: FilesFixture;
beforeAll(async () => {
  files = await createFilesFixture({ CLAMD_ADDRESS: '127.0.0.1:1', CLAMD_MAX_BYTES: '10000' });
});
afterAll(() => files.close());

let content = 0;
async function uploaded(text = 'a text'): Promise<string> {
  content += 1;
  const file = await files.accepted({ name: 'a.txt', bytes: `${text}, ${content}` });
  expect(file.scan).toBe('pending');
  return file.id;
}

const seen = async (id: string) => {
  const { status, scan, error } = (await files.call('GET', `/api/files/${id}`)).json;
  return [status, scan, error?.code ?? null];
};

async function codeOfDownload(id: string, token?: string): Promise<unknown> {
  const answer = await files.get(`/api/files/${id}/download`, {}, token);
  return answer.status === 200 ? answer.text() : ((await answer.json()) as { code: string }).code;
}

test('a file read to its end and found good is clean; an infected one is closed to all', async () => {
  const scanner = await startScanner((bytes) =>
    bytes.includes('EVIL') ? 'stream: Test.Evil.UNOFFICIAL FOUND' : 'stream: OK',
  );
  const [good, evil] = [await uploaded(), await uploaded('EVIL')];
  expect([await codeOfDownload(good), await codeOfDownload(evil)]).toEqual(['scan_pending', 'scan_pending']);
  await files.work({ clamd: scanner.address });
  expect([await seen(good), await seen(evil)]).toEqual([
    ['ready', 'clean', null],
    ['failed', 'infected', 'infected'],
  ]);
  expect(await codeOfDownload(good)).toMatch(/^a text/);
  for (const { token } of [files.ann, files.admin]) expect(await codeOfDownload(evil, token)).toBe('file_infected');
  const link = await files.call('POST', `/api/files/${evil}/links`, { body: { variant: 'original' } });
  expect([link.status, link.json.code]).toEqual([403, 'file_infected']);
  expect(scanner.scanned()).toBe(2);
  await scanner.close();
});

test.each<[string, Verdict | null]>([
  ['is away', null],
  ['hangs up', () => null],
  ['says that it could not scan', () => 'stream: Can not allocate memory ERROR'],
  ['says nothing', () => ''],
])(
  'while the scanner %s no file is clean: files wait, their job says why, and are scanned later',
  async (_what, verdict) => {
    const id = await uploaded();
    const away = verdict === null ? null : await startScanner(verdict);
    await expect(files.work({ clamd: away?.address ?? '127.0.0.1:1' })).rejects.toThrow(
      'the virus scanner does not answer',
    );
    if (away) await away.close();
    expect(await seen(id)).toEqual(['processing', 'pending', null]);
    expect(await codeOfDownload(id)).toBe('scan_pending');
    const { jobId } = (await files.call('GET', `/api/files/${id}`)).json;
    const job = (await files.call('GET', `/api/jobs/${jobId}`)).json;
    expect([job.status, job.error.code]).toEqual(['running', 'scanner_unavailable']);
    const back = await startScanner(() => 'stream: OK');
    await files.work({ clamd: back.address, attempt: 2 });
    await back.close();
    expect(await seen(id)).toEqual(['ready', 'clean', null]);
    expect(await files.disagreements()).toEqual(IN_AGREEMENT);
  },
);

test('a file larger than the scanner takes is not_scanned, never clean', async () => {
  const scanner = await startScanner(() => 'INSTREAM size limit exceeded. ERROR');
  const [mine, theirs] = [await uploaded('x'.repeat(20_000)), await uploaded('y'.repeat(9_000))];
  await files.work({ clamd: scanner.address });
  expect([await seen(mine), await seen(theirs)]).toEqual([
    ['ready', 'not_scanned', null],
    ['ready', 'not_scanned', null],
  ]);
  expect(scanner.scanned()).toBe(1);
  await scanner.close();
});
