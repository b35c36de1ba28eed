import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { type Problem, problem } from '../http/problem.ts';

export const SOCKET_PATH = '/api/ws';

const FOREIGN = problem(403, 'origin_not_allowed', 'Pages of this origin may not open WebSockets here.');

/** A request for a WebSocket here. With a query it is none: tokens do not belong into URLs, which end up in logs. */
export function asksForSocket(req: IncomingMessage): boolean {
  return req.method === 'GET' && req.url === SOCKET_PATH && req.headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Browsers let any page open a socket to any host and only say whose page it is. Programs that are no browsers send no
 * origin and are not asked for one.
 */
export function refusalOfOrigin(req: IncomingMessage, http: Pick<Config['http'], 'corsOrigins' | 'publicUrl'>) {
  const { origin, host } = req.headers;
  if (origin === undefined || http.corsOrigins.includes('*') || http.corsOrigins.includes(origin)) return null;
  if (!URL.canParse(origin)) return FOREIGN;
  const own = origin === new URL(http.publicUrl).origin || new URL(origin).host === host;
  return own ? null : (FOREIGN satisfies Problem);
}
