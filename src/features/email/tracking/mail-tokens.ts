import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';

/**
 * Tokens in the links of mails. One names a mail and what its bearer may do, nothing else: where a click leads is in the
 * database, so a link cannot be made to lead elsewhere.
 *
 * base64url of: version (1 byte), purpose (1), id of the mail (16), number of the link (2), and the first 16 bytes of
 * HMAC-SHA256 over these under a key derived from `LINK_SECRET` (HKDF-SHA256).
 */

const PURPOSES = { open: 1, click: 2, unsubscribe: 3 } as const;
export type MailTokenPurpose = keyof typeof PURPOSES;

export interface MailTokenContent {
  messageId: string;
  /** Place of the link in the batch's list; 0 for the other purposes. */
  link: number;
}

export interface MailTokens {
  sign(purpose: MailTokenPurpose, content: MailTokenContent): string;
  /** `null` for what was not signed here for this purpose. */
  read(purpose: MailTokenPurpose, token: string): MailTokenContent | null;
}

const VERSION = 1;
const HEAD_BYTES = 20;
const MAC_BYTES = 16;
/** 36 bytes as base64url have no spare bits, so a token has one spelling. */
const TOKEN = /^[A-Za-z0-9_-]{48}$/;

export function createMailTokens(secret: string): MailTokens {
  // A key object is a quarter of the cost of a mail's tokens: bytes would be made one for each.
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'vibe mail links v1', 32)));
  const mac = (head: Buffer) => createHmac('sha256', key).update(head).digest().subarray(0, MAC_BYTES);
  return {
    sign(purpose, { messageId, link }) {
      const head = Buffer.alloc(HEAD_BYTES);
      head[0] = VERSION;
      head[1] = PURPOSES[purpose];
      head.write(messageId.replaceAll('-', ''), 2, 'hex');
      head.writeUInt16BE(link, 18);
      return Buffer.concat([head, mac(head)]).toString('base64url');
    },
    read(purpose, token) {
      if (!TOKEN.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const head = bytes.subarray(0, HEAD_BYTES);
      if (!timingSafeEqual(mac(head), bytes.subarray(HEAD_BYTES))) return null;
      if (head[0] !== VERSION || head[1] !== PURPOSES[purpose]) return null;
      const hex = head.toString('hex', 2, 18);
      const messageId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
      return { messageId, link: head.readUInt16BE(18) };
    },
  };
}
