import { randomBytes, randomUUID } from 'node:crypto';
import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import {
  composeMail,
  headerText,
  headerWords,
  type Mailbox,
  MailHeaderError,
  type MailMessage,
  mailbox,
} from './compose-mail.ts';
import { escapeHtml } from './escape-html.ts';
import type { EncodedPart } from './inline-image.ts';
import type { ComposedMail } from './mail-transport.ts';
import { encodeLine } from './quoted-printable.ts';

/**
 * Mails that differ in a few places only are composed once, with marks in these places, and cut into bytes that all share and
 * slots. Filling a slot encodes the line it stands on and nothing else: what comes out is, byte for byte, what `composeMail`
 * makes of the whole mail.
 */

/** Marks for the texts that a skeleton is made from. Every mark of one `Slots` holds the same random number. */
export interface Slots {
  /** Stands in a line of HTML or text, in an attribute, the subject or a header; filled with a text of one line. */
  inline(name: string): string;
  /** Stands alone on its line of HTML or text; filled with what `encodeLines` gave for any number of lines, or with nothing. */
  block(name: string): string;
  /** Finds marks; the groups are the kind (`i` or `b`) and the name. */
  readonly pattern: RegExp;
}

/** By the names of slots: texts, not escaped, and the lines of blocks, in pieces that other mails may share. */
export type SlotValues = Readonly<Record<string, string | readonly Buffer[]>>;

/** What differs between mails of one skeleton. */
export interface SkeletonFill {
  /** A UUID. */
  id: string;
  date: Date;
  to: Mailbox;
  values: SlotValues;
  images?: readonly EncodedPart[];
}

export interface Skeleton {
  /** @throws MailHeaderError when the name or a text of one line holds a line break or another control character */
  fill(mail: SkeletonFill): ComposedMail;
}

type Bytes = Buffer | string;
/** Bytes that all mails share, or what gives those of one mail. Strings are ASCII. */
type Piece = Buffer | ((mail: SkeletonFill) => Bytes | readonly Bytes[]);
type Escape = (text: string) => string;

/** Noncharacters (Unicode 23.7): for internal use, and in no text that a person can type. */
const BEGIN = '\ufdd0';
const END = '\ufdd1';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function createSlots(): Slots {
  // Text that holds these characters all the same is no mark: it was written before the number was drawn.
  const nonce = randomBytes(8).toString('hex');
  const mark = (kind: string, name: string) => `${BEGIN}${nonce}${kind}${name}${END}`;
  return {
    inline: (name) => mark('i', name),
    block: (name) => mark('b', name),
    pattern: new RegExp(`${BEGIN}${nonce}([ib])([^${END}]*)${END}`, 'g'),
  };
}

const asIs: Escape = (text) => text;

const headers = new MimeNode(undefined, { textEncoding: 'quoted-printable' });

/** A header field as nodemailer encodes and folds it, without its CRLF. */
function headerField(name: string, value: string | Date | Mailbox): string {
  return foldLines(`${name}: ${headers.encodeHeaderValue(name, value)}`, 76);
}

function inlineValue(name: string, values: SlotValues): string {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`no text for the slot ${name}`);
  return headerText(name, value);
}

function blockValue(name: string, values: SlotValues): readonly Buffer[] {
  const value = values[name];
  if (!Array.isArray(value)) throw new Error(`no lines for the slot ${name}`);
  return value;
}

/** Encodes anew only what is not the same as last time: the mails of a batch share most subjects and dates. */
function again<Value>(encode: (value: Value) => string): (value: Value) => string {
  let last: { value: Value; encoded: string } | null = null;
  return (value) => {
    if (last?.value !== value) last = { value, encoded: encode(value) };
    return last.encoded;
  };
}

/** Replaces marks by tokens of ASCII that go through every encoding unchanged, and knows what the tokens stand for. */
class Tokens {
  readonly #nonce = randomBytes(8).toString('hex');
  readonly #mark: RegExp;
  readonly #pieces: Piece[] = [];

  constructor(slots: Slots) {
    this.#mark = slots.pattern;
  }

  token(piece: Piece): string {
    return `${this.#nonce}-${this.#pieces.push(piece) - 1}-`;
  }

  /** A token that is the whole value of a header field brings the name of the field along. */
  withoutNames(head: string): string {
    return head.replace(new RegExp(`^[\\w-]+: (${this.#nonce}-\\d+-)$`, 'gm'), '$1');
  }

