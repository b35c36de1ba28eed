import { problem } from '../http/problem.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { SOCKET_PATH } from './handshake.ts';

const UPGRADE = problem(426, 'upgrade_required', 'This path is for WebSockets: open one here.', {
  headers: { Upgrade: 'websocket', Connection: 'Upgrade' },
});

/** Describes the socket; whoever asks for it without a WebSocket handshake is told so. */
export function realtimeRoutes(topics: readonly string[]): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: SOCKET_PATH,
      operationId: 'openSocket',
      tags: ['realtime'],
      summary: 'Opens a WebSocket for live events',
      description: [
        'A WebSocket handshake; then JSON text messages of at most 16 KB. The first one must be',
        '`{"type":"auth","token":"<access token>"}` within ten seconds and is answered by `ready`. Then',
        '`{"type":"subscribe","topic":"…"}` is answered by `subscribed` or `error`, and',
        '`{"type":"event","topic","event","data","at"}` follow. `gap` names topics whose lists are to be read again.',
        `Topics: ${topics.map((topic) => `\`${topic}\``).join(', ')}. Closed with 4401: log in again or refresh the token;`,
        '4408: read faster; 4429: too many sockets or messages; 1001: come back after the milliseconds in the reason.',
        'The whole protocol is in docs/realtime.md.',
      ].join('\n'),
      access: 'public',
      limit: 'read',
      request: {},
      responses: {
        101: { description: 'The socket is open' },
        426: { description: 'The request is no WebSocket handshake' },
      },
      handler: () => UPGRADE,
    }),
  ];
}
