import { problem } from '../http/problem.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { SOCKET_PATH } from './handshake.ts';

const UPGRADE = problem(426, 'upgrade_required', 'This path is for WebSockets only.', {
  headers: { Upgrade: 'websocket', Connection: 'Upgrade' },
});

/** Describes the socket; a request without a WebSocket handshake gets a 426. */
export function realtimeRoutes(topics: readonly string[]): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: SOCKET_PATH,
      operationId: 'openSocket',
      tags: ['realtime'],
      summary: 'Open a WebSocket for live events',
      description: [
        'A WebSocket handshake, then JSON text messages of at most 16 KB. Within ten seconds the client sends',
        '`{"type":"auth","token":"<access token>"}`; the answer is `ready`. Then',
        '`{"type":"subscribe","topic":"…"}` is answered by `subscribed` or `error`, and events arrive as',
        '`{"type":"event","topic","event","data","at"}`. After `gap`, read the lists of the named topics again.',
        `Topics: ${topics.map((topic) => `\`${topic}\``).join(', ')}.`,
        'The server closes with a code. 4401: refresh the token or log in again;',
        '4408: read faster; 4429: too many sockets or messages; 1001: connect again after the milliseconds in the reason.',
        'The full protocol is in docs/realtime.md.',
      ].join('\n'),
      access: 'public',
      limit: 'read',
      request: {},
      responses: {
        101: { description: 'The socket is open' },
        426: { description: 'The request is not a WebSocket handshake' },
      },
      handler: () => UPGRADE,
    }),
  ];
}
