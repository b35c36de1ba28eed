import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encode, wrap } from 'nodemailer/lib/qp';
import { encodeLine, encodeLines } from '../../../src/platform/mail/quoted-printable.ts';

const characters = fc.constantFrom('a', 'B', '9', ' ', ' ', '=', '.', '-', '~', '!', '\t', 'ü', '🚀', '\ufdd0');
const line = fc.oneof(
  fc.string({ unit: characters, maxLength: 200 }),
  // About as long as a line may be.
  fc.string({ unit: fc.constantFrom('a', ' ', '.'), minLength: 70, maxLength: 82 }),
);

test('a line is encoded as by nodemailer, whether or not it needs to be', () => {
  fc.assert(
    fc.property(line, (text) => {
      expect(encodeLine(text)).toBe(wrap(`${encode(text)}\r\n`).slice(0, -2));
    }),
    { numRuns: 2_000 },
  );
});

test('lines are encoded as by nodemailer, whatever ends them', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
      const meant = wrap(encode(lines.map((one) => `${one}\r\n`).join('')));
      expect(encodeLines(lines.map((one) => one + end).join('')).toString('latin1')).toBe(meant);
      // The last one needs no end, but for an empty one, which would be none.
      const open = lines.at(-1) === '' ? lines.map((one) => one + end).join('') : lines.join(end);
      expect(encodeLines(open).toString('latin1')).toBe(meant);
    }),
    { numRuns: 1_000 },
  );
});
