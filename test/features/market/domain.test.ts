import fc from 'fast-check';
import { toSymbol } from '../../../src/features/market/assets/symbols.domain.ts';
import { parseDecimal } from '../../../src/features/market/ingest/decimal.domain.ts';
import { SymbolTicks } from '../../../src/features/market/ingest/ingest-ticks.ts';
import { instantText, parseInstant } from '../../../src/features/market/prices/instant.domain.ts';

const decimal = (text: string) => parseDecimal(`,${text},1`, 1, 1 + text.length);
const instant = (text: string) => parseInstant(`,${text},1`, 1, 1 + text.length);

describe('a decimal', () => {
  test('a decimal is the double that Number gives, however many digits it has', () => {
    const digits = fc.stringMatching(/^\d{1,25}$/);
    fc.assert(
      fc.property(digits, fc.option(digits), fc.boolean(), (whole, fraction, negative) => {
        const text = `${negative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`;
        expect(decimal(text)).toBe(Number(text));
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(decimal(`${value}`)).toBe(Number(`${value}`));
      }),
    );
  });

  test.each(['', '.', '5.', '.5', '1,5', '0x10', 'NaN', 'Infinity', '--1', '1e', '1_000', '1 0', '٣'])(
    'a decimal is not %p',
    (text) => {
      expect(decimal(text)).toBeNaN();
    },
  );
});

describe('an instant', () => {
  test('an instant is what Date reads, in microseconds', () => {
    const dates = fc.date({ min: new Date('1801-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.integer({ min: -1_439, max: 1_439 }), fc.nat({ max: 999 }), (date, offset, beyond) => {
        const micros = date.getTime() * 1_000 + beyond;
        const local = new Date(date.getTime() + offset * 60_000).toISOString();
        const [sign, minutes] = [offset < 0 ? '-' : '+', Math.abs(offset)];
        const zone = `${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        expect(instant(local.replace('Z', `${String(beyond).padStart(3, '0')}${zone}`))).toBe(micros);
        expect(instant(instantText(micros))).toBe(micros);
        const day = date.toISOString().slice(0, 10);
        expect(instant(day)).toBe(Date.parse(day) * 1_000);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['2024-01-02T03:04Z', '2024-01-02T03:04:00Z'],
    ['2024-01-02T03:04:05.5+01:00', '2024-01-02T02:04:05.500Z'],
    ['2000-02-29', '2000-02-29T00:00:00Z'],
  ])('%s is an instant', (text, same) => expect(instant(text)).toBe(Date.parse(same) * 1_000));

  test.each([
    '',
    '2024',
    '2024-1-2',
    '2024-13-01',
    '2024-00-01',
    '2024-01-00',
    '1900-02-29',
    '1799-12-31',
    '2024-01-02 03:04:05Z',
    '2024-01-02T03:04:05',
    '2024-01-02T24:00:00Z',
    '2024-01-02T03:60:00Z',
    '2024-01-02T03:04:60Z',
    '2024-01-02T03:04:05.Z',
    '2024-01-02T03:04:05.1234567Z',
    '2024-01-02T03:04:05+24:00',
    '2024-01-02T03:04:05+0100',
    '2024-01-02T03:04:05ZZ',
    '2024-01-02T03:04:05z',
    '20240102T030405Z',
    '2024-01-02Z',
  ])('%p is not an instant', (text) => expect(instant(text)).toBeNaN());
});

test('ticks are sorted, and of one instant the later line stays', () => {
  const tick = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 1_000 }));
  fc.assert(
    fc.property(
      fc.array(tick, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: -1, max: 31 }),
      fc.integer({ min: -1, max: 31 }),
      (lines, after, now) => {
        const ticks = new SymbolTicks('A', 1);
        for (const [at, price] of lines) ticks.add(at * 1_000, price);
        ticks.settle();
        const expected = [...new Map(lines)].sort(([a], [b]) => a - b);
        expect(ticks.count).toBe(expected.length);
        expect([ticks.first, ticks.last]).toEqual([
          (expected[0]?.[0] ?? 0) * 1_000,
          (expected.at(-1)?.[0] ?? 0) * 1_000,
        ]);
        const between = expected.filter(([at]) => at > after && at <= now).map(([at, price]) => ({ at, price }));
        expect(ticks.ticksBetween(after * 1_000, now * 1_000)).toEqual(between);
        expect(ticks.countBetween(after * 1_000, now * 1_000)).toBe(between.length);
        const known = expected.filter(([at]) => at <= now).at(-1);
        expect(ticks.lastUpTo(now * 1_000)).toEqual(known ? { at: known[0] * 1_000, price: known[1] } : null);
        const next = expected.find(([at]) => at > now)?.[0];
        expect(ticks.firstAfter(now * 1_000)).toBe(next === undefined ? null : next * 1_000);
      },
    ),
  );
});

test.each([
  ['nvda', 'NVDA'],
  ['brk.b', 'BRK.B'],
  ['BTC-USD', 'BTC-USD'],
  ['', null],
  ['.A', null],
  ['A'.repeat(16), null],
  ['A B', null],
  ['ß', null],
])('%p is the symbol %p', (text, symbol) => expect(toSymbol(text)).toBe(symbol));
