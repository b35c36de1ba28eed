import { randomUUID } from 'node:crypto';
import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import { composeMail, headerWords, type Mailbox, MailHeaderError, type MailMessage, mailbox } from './compose-mail.ts';
import { escapeHtml } from './escape-html.ts';
import type { ComposedMail } from './mail-transport.ts';
import { type Bytes, type Escape, type Piece, Tokens } from './skeleton-tokens.ts';
import type { SkeletonFill, Slots } from './slots.ts';

/**
 * Mails that differ in a few places only are composed once, with marks in these places, and cut into bytes that all share and
 * slots. Filling a slot encodes the line it stands on and nothing else: what comes out is, byte for byte, what `composeMail`
 * makes of the whole mail.
 */

export interface Skeleton {
  /** @throws MailHeaderError when the name or a text of one line holds a line break or another control character */
  fill(mail: SkeletonFill): ComposedMail;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const asIs: Escape = (text) => text;

const headers = new MimeNode(undefined, { textEncoding: 'quoted-printable' });

/** A header field as nodemailer encodes and folds it, without its CRLF. */
function headerField(name: string, value: string | Date | Mailbox): string {
  return foldLines(`${name}: ${headers.encodeHeaderValue(name, value)}`, 76);
}

/** Encodes only what is not the same as last time: the mails of a batch share most subjects and dates. */
function again<Value>(encode: (value: Value) => string): (value: Value) => string {
  let last: { value: Value; encoded: string } | null = null;
  return (value) => {
    if (last?.value !== value) last = { value, encoded: encode(value) };
    return last.encoded;
  };
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
