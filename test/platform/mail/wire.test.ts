import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wireOf } from '../../../src/platform/mail/wire.ts';

const wire = (raw: string) => Buffer.concat(wireOf(Buffer.from(raw))).toString('latin1');

/** What a server does with the lines behind DATA (RFC 5321, 4.5.2). */
function received(sent: string): string {
  const lines = sent.split('\r\n');
  const end = lines.indexOf('.');
  expect(lines.slice(end)).toEqual(['.', '']);
  return lines
    .slice(0, end)
    .map((line) => `${line.replace(/^\./, '')}\r\n`)
    .join('');
}

const line = fc.string({ unit: fc.constantFrom('.', 'a', ' ', '='), maxLength: 4 });

test('a server that takes the dots away again has the message, whatever its lines begin with', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
      const raw = lines.map((text) => `${text}\r\n`).join('');
      expect(received(wire(raw))).toBe(raw);
    }),
  );
});

test('a last line without an end gets one', () => {
  expect(wire('a\r\n.')).toBe('a\r\n..\r\n.\r\n');
  expect(wire('a')).toBe('a\r\n.\r\n');
  expect(wire('')).toBe('\r\n.\r\n');
});
