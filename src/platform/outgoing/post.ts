import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Private and reserved networks. A URL that an admin configured wrongly must not reach our own servers. */
const OWN_IPV4 = new BlockList();
/** Apart, since a list takes an address of IPv4 for one of IPv6 too. */
const OWN_IPV6 = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  OWN_IPV4.addSubnet(network, bits, 'ipv4');
}
// All of IPv6 but 2000::/3, and what carries an address of IPv4 in it.
for (const [network, bits] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const) {
  OWN_IPV6.addSubnet(network, bits, 'ipv6');
}

const TIMEOUT_MS = 5_000;

export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !OWN_IPV4.check(address, 'ipv4');
  return family === 6 && !OWN_IPV6.check(address, 'ipv6');
}

/** Resolves a name, and refuses it when any of its addresses is not public; the connection goes to what was checked. */
const publicLookup: LookupFunction = (name, options, done) => {
  dns.lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, [], 0);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) {
      return done(new AddressRefused(`${name} leads to a private address`), [], 0);
    }
    if (options.all) return done(null, addresses, 0);
    const [first] = addresses;
    return done(null, first?.address ?? '', first?.family ?? 0);
  });
};

export interface Posted {
  status: number;
  /** Seconds that the receiver asks to wait. */
  retryAfter: number | null;
}

export interface PostOptions {
  url: string;
  body: string;
  headers: Readonly<Record<string, string>>;
  /** Whether it may lead into our own networks. */
  allowPrivate: boolean;
}

/**
 * Sends JSON, and looks at the status of the answer only. Follows no redirect, and waits five seconds in all.
 * @throws AddressRefused, or what the network says
 */
export async function postJson({ url, body, headers, allowPrivate }: PostOptions): Promise<Posted> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new AddressRefused(`${host} is a private address`);
  }
  const { request } = target.protocol === 'https:' ? https : http;
  return await new Promise<Posted>((resolve, reject) => {
    const sent = request(
      target,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(allowPrivate ? {} : { lookup: publicLookup }),
      },
      (response) => {
        const wait = Number(response.headers['retry-after']);
        resolve({ status: response.statusCode ?? 0, retryAfter: Number.isFinite(wait) && wait > 0 ? wait : null });
        response.destroy();
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
