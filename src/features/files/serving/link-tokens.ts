import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import { VARIANTS, type Variant } from '../files.contract.ts';

/**
 * Tokens in links to files. A token names a file, its version, what may be read of it, and until when.
 *
 * base64url of: format (1 byte), id of the key (1), id of the file (16), version of the file (4), what is served (1), expiry in
 * seconds of Unix time (5), and the first 17 bytes of HMAC-SHA256 over these under a key derived from that of `FILE_LINK_KEYS`.
 */

/** `clean`: without metadata. That is a variant of an image, and the file itself for all other types. */
export type Served = Variant | 'clean';

export interface FileLink {
  fileId: string;
  version: number;
  served: Served;
  expiresAt: Date;
}

export interface LinkTokens {
  sign(link: FileLink): string;
  /** Reads a token; expired ones too. Null for a token with a bad signature, or of a retired key. */
  read(token: string): FileLink | null;
}

const FORMAT = 1;
const HEAD_BYTES = 28;
/** The token has 45 bytes, which leave no spare bits in base64url, so it has one spelling. */
const MAC_BYTES = 17;
const TOKEN = /^[A-Za-z0-9_-]{60}$/;
const SERVED: readonly Served[] = [...VARIANTS, 'clean'];

interface LinkKey {
  id: number;
  secret: string;
}

/** @param keys the first one signs, all verify */
export function createLinkTokens(keys: readonly LinkKey[]): LinkTokens {
  const ring = new Map(
    keys.map(({ id, secret }) => [
      id,
      createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'vibe file links v1', 32))),
    ]),
  );
  const signing = keys[0]?.id ?? 0;
  // A token of an unknown key is verified too, against a key that signs nothing, so that the answer takes the same time.
  const nobodys = createSecretKey(
    Buffer.from(hkdfSync('sha256', 'no key', '', 'vibe file links v1 without a key', 32)),
  );
  const mac = (id: number, head: Buffer) =>
    createHmac('sha256', ring.get(id) ?? nobodys)
      .update(head)
      .digest()
      .subarray(0, MAC_BYTES);
  return {
    sign({ fileId, version, served, expiresAt }) {
      const head = Buffer.alloc(HEAD_BYTES);
      head[0] = FORMAT;
      head[1] = signing;
      head.write(fileId.replaceAll('-', ''), 2, 'hex');
      head.writeUInt32BE(version, 18);
      head[22] = SERVED.indexOf(served);
      head.writeUIntBE(Math.floor(expiresAt.getTime() / 1_000), 23, 5);
      return Buffer.concat([head, mac(signing, head)]).toString('base64url');
    },
    read(token) {
      if (!TOKEN.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const head = bytes.subarray(0, HEAD_BYTES);
      const genuine = timingSafeEqual(mac(head[1] as number, head), bytes.subarray(HEAD_BYTES));
      const served = SERVED[head[22] as number];
      if (!genuine || !ring.has(head[1] as number) || head[0] !== FORMAT || served === undefined) return null;
      const hex = head.toString('hex', 2, 18);
      return {
        fileId: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
        version: head.readUInt32BE(18),
        served,
        expiresAt: new Date(head.readUIntBE(23, 5) * 1_000),
      };
    },
  };
}
