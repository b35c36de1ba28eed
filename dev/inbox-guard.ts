import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';

/**
 * `node dev/inbox-guard.ts`: stands before the mail inbox, which lets scripts of any web page read it. Only its own page and programs of
 * this machine pass: by the name they ask for (a page elsewhere may have a name that leads here) and by the page that asks.
 */

const port = Number(process.env.GUARD_PORT);
const target = Number(process.env.GUARD_TARGET_PORT);
const authorization = `Basic ${Buffer.from(`inbox:${process.env.MAILDEV_WEB_PASS ?? ''}`).toString('base64')}`;

const HOSTS = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);

function refusalOf({ headers }: IncomingMessage): string | null {
  if (!HOSTS.has(headers.host ?? '')) return 'This name does not lead to the inbox.';
  if (headers.origin !== undefined && !HOSTS.has(headers.origin.replace(/^http:\/\//, ''))) {
    return 'Pages of other sites may not read the inbox.';
  }
  const site = headers['sec-fetch-site'];
  const navigates = headers['sec-fetch-mode'] === 'navigate';
  return site === 'cross-site' && !navigates ? 'Pages of other sites may not read the inbox.' : null;
}

const withoutCors = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('access-control-')));

const server = createServer((req, res) => {
  const refused = refusalOf(req);
  if (refused !== null) {
    res.writeHead(403, { 'content-type': 'text/plain' }).end(refused);
    return;
  }
  const { method, url: path, headers } = req;
  const sent = request({ host: '127.0.0.1', port: target, method, path, headers: { ...headers, authorization } });
  sent.on('response', (answer) => {
    res.writeHead(answer.statusCode ?? 502, withoutCors(answer.headers));
    answer.pipe(res);
  });
  sent.on('error', () => (res.headersSent ? res.destroy() : res.writeHead(502).end()));
  req.pipe(sent);
});
server.listen(port, '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
