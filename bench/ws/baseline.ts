import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/**
 * What anybody would write first: `ws`, and whatever comes from the publisher's socket is sent to all others. It knows no one,
 * keeps nothing and asks nothing. Prints `ready PORT`.
 */

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
const readers = new Set<WebSocket>();

server.on('connection', (socket, request) => {
  if (request.url !== '/publish') {
    readers.add(socket);
    return;
  }
  socket.on('message', (data) => {
    for (const reader of readers) {
      if (reader.readyState === WebSocket.OPEN) reader.send(data, { binary: false });
    }
  });
});
server.on('listening', () => process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`));
process.once('SIGTERM', () => {
  for (const client of server.clients) client.terminate();
  server.close();
});
