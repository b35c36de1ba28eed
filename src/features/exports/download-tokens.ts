import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';

/**
 * Tokens in links that download an export without a sign-in.
 *
 * base64url of: version (1 byte), id of the export (16), the second since the epoch at which it stops working (5), and the
 * first 17 bytes of HMAC-SHA256 over these under a key derived from `LINK_SECRET` (HKDF-SHA256).
 */
export interface DownloadTokens {
  sign(exportId: string, expiresAt: Date): string;
  /** `null` for what was not signed here. Whether it has expired is for the database to say. */
  read(token: string): { exportId: string; expiresAt: Date } | null;
}

const VERSION = 1;
const HEAD_BYTES = 22;
const MAC_BYTES = 17;
/** 39 bytes as base64url have no spare bits, so a token has one spelling. */
const TOKEN = /^[A-Za-z0-9_-]{52}$/;

export function createDownloadTokens(secret: string): DownloadTokens {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'vibe export links v1', 32)));
  const mac = (head: Buffer) => createHmac('sha256', key).update(head).digest().subarray(0, MAC_BYTES);
  return {
    sign(exportId, expiresAt) {
      const head = Buffer.alloc(HEAD_BYTES);
      head[0] = VERSION;
      head.write(exportId.replaceAll('-', ''), 1, 'hex');
      head.writeUIntBE(Math.floor(expiresAt.getTime() / 1_000), 17, 5);
      return Buffer.concat([head, mac(head)]).toString('base64url');
    },
    read(token) {
      if (!TOKEN.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const head = bytes.subarray(0, HEAD_BYTES);
      if (!timingSafeEqual(mac(head), bytes.subarray(HEAD_BYTES)) || head[0] !== VERSION) return null;
      const hex = head.toString('hex', 1, 17);
      const exportId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
      return { exportId, expiresAt: new Date(head.readUIntBE(17, 5) * 1_000) };
    },
  };
}
