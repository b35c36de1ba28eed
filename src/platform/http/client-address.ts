import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

const MAPPED_IPV4 = '::ffff:';

/**
 * Address of the client. Each trusted proxy appended the address it saw to `X-Forwarded-For`, so the client is the entry
 * `hops` from the right; what stands left of it was written by the client and counts for nothing.
 * @param hops how many proxies of ours stand in front; 0 trusts no header
 */
export function clientAddress(req: IncomingMessage, hops: number): string {
  const peer = req.socket.remoteAddress ?? 'unknown';
  if (hops === 0) return plain(peer);
  const header = req.headers['x-forwarded-for'];
  const seen = header === undefined ? [] : String(header).split(',');
  const entry = withoutPort(seen.at(-hops)?.trim() ?? '');
  return isIP(entry) === 0 ? plain(peer) : plain(entry);
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write it. */
function withoutPort(entry: string): string {
  const [, bracketed, plainAddress] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(entry) ?? [];
  return bracketed ?? plainAddress ?? entry;
}

function plain(address: string): string {
  return address.startsWith(MAPPED_IPV4) ? address.slice(MAPPED_IPV4.length) : address;
}

/** What a rate limit counts an address by: a whole /64 of IPv6, of which one customer has every address. */
export function limitedAddress(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail === '' ? [] : tail.split(':');
    while (groups.length + rest.length < 8) groups.push('0');
    groups.push(...rest);
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}
