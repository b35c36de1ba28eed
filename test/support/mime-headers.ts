/** Header fields of a message, read and judged by RFC 5322, 2045 and 2047. Part of `mime-check.ts`. */

/** Notes one thing that is wrong. */
export type Complain = (problem: string) => void;

export interface Field {
  /** In lower case. */
  name: string;
  /** Unfolded, encoded words as they are. */
  value: string;
}

export interface ContentType {
  /** `text/plain`, in lower case. */
  type: string;
  parameters: ReadonlyMap<string, string>;
}

/** RFC 5322, 2.1.1; what can be folded must not be longer. */
const FOLDED_LENGTH = 78;
/** RFC 2047, 2: of an encoded word, and of a line that holds one. */
const WORD_LENGTH = 75;
const WORD_LINE_LENGTH = 76;

const ENCODED_WORD = /=\?([^?\s]*)\?([^?\s]*)\?([^?\s]*)\?=/g;
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const DOT_ATOM = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);
const MESSAGE_ID = new RegExp(`^<${ATOM}(?:\\.${ATOM})*@${ATOM}(?:\\.${ATOM})*>$`);
const TOKEN = /^[!#$%&'*+.^_`{|}~0-9A-Za-z-]+$/;

/** Splits a block of headers, judging its lines. @param block without the empty line at its end */
export function readFields(block: string, complain: Complain): Field[] {
  const fields: Field[] = [];
  for (const line of block.split('\r\n')) {
    checkLine(line, complain);
    if (/^[ \t]/.test(line)) {
      const last = fields.at(-1);
      if (last === undefined) complain('the first header line continues nothing');
      else last.value += line;
      continue;
    }
    const match = /^([\x21-\x39\x3b-\x7e]+):(.*)$/.exec(line);
    if (match) fields.push({ name: (match[1] as string).toLowerCase(), value: match[2] as string });
    else complain(`not a header line: ${line}`);
  }
  return fields.map(({ name, value }) => ({ name, value: value.trim() }));
}

function checkLine(line: string, complain: Complain): void {
  if (!/^[\t\x20-\x7e]*$/.test(line)) complain(`a header line is not printable ASCII: ${line}`);
  if (line.trim() === '') complain('a header line is empty but for white space');
  const folds = /\S[ \t]+\S/.test(line.replace(/^[^\s:]+:[ \t]*/, ''));
  if (line.length > FOLDED_LENGTH && folds) complain(`a header line of ${line.length} could be folded: ${line}`);
  if (line.length > WORD_LINE_LENGTH && /=\?[^?]+\?[bq]\?/i.test(line)) {
    complain(`a line with an encoded word has ${line.length} characters: ${line}`);
  }
}

/** The only field of this name, or undefined after complaining of none or several. */
export function onlyField(fields: readonly Field[], name: string, complain: Complain): string | undefined {
  const found = fields.filter((field) => field.name === name);
  if (found.length !== 1) complain(`${found.length} headers ${name}`);
  return found[0]?.value;
}

function wordBytes(encoding: string, text: string, inPhrase: boolean, complain: Complain): Buffer {
  if (encoding === 'B') {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.toString('base64') !== text) complain(`not base64 in an encoded word: ${text}`);
    return bytes;
  }
  const allowed = inPhrase ? /^(?:[A-Za-z0-9!*+/_-]|=[0-9A-F]{2})*$/ : /^(?:[\x21-\x3c\x3e\x40-\x7e]|=[0-9A-F]{2})*$/;
  if (!allowed.test(text)) complain(`not Q in an encoded word: ${text}`);
  return Buffer.from(
    text.replaceAll('_', ' ').replace(/=(..)/g, (_all, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}

/** Text of an unstructured value or of a phrase. Every encoded word has to be a whole one, and hold whole characters. */
export function decodeWords(value: string, inPhrase: boolean, complain: Complain): string {
  const joined = value.replace(/(\?=)[ \t]+(?==\?)/g, '$1');
  const text = joined.replace(ENCODED_WORD, (word, charset: string, encoding: string, content: string) => {
    if (charset.toLowerCase() !== 'utf-8') complain(`an encoded word in ${charset}`);
    if (!/^[bq]$/i.test(encoding)) complain(`an encoded word by ${encoding}`);
    if (word.length > WORD_LENGTH) complain(`an encoded word of ${word.length} characters`);
    const bytes = wordBytes(encoding.toUpperCase(), content, inPhrase, complain);
    return utf8(bytes, `the encoded word ${word}`, complain);
  });
  for (const word of value.split(/[ \t]+/)) {
    const whole = new RegExp(`^${ENCODED_WORD.source}$`).test(word);
    if (word.includes('=?') && !whole) complain(`an encoded word that is not set apart: ${word}`);
  }
  return text;
}

/** @returns the text, after complaining of bytes that are none */
export function utf8(bytes: Uint8Array, what: string, complain: Complain): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    complain(`${what} is not UTF-8`);
    return '';
  }
}

/** One mailbox, `phrase <local@domain>` or an address alone. */
export function checkMailbox(name: string, value: string, complain: Complain): void {
  const match = /^(?:(.*\S)\s*<([^<>\s]+)>|<?([^<>\s]+)>?)$/.exec(value);
  const address = match?.[2] ?? match?.[3] ?? '';
  const at = address.lastIndexOf('@');
  if (!match || !DOT_ATOM.test(address.slice(0, at)) || !DOT_ATOM.test(address.slice(at + 1))) {
    complain(`${name} is not one mailbox: ${value}`);
  }
  const phrase = match?.[1];
  if (phrase === undefined) return;
  if (/^"(?:[^"\\]|\\.)*"$/.test(phrase)) {
    if (phrase.includes('=?')) complain(`${name} has an encoded word in quotes: ${phrase}`);
    return;
  }
  decodeWords(phrase, true, complain);
  const words = phrase.split(/[ \t]+/);
  const bad = words.filter((word) => !new RegExp(`^${ATOM}$`).test(word));
  if (bad.length > 0) complain(`${name} has words that need quotes: ${bad.join(' ')}`);
}

