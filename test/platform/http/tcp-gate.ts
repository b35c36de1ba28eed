import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A door in front of a real server that a test can shut: closed refuses and cuts, silent takes connections and says nothing. */
export interface TcpGate {
  port: number;
  close(): Promise<void>;
  open(): Promise<void>;
  /** Existing and new connections stay open and nothing passes any more. */
  silence(): void;
}

export async function tcpGate(targetHost: string, targetPort: number): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let silent = false;
  let port = 0;

  async function open(): Promise<void> {
    silent = false;
    server = createServer((client) => {
      const upstream = connect(targetPort, targetHost);
      for (const socket of [client, upstream]) {
        sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => sockets.delete(socket));
      }
      client.on('close', () => upstream.destroy());
      upstream.on('close', () => client.destroy());
      client.on('data', (chunk) => !silent && upstream.write(chunk));
      upstream.on('data', (chunk) => !silent && client.write(chunk));
    });
    const listening = server;
    await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve));
    port = (listening.address() as AddressInfo).port;
  }

  async function close(): Promise<void> {
    const closing = server;
    server = null;
    if (!closing) return;
    const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  await open();
  return {
    port,
    open,
    close,
    silence: () => {
      silent = true;
    },
  };
}
