import { randomInt } from 'node:crypto';
import net from 'node:net';

const HOST = '127.0.0.1';
/** Below the range from which the kernel takes the ports of outgoing connections (32768 and up on Linux). */
const QUIET_RANGE = { from: 20_000, to: 32_000 } as const;

/** True when a server could listen on that port of 127.0.0.1 right now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: HOST, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * The preferred port, or the next one that is free and not in `reserved`; the answer is added to `reserved`.
 * @throws when a hundred ports in a row are taken
 */
export async function nextFreePort(preferred: number, reserved: Set<number>): Promise<number> {
  for (let port = preferred; port < Math.min(preferred + 100, 65_536); port += 1) {
    if (!reserved.has(port) && (await isFree(port))) {
      reserved.add(port);
      return port;
    }
  }
  throw new Error(`No free port among ${preferred} to ${preferred + 99} on ${HOST}.`);
}

/** Free ports no one asks for by number, at a random place so that two runs at once rarely meet. */
export async function freePorts(count: number, reserved: Set<number>): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    ports.push(await nextFreePort(randomInt(QUIET_RANGE.from, QUIET_RANGE.to), reserved));
  }
  return ports;
}
