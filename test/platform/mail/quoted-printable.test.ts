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

test('a line alone is encoded as among others, whether or not it needs to be', () => {
  fc.assert(
    fc.property(line, (text) => {
      expect(encodeLine(text)).toBe(wrap(`${encode(text)}\r\n`).slice(0, -2));
      expect(`${encodeLine(text)}\r\n`).toBe(encodeLines(`${text}\n`).toString('latin1'));
    }),
    { numRuns: 2_000 },
  );
});
