import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A connection to a server whose answers are late, each by what `lateMs` says. Their order stays. */
export interface SlowLink {
  port: number;
  /** Milliseconds for one answer; set it to change. */
  lateMs(): number;
  close(): void;
}

export async function slowLink(host: string, port: number): Promise<SlowLink> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, host);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', () => upstream.destroy());
    client.on('data', (chunk) => upstream.write(chunk));
    let dueAt = 0;
    upstream.on('data', (chunk) => {
      dueAt = Math.max(dueAt, performance.now() + link.lateMs());
      setTimeout(() => client.write(chunk), Math.max(0, dueAt - performance.now()));
    });
    upstream.on('close', () => setTimeout(() => client.destroy(), Math.max(0, dueAt - performance.now())));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const link: SlowLink = {
    port: (server.address() as AddressInfo).port,
    lateMs: () => 0,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return link;
}
