import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Problem, problem } from './problem.ts';
import { PROBLEM_TYPE, problemText } from './problem-document.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import type { Upgrades } from './upgrades.ts';

/** Longer than the idle time-out of usual load balancers (60 s), so that they never write into a closing connection. */
const KEEP_ALIVE_MS = 65_000;
/** Request line and headers: tokens and cookies fit many times over. */
const MAX_HEADER_BYTES = 16_384;
const MAX_HEADERS = 100;
/** How often the time-outs of requests are looked at; a time-out is late by this much at most. */
const CHECK_INTERVAL_MS = 500;

const MALFORMED = problem(400, 'malformed_http', 'This is not valid HTTP/1.1.');

/** By the code of the error that Node's parser or its time-outs give. */
const PROTOCOL_PROBLEMS: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: problem(431, 'headers_too_large', `The headers are larger than ${MAX_HEADER_BYTES} bytes.`),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: problem(413, 'body_too_large', 'The chunk extensions of the body are too large.'),
  ERR_HTTP_REQUEST_TIMEOUT: problem(408, 'request_timeout', 'The request did not arrive in time.'),
  HPE_INVALID_EOF_STATE: problem(400, 'truncated_body', 'The connection ended before the whole request had arrived.'),
};

/** Answers straight on the socket, where there is no response to write to, and closes it. */
export function refuseOn(socket: Duplex, found: Problem): void {
  const requestId = randomUUID();
  const body = problemText(found, requestId);
  const head = [
    `HTTP/1.1 ${found.status} ${STATUS_CODES[found.status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...[...SECURITY_HEADERS, ...Object.entries(found.headers ?? {})].map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

/** Answers what never became a request, or stopped being one. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  const answered = (socket as Socket & { _httpMessage?: { headersSent: boolean } })._httpMessage?.headersSent;
  if (error.code === 'ECONNRESET' || !socket.writable || answered) {
    socket.destroy();
    return;
  }
  refuseOn(socket, PROTOCOL_PROBLEMS[error.code ?? ''] ?? MALFORMED);
}

/** Ends a request whose body does not arrive in time, by the answer that Node's own time-out gives. */
export function refuseLate(req: IncomingMessage): void {
  refuse(Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), req.socket);
}

interface Timeouts {
  /** Until the headers and a body that is no stream must have arrived; `watchArrival` ends the latter. */
  requestTimeoutMs: number;
  /** Until a streamed body must. Node knows one time-out for all bodies: the longer one. */
  streamTimeoutMs: number;
}

/** @param upgrades who takes connections that ask for another protocol; without it they are answered as plain requests */
export function createHttpServer(listener: RequestListener, timeouts: Timeouts, upgrades?: Upgrades): Server {
  const { requestTimeoutMs, streamTimeoutMs } = timeouts;
  const server = createServer(
    {
      requestTimeout: Math.max(requestTimeoutMs, streamTimeoutMs),
      headersTimeout: Math.min(requestTimeoutMs, 10_000),
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      shouldUpgradeCallback: (req) => upgrades?.wants(req) ?? false,
    },
    listener,
  );
  server.maxHeadersCount = MAX_HEADERS;
  if (upgrades) server.on('upgrade', (req, socket, head) => upgrades.take(req, socket, head));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(error, socket as Socket));
  return server;
}