  /** @returns the text with every line that holds a slot replaced by a token */
  lines(text: string, escape: Escape): string {
    return text
      .split(/\r\n?|\n/)
      .map((line) => this.#line(line, escape))
      .join('\r\n');
  }

  #line(line: string, escape: Escape): string {
    const render = this.text(line, escape);
    if (render === null) return line;
    const [mark] = line.matchAll(this.#mark);
    const [whole = '', kind, name = ''] = mark ?? [];
    if (kind === 'b' && whole !== line) throw new Error(`the block ${name} does not stand alone on its line`);
    if (kind === 'b') return `${this.#nonce}-block-${this.token(({ values }) => blockValue(name, values))}`;
    return this.token((mail) => encodeLine(render(mail)));
  }

  /** `null` when the text holds no slot. */
  text(text: string, escape: Escape): ((mail: SkeletonFill) => string) | null {
    // What a slot is called stands at every third place from the third on.
    const parts = text.split(this.#mark);
    if (parts.length === 1) return null;
    return ({ values }) => {
      let filled = parts[0] ?? '';
      for (let at = 2; at < parts.length; at += 3) {
        filled += escape(inlineValue(parts[at] ?? '', values)) + (parts[at + 1] ?? '');
      }
      return filled;
    };
  }

  /** Cuts composed bytes at the tokens. */
  cut(raw: string): Piece[] {
    // A block brings the ends of its lines along.
    const blocks = new RegExp(`${this.#nonce}-block-(${this.#nonce}-\\d+-)\\r\\n`, 'g');
    return raw
      .replace(blocks, '$1')
      .split(new RegExp(`${this.#nonce}-(\\d+)-`))
      .flatMap((part, index) => {
        if (index % 2 === 1) return this.#pieces[Number(part)] ?? [];
        return part === '' ? [] : [Buffer.from(part, 'latin1')];
      });
  }
}

type SkeletonMessage = Omit<MailMessage, 'id' | 'date' | 'to' | 'images'>;

/** The message with tokens for all slots, composed and cut. @param images whether its mails have any */
async function compile(message: SkeletonMessage, slots: Slots, images: boolean): Promise<Piece[]> {
  const tokens = new Tokens(slots);
  const field = (name: string, value: string, encode: (text: string) => string = asIs): string => {
    const text = tokens.text(value, asIs);
    if (text === null) return value;
    const encoded = again((filled: string) => headerField(name, encode(filled)));
    return tokens.token((mail) => encoded(text(mail)));
  };
  const id = randomUUID();
  const image = tokens.token(() => '');
  const { raw } = await composeMail({
    ...message,
    id,
    date: new Date(0),
    to: { name: '', address: 'recipient@example.invalid' },
    subject: field('Subject', message.subject, (text) => headerWords('Subject', text)),
    headers: Object.fromEntries(
      Object.entries(message.headers ?? {}).map(([name, value]) => [name, field(name, value)]),
    ),
    html: tokens.lines(message.html, escapeHtml),
    text: tokens.lines(message.text, asIs),
    images: images ? [{ cid: 'slot', bytes: Buffer.from(image) }] : [],
  });
  return tokens.cut(tokenize(raw.toString('latin1'), { id, image, tokens }));
}

function tokenize(raw: string, { id, image, tokens }: { id: string; image: string; tokens: Tokens }): string {
  const body = raw.indexOf('\r\n\r\n');
  const dated = again((time: number) => headerField('Date', new Date(time)));
  const head = raw
    .slice(0, body)
    .replace(
      /^To: .*$/m,
      tokens.token(({ to }) => headerField('To', mailbox('To', to))),
    )
    .replace(
      /^Date: .*$/m,
      tokens.token(({ date }) => dated(date.getTime())),
    );
  const ids = tokens.token((mail) => mail.id);
  const withIds = `${tokens.withoutNames(head)}${raw.slice(body)}`.replaceAll(id, ids);
  const at = withIds.indexOf(image);
  if (at < 0) return withIds;
  // Every image follows a boundary of its own, which is the same for all in a mail.
  const from = withIds.lastIndexOf('\r\n--', at);
  const aroundId = withIds.slice(from, at).split(ids);
  const parts = tokens.token((mail) => {
    const boundary = aroundId.join(mail.id);
    return (mail.images ?? []).flatMap(({ bytes }) => [boundary, bytes]);
  });
  return withIds.slice(0, from) + parts + withIds.slice(at + image.length);
}

function evaluateAll(pieces: readonly Piece[], mail: SkeletonFill): Bytes[] {
  const all: Bytes[] = [];
  for (const piece of pieces) {
    const bytes = typeof piece === 'function' ? piece(mail) : piece;
    if (typeof bytes === 'string' || Buffer.isBuffer(bytes)) all.push(bytes);
    else all.push(...bytes);
  }
  return all;
}

/** One allocation for the whole message. */
function join(parts: readonly Bytes[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = Buffer.allocUnsafe(length);
  let at = 0;
  for (const part of parts) {
    at += typeof part === 'string' ? joined.write(part, at, 'latin1') : part.copy(joined, at);
  }
  return joined;
}

/**
 * Prepares mails that differ in their recipients and in what stands at the marks of `slots`.
 * @throws MailHeaderError as `composeMail` does
 */
export async function compileSkeleton(message: SkeletonMessage, slots: Slots): Promise<Skeleton> {
  const plain = await compile(message, slots, false);
  const illustrated = await compile(message, slots, true);
  const from = mailbox('From', message.from).address;
  return {
    fill(mail) {
      if (!UUID.test(mail.id)) throw new MailHeaderError('the id of the mail is not a UUID');
      const pieces = mail.images?.length ? illustrated : plain;
      const raw = join(evaluateAll(pieces, mail));
      return { envelope: { from, to: mail.to.address }, raw };
    },
  };
}
