import { describe, expect, test } from '@jest/globals';
import { checkMail } from '../../support/mime-check.ts';

/** The check that all tests of mails rely on finds what it is there for. */

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const GOOD = [
  'From: Vibe <a@vibe.test>',
  'To: =?UTF-8?Q?Zo=C3=AB?= <zoe@b.test>',
  'Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?= today',
  'Message-ID: <1@vibe.test>',
  'Date: Tue, 24 Nov 2026 03:00:00 +0000',
  'Auto-Submitted: auto-generated',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary="=_outer"',
  '',
  '--=_outer',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=C3=BC=C3=9Fe',
  '.dot https://vibe.test/a',
  '--=_outer',
  'Content-Type: multipart/related; type="text/html"; boundary="=_inner"',
  '',
  '--=_inner',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p>Hi <a href=3D"https://vibe.test/a">there</a></p>',
  '<img src=3D"cid:chart@vibe.test" alt=3D"A chart">',
  '--=_inner',
  'Content-Type: image/png; name=chart.png',
  'Content-ID: <chart@vibe.test>',
  'Content-Disposition: inline; filename=chart.png',
  'Content-Transfer-Encoding: base64',
  '',
  PNG.slice(0, 76),
  PNG.slice(76),
  '--=_inner--',
  '',
  '--=_outer--',
  '',
].join('\r\n');

const check = (source: string, refusable = false) =>
  checkMail(Buffer.from(source, 'latin1'), { refusable, publicUrl: 'https://vibe.test' });

test('a mail in order passes, and is taken apart', () => {
  const mail = check(GOOD);
  expect(mail.subject).toBe('Grüße today');
  expect(mail.text).toBe('Grüße\r\n.dot https://vibe.test/a');
  expect(mail.html).toContain('<a href="https://vibe.test/a">');
  expect(mail.attachments.map(({ type, content }) => [type, content.length])).toEqual([['image/png', 70]]);
});

const UNSUBSCRIBE = 'List-Unsubscribe: <https://vibe.test/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n';

test('a mail that can be refused says how, by one click, and no other mail does', () => {
  check(UNSUBSCRIBE + GOOD, true);
  expect(() => check(UNSUBSCRIBE + GOOD)).toThrow('cannot be refused');
  expect(() => check(GOOD, true)).toThrow('List-Unsubscribe');
  expect(() => check(`List-Unsubscribe: <https://vibe.test/u>\r\n${GOOD}`, true)).toThrow('List-Unsubscribe-Post');
  expect(() => check(UNSUBSCRIBE.replace('https:', 'http:') + GOOD, true)).toThrow('List-Unsubscribe is not one link');
  expect(() => check(UNSUBSCRIBE + UNSUBSCRIBE + GOOD, true)).toThrow('several list-unsubscribe');
});

test('words that people wrote are not taken for placeholders', () => {
  const source = GOOD.replace('.dot', 'null and {{name}}');
  expect(() => check(source)).toThrow('text holds "null"');
  const expected = { refusable: false, publicUrl: 'https://vibe.test', written: ['null and {{name}}'] };
  expect(checkMail(Buffer.from(source), expected).text).toContain('null');
});

