import { encode, wrap } from 'nodemailer/lib/qp';

/**
 * Lines of text as quoted-printable (RFC 2045, 6.7), each ended by CRLF. Every line is encoded as if it stood alone, so lines
 * that were encoded apart and put together are what would have come of the whole.
 */
export function encodeLines(text: string): Buffer {
  const ended = /[\r\n]$/.test(text) ? text : `${text}\n`;
  return Buffer.from(wrap(encode(ended.replace(/\r\n?|\n/g, '\r\n'))), 'latin1');
}

/** Stands for itself: printable ASCII but for `=`, no space at its end, certainly short enough for one line. */
const PLAIN = /^(?:[ -<>-~]{0,70}[!-<>-~])?$/;

/** One line without its CRLF, as `encodeLines` gives it. */
export function encodeLine(line: string): string {
  if (PLAIN.test(line)) return line;
  return wrap(`${encode(line)}\r\n`).slice(0, -2);
}