/** RFC 5322, 3.3, without the obsolete forms. */
export function checkDate(value: string, complain: Complain): void {
  const date = new Date(value);
  const form = /^(\w{3}), (\d{1,2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) \+0000$/.exec(value);
  if (!form || Number.isNaN(date.getTime())) return complain(`Date is not one in UTC: ${value}`);
  // Also finds a weekday that is another day's.
  if (date.toUTCString().replace('GMT', '+0000') !== value.replace(/, (\d) /, ', 0$1 '))
    complain(`no such Date: ${value}`);
}

export function checkMessageId(value: string, complain: Complain): void {
  if (!MESSAGE_ID.test(value)) complain(`Message-ID is not <left@right>: ${value}`);
}

/** RFC 2045, 5.1, with every parameter once; extended ones (RFC 2231) under the name they have. */
export function readContentType(value: string, complain: Complain): ContentType {
  const [type = '', ...rest] = value.split(/;[ \t]*(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const [main = '', sub = '', ...more] = type.trim().split('/');
  if (!TOKEN.test(main) || !TOKEN.test(sub) || more.length > 0) complain(`not a media type: ${type}`);
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const match = /^([^=\s]+)=(?:"((?:[^"\\]|\\.)*)"|([^"\s]+))$/.exec(parameter.trim());
    const name = match?.[1]?.toLowerCase() ?? '';
    const bare = match?.[3];
    if (!match || !TOKEN.test(name) || (bare !== undefined && !TOKEN.test(bare) && !name.endsWith('*'))) {
      complain(`not a parameter: ${parameter}`);
      continue;
    }
    if (parameters.has(name)) complain(`parameter ${name} twice`);
    parameters.set(name, bare ?? (match[2] as string).replace(/\\(.)/g, '$1'));
  }
  return { type: type.trim().toLowerCase(), parameters };
}