describe('is found:', () => {
  test.each<[string, string, string, string]>([
    ['a bare LF', 'today\r\n', 'today\n', 'a bare CR or LF'],
    ['a bare CR', '.dot', 'do\rt', 'a bare CR or LF'],
    ['a line of 999', '.dot', 'x'.repeat(999), 'a line of'],
    ['8 bit', '.dot', 'ü', 'not printable ASCII'],
    ['a NUL', '.dot', '\0', 'not printable ASCII'],
    ['a header that could be folded', 'today', 'word '.repeat(20).trim(), 'could be folded'],
    ['a header of nothing', 'MIME-Version: 1.0\r\n', 'MIME-Version: 1.0\r\n \r\n', 'empty but for white space'],
    ['a line that is no header', 'MIME-Version: 1.0\r\n', 'MIME-Version: 1.0\r\nhello\r\n', 'not a header line'],
    ['no MIME-Version', 'MIME-Version: 1.0\r\n', '', '0 headers mime-version'],
    ['two subjects', 'Subject:', 'Subject: x\r\nSubject:', '2 headers subject'],
    ['a Bcc', 'MIME-Version', 'Bcc: x@b.test\r\nMIME-Version', 'not for recipients'],
    ['no Auto-Submitted', 'Auto-Submitted: auto-generated\r\n', '', '0 headers auto-submitted'],
    ['an encoded word cut inside a character', '=C3=BC=C3=9Fe?=', '=C3?= =?UTF-8?Q?=BC=C3=9Fe?=', 'is not UTF-8'],
    ['an encoded word in quotes', '=?UTF-8?Q?Zo=C3=AB?= <', '"=?UTF-8?Q?Zo=C3=AB?=" <', 'in quotes'],
    ['an encoded word too long', '=C3=9Fe?= today', `=C3=9F${'e'.repeat(60)}?=`, 'an encoded word of'],
    ['an encoded word glued to text', '?= today', '?=today', 'not set apart'],
    ['a name that needs quotes', 'Vibe <a', 'Vibe, Inc. <a', 'words that need quotes'],
    ['two recipients', '<zoe@b.test>', '<zoe@b.test>, c@d.test', 'To is not one mailbox'],
    ['a day that is another weekday', 'Tue, 24', 'Mon, 24', 'no such Date'],
    ['a date in words', 'Tue, 24 Nov 2026 03:00:00 +0000', 'yesterday', 'Date is not one'],
    ['a Message-ID without a right side', '<1@vibe.test>', '<1>', 'Message-ID is not'],
    ['a boundary nobody closes', '--=_outer--', '', 'multipart/alternative is not closed'],
    ['a boundary in the content', '.dot', '=3D--=_outer', 'content holds the boundary'],
    ['a boundary at a line of the content', '.dot', '--=_outer\r\n\r\nhello', 'headers content-type'],
    ['a line that begins like a boundary', '.dot', '--=_outerness', 'is none'],
    ['boundaries that look alike', '=_inner', '=_oute', 'look alike'],
    ['a soft line of 77', '.dot', 'x'.repeat(57), 'a line of 77 in quoted-printable'],
    ['white space at the end of a line', '.dot https', 'dot \r\nhttps', 'white space at the end'],
    ['a bare equals sign', '.dot', 'a=b', 'not quoted-printable'],
    ['lower case in an escape', 'Gr=C3=BC=C3=9Fe\r\n', 'Gr=c3=bc\r\n', 'not quoted-printable'],
    ['half a character', 'Gr=C3=BC', 'Gr=C3', 'text/plain is not UTF-8'],
    ['a replacement character', '.dot', '=EF=BF=BD', 'replacement characters'],
    ['a lone line feed that was encoded', '.dot', 'a=0Ab', 'do not end in CRLF'],
    ['another charset', 'text/plain; charset=utf-8', 'text/plain; charset=latin1', 'text/plain in latin1'],
    ['an unknown encoding', 'quoted-printable', 'x-own', 'Content-Transfer-Encoding x-own'],
    ['base64 that is none', PNG.slice(76), 'ggg', 'not base64'],
    ['a picture that is none', PNG.slice(0, 76), 'x'.repeat(76), 'a PNG that is none'],
    ['HTML before the plain text', 'text/plain', 'text/html', 'the first alternative is text/html'],
    ['a related without a type', ' type="text/html";', '', 'does not say its type'],
    ['a picture that is not there', 'cid:chart', 'cid:other', 'no part is cid:other@vibe.test'],
    ['a picture without alt', ' alt=3D"A chart"', '', 'an image without alt'],
    ['a script', '<p>Hi', '<script>x</script><p>Hi', 'a <script>'],
    ['a handler', '<p>Hi', '<p onclick=3D"x()">Hi', 'a handler onclick'],
    ['text that was not escaped', '<p>Hi', '<p>1 < 2', 'not escaped'],
    ['a javascript link', '3D"https://vibe.test/a"', '3D"javascript:alert(1)"', 'neither https'],
    ['a link by http', '3D"https://vibe.test/a"', '3D"http://vibe.test/a"', 'neither https'],
    ['a relative link', '3D"https://vibe.test/a"', '3D"/a"', 'neither https'],
    ['an empty link', '3D"https://vibe.test/a"', '3D""', 'neither https'],
    ['a link without target', ' href=3D"https://vibe.test/a"', '', 'a link without a target'],
    ['a style that loads', '<p>Hi', '<p style=3D"background:url(x)">Hi', 'a style that loads'],
    ['undefined', '<p>Hi', '<p>Hi undefined', 'html holds "undefined"'],
    ['an object', '.dot', '[object Object]', 'text holds "[object"'],
    ['a placeholder', '<p>Hi', '<p>Hi {{name}}', 'html holds "{{"'],
    ['a character of a skeleton', '<p>Hi', '<p>Hi =EE=80=80', 'html holds "\uE000"'],
    ['a mark of a skeleton', '.dot', '=EF=B7=90', 'text holds "\uFDD0"'],
    ['no subject', 'Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?= today', 'Subject: ', 'subject is empty'],
  ])('the check of mails finds %s', (_what, part, instead, problem) => {
    expect(GOOD).toContain(part);
    expect(() => check(GOOD.replaceAll(part, instead))).toThrow(problem);
  });
});
