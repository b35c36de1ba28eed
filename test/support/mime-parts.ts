import {
  type Complain,
  type ContentType,
  type Field,
  onlyField,
  readContentType,
  readFields,
  utf8,
} from './mime-headers.ts';

/** Bodies of a message, taken apart and decoded by RFC 2045 and 2046. Part of `mime-check.ts`. */

export interface Part extends ContentType {
  fields: Field[];
  /** Of `multipart/*`, else empty. */
  parts: Part[];
  /** Decoded; empty for `multipart/*`. */
  content: Buffer;
  /** Decoded, of `text/*`, lines as they are. */
  text: string;
}

/** RFC 2045, 6.7 and 6.8. */
const ENCODED_LINE_LENGTH = 76;
/** RFC 2046, 5.1.1. */
const BOUNDARY = /^[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]$/;

/** @param source headers, an empty line and a body, each byte a character */
export function readPart(source: string, outer: readonly string[], complain: Complain): Part {
  const end = source.startsWith('\r\n') ? 0 : source.indexOf('\r\n\r\n');
  if (end < 0) complain('a part has no empty line after its headers');
  const fields = end <= 0 ? [] : readFields(source.slice(0, end), complain);
  const body = source.slice(end === 0 ? 2 : end + 4);
  const typeField = onlyField(fields, 'content-type', complain) ?? 'text/plain';
  const type = readContentType(typeField, complain);
  const encodings = fields.filter(({ name }) => name === 'content-transfer-encoding');
  if (encodings.length > 1) complain('several Content-Transfer-Encoding');
  const encoding = encodings[0]?.value.toLowerCase() ?? '7bit';
  if (type.type.startsWith('multipart/')) {
    if (encoding !== '7bit') complain(`${type.type} by ${encoding}`);
    const parts = readMultipart(body, type, outer, complain);
    return { ...type, fields, parts, content: Buffer.alloc(0), text: '' };
  }
  for (const boundary of outer) if (body.includes(`--${boundary}`)) complain(`content holds the boundary ${boundary}`);
  const content = decode(body, encoding, complain);
  const text = type.type.startsWith('text/') ? readText(content, type, complain) : '';
  return { ...type, fields, parts: [], content, text };
}

function readMultipart(body: string, type: ContentType, outer: readonly string[], complain: Complain): Part[] {
  const boundary = type.parameters.get('boundary') ?? '';
  if (!BOUNDARY.test(boundary)) complain(`not a boundary: ${boundary}`);
  for (const other of outer) {
    if (boundary.startsWith(other) || other.startsWith(boundary))
      complain(`boundaries ${boundary} and ${other} look alike`);
  }
  const delimiter = `\r\n--${boundary}`;
  const [preamble = '', ...sections] = `\r\n${body}`.split(delimiter);
  if (preamble.trim() !== '') complain('text before the first boundary');
  const closing = sections.pop();
  if (closing === undefined || !/^--[ \t]*(?:\r\n|$)/.test(closing)) {
    complain(`${type.type} is not closed`);
    return [];
  }
  if (closing.replace(/^--/, '').trim() !== '') complain('text after the last boundary');
  if (sections.length === 0) complain(`${type.type} is empty`);
  return sections.map((section) => {
    const rest = /^[ \t]*\r\n([^]*)$/.exec(section);
    if (!rest) complain(`a line begins with the boundary ${boundary} and is none`);
    return readPart(rest?.[1] ?? '', [...outer, boundary], complain);
  });
}

function decode(body: string, encoding: string, complain: Complain): Buffer {
  if (encoding === '7bit') return Buffer.from(body, 'latin1');
  const lines = body.split('\r\n');
  const long = lines.find((line) => line.length > ENCODED_LINE_LENGTH);
  if (long !== undefined) complain(`a line of ${long.length} in ${encoding}: ${long}`);
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(lines, complain);
  if (encoding === 'base64') return decodeBase64(lines, complain);
  complain(`Content-Transfer-Encoding ${encoding}`);
  return Buffer.alloc(0);
}

function decodeQuotedPrintable(lines: readonly string[], complain: Complain): Buffer {
  for (const line of lines) {
    if (/[ \t]$/.test(line)) complain(`white space at the end of a line: ${line}`);
    if (!/^(?:[\t\x20-\x3c\x3e-\x7e]|=[0-9A-F]{2})*=?$/.test(line)) complain(`not quoted-printable: ${line}`);
  }
  if (lines.at(-1)?.endsWith('=')) complain('the last line goes on');
  const joined = lines.join('\r\n').replaceAll('=\r\n', '');
  const bytes = joined.replace(/=(..)/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

function decodeBase64(lines: readonly string[], complain: Complain): Buffer {
  const joined = lines.join('');
  const bytes = Buffer.from(joined, 'base64');
  if (bytes.toString('base64') !== joined) complain('not base64');
  return bytes;
}

function readText(content: Buffer, { type, parameters }: ContentType, complain: Complain): string {
  const charset = parameters.get('charset')?.toLowerCase();
  if (charset !== 'utf-8' && charset !== 'us-ascii') complain(`${type} in ${charset ?? 'no charset'}`);
  if (charset === 'us-ascii' && content.some((byte) => byte > 0x7f)) complain(`${type} is not ASCII`);
  const text = utf8(content, type, complain);
  if (/[\p{Cc}\uFFFD]|^\uFEFF/u.test(text.replace(/[\t\r\n]/g, '')))
    complain(`${type} holds control or replacement characters`);
  if (/\r(?!\n)|(?<!\r)\n/.test(text)) complain(`${type} has lines that do not end in CRLF`);
  return text;
}
