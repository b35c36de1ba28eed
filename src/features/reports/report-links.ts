import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';

/**
 * Tokens of links that show a report without a sign-in, as page and as PDF.
 *
 * base64url of: the second since the epoch at which it stops working (5 bytes), then the first 16 bytes of HMAC-SHA256 over the
 * id of the report and that second, under a key derived from `LINK_SECRET` (HKDF-SHA256).
 */
export interface ReportLinks {
  pageUrl(reportId: string, expiresAt: Date): string;
  pdfUrl(reportId: string, expiresAt: Date): string;
  /** When the link of this report stops working; null for a token that is not of this report or not ours. */
  read(reportId: string, token: string): Date | null;
}

const TIME_BYTES = 5;
const MAC_BYTES = 16;
/** 21 bytes as base64url have no spare bits, so a token has one spelling. */
const TOKEN = /^[A-Za-z0-9_-]{28}$/;

export function createReportLinks(publicUrl: string, secret: string): ReportLinks {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'vibe report links v1', 32)));
  const mac = (reportId: string, time: Buffer) =>
    createHmac('sha256', key).update(reportId.toLowerCase()).update(time).digest().subarray(0, MAC_BYTES);
  const sign = (reportId: string, expiresAt: Date) => {
    const time = Buffer.alloc(TIME_BYTES);
    time.writeUIntBE(Math.floor(expiresAt.getTime() / 1_000), 0, TIME_BYTES);
    return Buffer.concat([time, mac(reportId, time)]).toString('base64url');
  };
  const urlOf = (view: 'page' | 'pdf') => (reportId: string, expiresAt: Date) =>
    `${publicUrl}/api/analytics/reports/${reportId}/${view}?token=${sign(reportId, expiresAt)}`;
  return {
    pageUrl: urlOf('page'),
    pdfUrl: urlOf('pdf'),
    read(reportId, token) {
      if (!TOKEN.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const time = bytes.subarray(0, TIME_BYTES);
      if (!timingSafeEqual(mac(reportId, time), bytes.subarray(TIME_BYTES))) return null;
      return new Date(time.readUIntBE(0, TIME_BYTES) * 1_000);
    },
  };
}
