import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { createMailTokens, type MailTokenPurpose } from '../../../../src/features/email/tracking/mail-tokens.ts';

const SECRET = 'a secret of at least thirty-two characters';
const tokens = createMailTokens(SECRET);
const MAIL = '01980000-0000-7000-8000-0000000000ff';
const PURPOSES: readonly MailTokenPurpose[] = ['open', 'click', 'unsubscribe'];

const content = fc.record({ messageId: fc.uuid(), link: fc.integer({ min: 0, max: 65_535 }) });

test('a signed token is read back, as one segment of a path', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PURPOSES), content, (purpose, given) => {
      const token = tokens.sign(purpose, given);
      expect(token).toMatch(/^[A-Za-z0-9_-]{48}$/);
      expect(tokens.read(purpose, token)).toEqual(given);
    }),
  );
});

test('a token for one purpose is refused for another', () => {
  for (const purpose of PURPOSES) {
    const token = tokens.sign(purpose, { messageId: MAIL, link: 0 });
    for (const other of PURPOSES) expect(tokens.read(other, token) !== null).toBe(other === purpose);
  }
});

test('a token of another secret is refused', () => {
  const foreign = createMailTokens(`${SECRET}!`).sign('click', { messageId: MAIL, link: 1 });
  expect(tokens.read('click', foreign)).toBeNull();
});

test('a token with one byte changed is refused, wherever the byte is', () => {
  fc.assert(
    fc.property(content, fc.integer({ min: 0, max: 35 }), fc.integer({ min: 1, max: 255 }), (given, at, change) => {
      const bytes = Buffer.from(tokens.sign('click', given), 'base64url');
      bytes[at] = (bytes[at] ?? 0) ^ change;
      expect(tokens.read('click', bytes.toString('base64url'))).toBeNull();
    }),
  );
});

test('whatever text comes, reading it throws nothing and finds nothing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => tokens.read('open', text) === null));
});

const whole = tokens.sign('open', { messageId: MAIL, link: 0 });

test.each([
  ['cut', whole.slice(0, -1)],
  ['cut to its content', whole.slice(0, 27)],
  ['longer', `${whole}A`],
  ['padded', `${whole}==`],
  ['twice', whole + whole],
  ['with a line break', `${whole}\n`],
  ['in the other base64', `${whole.slice(0, -1)}+`],
  ['empty', ''],
])('a token that is %s is refused', (_what, token) => {
  expect(tokens.read('open', token)).toBeNull();
});

test('the secret itself is not the key: using it elsewhere signs no token', () => {
  const head = Buffer.from(whole, 'base64url').subarray(0, 20);
  const mac = createHmac('sha256', SECRET).update(head).digest().subarray(0, 16);
  expect(tokens.read('open', Buffer.concat([head, mac]).toString('base64url'))).toBeNull();
});
