import { afterEach, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { composeMail } from '../../../src/platform/mail/compose-mail.ts';
import { SmtpPool } from '../../../src/platform/mail/smtp-pool.ts';
import { parseSmtpUrl } from '../../../src/platform/mail/smtp-server-url.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface TlsServer {
  port: number;
  encrypted: boolean[];
}

/** A server with the self-signed certificate that `smtp-server` brings. */
async function startTlsServer(secure: boolean, silent = false): Promise<TlsServer> {
  const encrypted: boolean[] = [];
  const server = new SMTPServer({
    secure,
    authOptional: true,
    logger: false,
    disableReverseLookup: true,
    onData(stream, session, callback) {
      encrypted.push(session.secure);
      stream.resume();
      if (!silent) stream.on('end', () => callback());
    },
  });
  server.on('error', () => undefined); // a reset connection, as a client leaves that gives up
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return { port: address.port, encrypted };
}

async function send(url: string, deadlineMs = 3_000) {
  const pool = new SmtpPool({ url, maxConnections: 1, maxMessagesPerConnection: 10 });
  closers.unshift(() => pool.close());
  const mail = await composeMail({
    id: 'tls',
    domain: 'vibe.test',
    date: new Date(0),
    from: { name: '', address: 'from@vibe.test' },
    to: { name: '', address: 'to@b.test' },
    subject: 'TLS',
    html: '<p>hello</p>',
    text: 'hello',
  });
  return await pool.send(mail, { deadlineMs });
}

test.each([
  ['smtps', true],
  ['smtp', false],
])('%s sends encrypted', async (protocol, secure) => {
  const server = await startTlsServer(secure);
  const outcome = await send(`${protocol}://127.0.0.1:${server.port}?rejectUnauthorized=false`);
  expect(outcome).toMatchObject({ outcome: 'accepted' });
  expect(server.encrypted).toEqual([true]);
});

test.each([
  ['smtps', true],
  ['smtp', false],
])('%s to a server with an untrusted certificate is certainly not sent', async (protocol, secure) => {
  const server = await startTlsServer(secure);
  const outcome = await send(`${protocol}://127.0.0.1:${server.port}`);
  expect(outcome).toMatchObject({
    outcome: 'unreachable',
    reason: expect.stringMatching(/self.signed|certificate|expired/i),
  });
  expect(server.encrypted).toEqual([]);
});

test('an encrypted connection is given up at the deadline too', async () => {
  const server = await startTlsServer(true, true);
  const outcome = await send(`smtps://127.0.0.1:${server.port}?rejectUnauthorized=false`, 400);
  expect(outcome).toEqual({ outcome: 'uncertain', reason: 'no answer within 400 ms' });
});

test('a URL says where, how and as whom', () => {
  expect(parseSmtpUrl('smtps://user%40x:p%2Fw@mail.example.com')).toEqual({
    host: 'mail.example.com',
    port: 465,
    secure: true,
    requireTls: true,
    ignoreTls: false,
    rejectUnauthorized: true,
    auth: { user: 'user@x', pass: 'p/w' },
  });
  expect(parseSmtpUrl('smtp://127.0.0.1:1025')).toMatchObject({
    port: 1025,
    secure: false,
    requireTls: false,
    auth: null,
  });
  expect(parseSmtpUrl('smtp://u:p@relay.example.com:25?requireTLS=false')).toMatchObject({ requireTls: false });
  expect(parseSmtpUrl('smtp://[::1]:25')).toMatchObject({ host: '::1' });
});

test.each(['mail.example.com', 'http://x', 'smtp://x?pool=true', 'smtp://x?requireTLS=yes'])(
  '%s is refused as a URL, without repeating it',
  (url) => {
    expect(() => parseSmtpUrl(url)).toThrow(/^SMTP_URL/);
  },
);
