import { createHmac, timingSafeEqual } from 'node:crypto';

/** How reports of bounces prove where they come from: `X-Webhook-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`. */

const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;
/** A report that was overheard is of no use after that. Clocks of servers differ by less. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

function mac(secret: string, time: string, body: Buffer): Buffer {
  return createHmac('sha256', secret).update(`${time}.`).update(body).digest();
}

/** The header for a body. @param time unix seconds */
export function signReport(secret: string, time: number, body: Buffer): string {
  return `t=${time},v1=${mac(secret, String(time), body).toString('hex')}`;
}

/**
 * When a report was signed, in unix seconds; null when the header is not its signature. Whether that is too long ago is for the
 * database's clock to say.
 * @param body the bytes as they came
 */
export function signedAt(secret: string, header: string | null, body: Buffer): number | null {
  const [, time, given] = SIGNATURE.exec(header ?? '') ?? [];
  if (time === undefined || given === undefined) return null;
  return timingSafeEqual(mac(secret, time, body), Buffer.from(given, 'hex')) ? Number(time) : null;
}
