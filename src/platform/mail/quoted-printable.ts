import { encode, wrap } from 'nodemailer/lib/qp';

/** Stands for itself: printable ASCII but for `=`, no space at its end, certainly short enough for one line. */
const PLAIN = /^(?:[ -<>-~]{0,70}[!-<>-~])?$/;

/** One line of text as quoted-printable (RFC 2045, 6.7), without its CRLF. */
export function encodeLine(line: string): string {
  if (PLAIN.test(line)) return line;
  return wrap(`${encode(line)}\r\n`).slice(0, -2);
}

/**
 * Lines of text as quoted-printable, each ended by CRLF. Every line is encoded as if it stood alone, so lines that were encoded
 * apart and put together are what would have come of the whole.
 */
export function encodeLines(text: string): Buffer {
  const lines = text.split(/\r\n?|\n/);
  // Nothing stands behind the break that ends the last one.
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return Buffer.from(`${lines.map(encodeLine).join('\r\n')}\r\n`, 'latin1');
}
