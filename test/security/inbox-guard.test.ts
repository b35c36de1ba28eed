import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../dev/ports.ts';

/** The guard before the inbox of `npm start`, over an inbox that lets any page read it. */

let inbox: Server;
let guard: ChildProcess;
let port = 0;

beforeAll(async () => {
  inbox = createServer((req, res) => {
    const known = req.headers.authorization === `Basic ${Buffer.from('inbox:secret').toString('base64')}`;
    res.writeHead(known ? 200 : 401, { 'access-control-allow-origin': req.headers.origin ?? '*' });
    res.end('mails');
  });
  inbox.listen(0, '127.0.0.1');
  await once(inbox, 'listening');
  [port = 0] = await freePorts(1, new Set());
  const target = (inbox.address() as AddressInfo).port;
  guard = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'dev/inbox-guard.ts'], {
    env: { GUARD_PORT: String(port), GUARD_TARGET_PORT: String(target), MAILDEV_WEB_PASS: 'secret' },
    stdio: 'ignore',
  });
  while ((await get({}).catch(() => null)) === null) await sleep(50);
});
afterAll(async () => {
  const gone = once(guard, 'exit');
  guard.kill('SIGTERM');
  await gone;
  inbox.close();
});

async function get(headers: Record<string, string>) {
  const sent = request({ host: '127.0.0.1', port, path: '/email', headers, agent: false });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const text = Buffer.concat(await answer.toArray()).toString();
  return { status: answer.statusCode, text, headers: answer.headers };
}

test('programs and the inbox’s own page read it', async () => {
  const own = `http://127.0.0.1:${port}`;
  for (const headers of [{}, { origin: own }, { host: `localhost:${port}` }, { 'sec-fetch-site': 'same-origin' }]) {
    const answer = await get(headers as Record<string, string>);
    expect([answer.status, answer.text]).toEqual([200, 'mails']);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test.each([
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://127.0.0.1:1' },
  { host: 'evil.example' },
  { host: 'evil.example:1080' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
])('a page of another site does not read the inbox: %j', async (headers) => {
  const answer = await get(headers as unknown as Record<string, string>);
  expect(answer.status).toBe(403);
  expect(answer.text).not.toContain('mails');
});
