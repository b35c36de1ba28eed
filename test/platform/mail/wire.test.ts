import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wireOf } from '../../../src/platform/mail/wire.ts';

/** What a server does with the lines behind DATA (RFC 5321, 4.5.2). */
function received(wire: Buffer): string {
  const lines = wire.toString('latin1').split('\r\n');
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
      expect(received(wireOf(Buffer.from(raw)))).toBe(raw);
    }),
  );
});

test('a last line without an end gets one', () => {
  expect(wireOf(Buffer.from('a\r\n.')).toString()).toBe('a\r\n..\r\n.\r\n');
  expect(wireOf(Buffer.from('a')).toString()).toBe('a\r\n.\r\n');
  expect(wireOf(Buffer.alloc(0)).toString()).toBe('\r\n.\r\n');
});
