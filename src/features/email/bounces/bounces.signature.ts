import { createHmac, timingSafeEqual } from 'node:crypto';

/** How reports of bounces prove where they come from: `X-Webhook-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`. */

const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;
/** A report that was overheard is of no use after that. Clocks of servers differ by less. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

function mac(secret: string, time: string) {
  return createHmac('sha256', secret).update(`${time}.`);
}

/** The header for a body. @param time unix seconds */
export function signReport(secret: string, time: number, body: Buffer): string {
  return `t=${time},v1=${mac(secret, String(time)).update(body).digest('hex')}`;
}

export interface SignatureCheck {
  /** When the report claims to have been signed, in unix seconds. Whether that is too long ago is for the database's clock to say. */
  readonly time: number;
  /** Is given every chunk of the body as it arrives. */
  update(chunk: Buffer): void;
  /** Whether the header is the signature of the chunks. Once. */
  isRight(): boolean;
}

/** Begins to check a signature before its body has arrived; null for a header that is none. */
export function checkSignature(secret: string, header: string | null): SignatureCheck | null {
  const [, time, given] = SIGNATURE.exec(header ?? '') ?? [];
  if (time === undefined || given === undefined) return null;
  const made = mac(secret, time);
  return {
    time: Number(time),
    update: (chunk) => void made.update(chunk),
    isRight: () => timingSafeEqual(made.digest(), Buffer.from(given, 'hex')),
  };
}
