import MailComposer from 'nodemailer/lib/mail-composer';
import type { EncodedPart } from './inline-image.ts';
import type { ComposedMail } from './mail-transport.ts';
import { encodeLines } from './quoted-printable.ts';

export interface Mailbox {
  /** May be empty; never holds line breaks. */
  name: string;
  address: string;
}

export interface MailMessage {
  /** Becomes the local part of the `Message-ID` and the MIME boundary: the same id gives the same bytes again. */
  id: string;
  /** Right part of the `Message-ID`. */
  domain: string;
  date: Date;
  from: Mailbox;
  to: Mailbox;
  subject: string;
  html: string;
  text: string;
  headers?: Readonly<Record<string, string>>;
  /** Shown by the HTML as `cid:…`. */
  images?: readonly EncodedPart[];
}

/** A message that must not be built: a header with a line break or another control character, or a malformed address. */
export class MailHeaderError extends Error {
  override readonly name = 'MailHeaderError';
}

const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** ASCII only and nothing that ends an address early; whether the mailbox exists is the server's to say. */
const ADDRESS = /^[^\s<>@,;:"()[\]\\\u0080-\uffff]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;
/** RFC 5321, 4.5.3.1.3. */
const ADDRESS_MAX_LENGTH = 254;

/** @throws MailHeaderError */
export function headerText(name: string, value: string): string {
  if (CONTROL.test(value)) throw new MailHeaderError(`${name} holds a line break or a control character`);
  return value;
}

/** Controls of the direction of text, by which a subject or a name could show another one than it is. */
export const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text that people read. Whatever looks like an encoded word would be decoded on arrival, so a space of no width comes between.
 * @throws MailHeaderError
 */
export function headerWords(name: string, value: string): string {
  return headerText(name, value).replace(DIRECTION, '').replaceAll('=?', '=\u200b?');
}

/** @throws MailHeaderError */
export function mailbox(name: string, box: Mailbox): Mailbox {
  if (box.address.length > ADDRESS_MAX_LENGTH || !ADDRESS.test(box.address)) {
    throw new MailHeaderError(`${name} is not an e-mail address`);
  }
  return { name: headerWords(name, box.name), address: box.address };
}

/** Quoted-printable whatever the text: long lines are safe on any server, and the source stays readable in an inbox. */
function textPart(contentType: string, text: string): { raw: Buffer } {
  const head = `Content-Type: ${contentType}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
  return { raw: Buffer.concat([Buffer.from(head), encodeLines(text)]) };
}

export function messageIdOf(message: Pick<MailMessage, 'id' | 'domain'>): string {
  return `<${message.id}@${message.domain}>`;
}

/** `Name <address>` or an address alone, as in `MAIL_FROM`. @throws MailHeaderError when it is neither */
export function parseMailbox(text: string): Mailbox {
  const match = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>]+)>|([^\s<>]+))\s*$/.exec(text);
  if (!match) throw new MailHeaderError('not a mailbox');
  return mailbox('mailbox', { name: match[1] ?? '', address: match[2] ?? match[3] ?? '' });
}

/**
 * Builds the MIME message. Deterministic: an attempt that is repeated sends the same bytes.
 * @throws MailHeaderError when a header could be injected
 */
export async function composeMail(message: MailMessage): Promise<ComposedMail> {
  const from = mailbox('From', message.from);
  const to = mailbox('To', message.to);
  const messageId = headerText('Message-ID', messageIdOf(message));
  const composer = new MailComposer({
    from,
    to,
    subject: headerWords('Subject', message.subject),
    messageId,
    date: message.date,
    text: textPart('text/plain', message.text),
    html: textPart('text/html', message.html),
    attachments: (message.images ?? []).map(({ cid, bytes }) => ({ cid, contentType: 'image/png', raw: bytes })),
    headers: Object.entries(message.headers ?? {}).map(([key, value]) => ({
      key: headerText('header name', key),
      value: headerText(key, value),
    })),
    baseBoundary: message.id,
    boundaryPrefix: '=_',
    // Of headers.
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raw = await composer.compile().build();
  return { envelope: { from: from.address, to: to.address }, raw };
}
