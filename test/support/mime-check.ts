import type { MailSink } from './mail-sink.ts';
import { type Complain, checkDate, checkMailbox, checkMessageId, decodeWords, onlyField } from './mime-headers.ts';
import { checkHtml, isLink } from './mime-html.ts';
import { type Part, readPart } from './mime-parts.ts';

/**
 * A strict check of whole messages, byte by byte, written from RFC 5322, 2045–2047, 2046, 2387, 3834 and 8058. It shares
 * nothing with what composes them, and takes less than a mail client does: what it lets through, every client reads.
 */

export interface MailExpectations {
  /** Whether people can refuse its category: then, and only then, it must say how (RFC 8058). */
  refusable: boolean;
  /** Of the installation, without a slash at its end: links are https or below it. */
  publicUrl: string;
  /** Words that people wrote and that look like a placeholder that nobody filled in. */
  written?: readonly string[];
}

export interface CheckedMail {
  subject: string;
  text: string;
  html: string;
  /** Pictures in the HTML and files beside it, by media type and content. */
  attachments: Part[];
}

const LINE_LENGTH = 998;
const ONCE = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type', 'auto-submitted'];
const AT_MOST_ONCE = ['reply-to', 'sender', 'cc', 'list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'precedence'];
const PLACEHOLDER = /\b(?:undefined|null|NaN)\b|\[object|Invalid Date|\{\{|\}\}|\$\{|[\p{Co}\uFDD0-\uFDEF]/u;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/** @returns what is in the mail. @throws Error that lists everything that is wrong with it */
export function checkMail(raw: Uint8Array, expected: MailExpectations): CheckedMail {
  const problems: string[] = [];
  const mail = readMail(Buffer.from(raw).toString('latin1'), expected, (problem) => problems.push(problem));
  if (problems.length > 0) throw new Error(`the mail is malformed:\n- ${[...new Set(problems)].join('\n- ')}`);
  return mail;
}

/** Checks every message that a sink was told to keep. @throws Error when there is none, or on the first that is malformed */
export function checkAll({ messages }: Pick<MailSink, 'messages'>, expected: MailExpectations): CheckedMail[] {
  if (messages.length === 0) throw new Error('there is no mail to check: start the sink with `keep`');
  return messages.map((raw) => checkMail(raw, expected));
}

function readMail(source: string, expected: MailExpectations, complain: Complain): CheckedMail {
  checkLines(source, complain);
  const root = readPart(source, [], complain);
  const subject = checkHeaders(root, expected, complain);
  const found = checkStructure(root, complain);
  const { cids, visible } = checkHtml(found.html, expected.publicUrl, complain);
  checkPictures(found, cids, complain);
  for (const [what, text] of Object.entries({ subject, text: found.text, html: visible })) {
    if (text.trim() === '') complain(`${what} is empty`);
    const ours = (expected.written ?? []).reduce((rest, word) => rest.replaceAll(word, ''), text);
    const placeholder = PLACEHOLDER.exec(ours);
    if (placeholder) complain(`${what} holds "${placeholder[0]}"`);
  }
  return { subject, ...found };
}

function checkLines(source: string, complain: Complain): void {
  if (/\r(?!\n)|(?<!\r)\n/.test(source)) complain('a bare CR or LF');
  if (!source.endsWith('\r\n')) complain('the last line does not end');
  if (!/^[\t\r\n\x20-\x7e]*$/.test(source)) complain('bytes that are not printable ASCII');
  for (const line of source.split('\r\n')) if (line.length > LINE_LENGTH) complain(`a line of ${line.length}`);
}

function checkHeaders({ fields }: Part, { refusable, publicUrl }: MailExpectations, complain: Complain): string {
  const [from, to, subject, date, messageId, version, , automatic] = ONCE.map((name) =>
    onlyField(fields, name, complain),
  );
  for (const name of AT_MOST_ONCE)
    if (fields.filter((one) => one.name === name).length > 1) complain(`several ${name}`);
  if (fields.some(({ name }) => name === 'bcc' || name === 'return-path'))
    complain('a header that is not for recipients');
  if (from !== undefined) checkMailbox('From', from, complain);
  if (to !== undefined) checkMailbox('To', to, complain);
  if (date !== undefined) checkDate(date, complain);
  if (messageId !== undefined) checkMessageId(messageId, complain);
  if (version !== undefined && version !== '1.0') complain(`MIME-Version ${version}`);
  if (automatic !== undefined && automatic !== 'auto-generated') complain(`Auto-Submitted ${automatic}`);
  const value = (name: string) => fields.find((field) => field.name === name)?.value;
  const [unsubscribe, post] = [value('list-unsubscribe'), value('list-unsubscribe-post')];
  if (!refusable && (unsubscribe !== undefined || post !== undefined))
    complain('offers to unsubscribe from what cannot be refused');
  if (refusable) {
    const url = /^<([^<>\s,]+)>$/.exec(unsubscribe ?? '')?.[1];
    if (url === undefined || !isLink(url, publicUrl)) complain(`List-Unsubscribe is not one link: ${unsubscribe}`);
    if (post !== 'List-Unsubscribe=One-Click') complain(`List-Unsubscribe-Post: ${post}`);
  }
  return decodeWords(subject ?? '', false, complain);
}

/** `alternative` of a plain text and HTML, the latter with pictures in `related`; files beside both in `mixed`. */
function checkStructure(root: Part, complain: Complain): Omit<CheckedMail, 'subject'> {
  const [alternative, ...files] = root.type === 'multipart/mixed' ? root.parts : [root];
  const [plain, rich, ...more] = alternative?.parts ?? [];
  if (alternative?.type !== 'multipart/alternative' || more.length > 0) complain('not one alternative of two');
  if (plain?.type !== 'text/plain') complain(`the first alternative is ${plain?.type}`);
  const related = rich?.type === 'multipart/related';
  const [html, ...pictures] = related ? rich.parts : [rich];
  if (html?.type !== 'text/html') complain(`the second alternative is ${html?.type}`);
  if (related && rich.parameters.get('type') !== 'text/html') complain('multipart/related does not say its type');
  for (const part of [...pictures, ...files]) checkAttachment(part as Part, complain);
  return { text: plain?.text ?? '', html: html?.text ?? '', attachments: [...pictures, ...files] as Part[] };
}

function checkAttachment(part: Part, complain: Complain): void {
  const disposition = onlyField(part.fields, 'content-disposition', complain) ?? '';
  if (!/^(?:inline|attachment)(?:;|$)/.test(disposition)) complain(`Content-Disposition ${disposition}`);
  if (part.content.length === 0) complain(`an empty ${part.type}`);
  if (part.type === 'image/png' && !part.content.subarray(0, 8).equals(PNG)) complain('a PNG that is none');
}

/** Every picture that the HTML names is there, and every one that is there by a name is shown. */
function checkPictures(
  { attachments }: Omit<CheckedMail, 'subject'>,
  cids: readonly string[],
  complain: Complain,
): void {
  const ids = attachments.flatMap(({ fields }) => fields.filter(({ name }) => name === 'content-id'));
  for (const { value } of ids) {
    checkMessageId(value, complain);
    if (!cids.includes(value.slice(1, -1))) complain(`no image shows ${value}`);
  }
  if (new Set(ids.map(({ value }) => value)).size < ids.length) complain('a Content-ID twice');
  for (const cid of cids) if (!ids.some(({ value }) => value === `<${cid}>`)) complain(`no part is cid:${cid}`);
}
