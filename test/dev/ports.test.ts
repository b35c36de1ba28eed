import net from 'node:net';
import { freePorts, isFree, nextFreePort } from '../../dev/ports.ts';

function occupy(port: number, host = '127.0.0.1'): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

const portOf = (server: net.Server) => (server.address() as net.AddressInfo).port;
const close = (server: net.Server) => new Promise<void>((resolve) => server.close(() => resolve()));

test('a taken port means the next free one', async () => {
  const [from = 0] = await freePorts(1, new Set());
  const server = await occupy(from);
  try {
    expect(await isFree(from)).toBe(false);
    expect(await nextFreePort(from, new Set())).toBeGreaterThan(from);
  } finally {
    await close(server);
  }
  expect(await nextFreePort(from, new Set())).toBe(from);
});

test('a server on all addresses takes the port too', async () => {
  const server = await occupy(0, '0.0.0.0');
  try {
    expect(await isFree(portOf(server))).toBe(false);
  } finally {
    await close(server);
  }
});

test('ports that are promised to one part are not given to another', async () => {
  const reserved = new Set<number>();
  const [from = 0] = await freePorts(1, new Set());
  const first = await nextFreePort(from, reserved);
  const second = await nextFreePort(from, reserved);
  const others = await freePorts(20, reserved);
  expect(new Set([first, second, ...others]).size).toBe(22);
});
