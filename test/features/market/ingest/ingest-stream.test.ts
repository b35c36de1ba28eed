import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { INGEST_LIMITS } from '../../../../src/features/market/ingest/ingest.service.ts';
import { CSV, JSON_ARRAY, NDJSON, openIngestStream } from '../../../../src/features/market/ingest/ingest-stream.ts';
import { ProblemError } from '../../../../src/platform/http/problem.ts';

const LATEST = Date.UTC(2030, 0, 1) * 1_000;

interface Line {
  symbol: string;
  at: string;
  price: number | string;
  volume: number | null;
}

const line: fc.Arbitrary<Line> = fc.record({
  symbol: fc.constantFrom('A', 'BRK.B', 'btc-usd', 'LONGSYMBOL12345', 'not one'),
  at: fc.oneof(
    fc
      .date({ min: new Date('1900-01-01'), max: new Date('2029-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString()),
    fc.constantFrom('2024-02-29', '2023-02-29', '2024-01-01T00:00:00.000001+14:00', '9é'),
  ),
  price: fc.oneof(
    { weight: 9, arbitrary: fc.double({ min: 0.01, max: 1e6, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(0) },
  ),
  volume: fc.option(fc.nat()),
});

const FORMATS: Record<string, (lines: readonly Line[]) => string> = {
  [CSV]: (lines) =>
    `\ufeff"symbol",at,price,volume\r\n${lines.map((one) => `${one.symbol},${one.at},"${one.price}",${one.volume ?? ''}`).join('\r\n')}`,
  [NDJSON]: (lines) => lines.map((one) => JSON.stringify(one)).join('\n'),
  [JSON_ARRAY]: (lines) => JSON.stringify(lines, null, 1),
};

/** What a body becomes: the bytes for Postgres, or why it was refused. */
async function outcome(contentType: string, pieces: readonly Buffer[]): Promise<unknown> {
  try {
    const body = { contentType, bytes: Readable.from(pieces, { objectMode: false }) };
    const stream = await openIngestStream(body, INGEST_LIMITS, LATEST);
    const copied = Buffer.concat(await stream.toArray());
    return { copied: copied.toString('hex'), rows: stream.rows.count, symbols: [...stream.rows.symbols.keys()] };
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const edges = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...edges].map((edge, index) => bytes.subarray(edge, edges[index] ?? bytes.length));
}

test.each(Object.entries(FORMATS))('%s is read alike however its bytes are cut', async (type, write) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 12 }),
      fc.array(fc.nat({ max: 5_000 }), { maxLength: 30 }),
      async (lines, places) => {
        const bytes = Buffer.from(write(lines));
        const whole = await outcome(type, [bytes]);
        expect(await outcome(type, cut(bytes, places))).toEqual(whole);
        expect(
          await outcome(
            type,
            Array.from(bytes, (byte) => Buffer.of(byte)),
          ),
        ).toEqual(whole);
      },
    ),
    { numRuns: 60 },
  );
});

test('the formats say the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), async (lines) => {
      const good = lines.map((one) => ({
        ...one,
        symbol: 'A',
        at: '2024-02-29',
        price: one.price === 0 ? 1 : one.price,
      }));
      const [first, ...others] = await Promise.all(
        Object.entries(FORMATS).map(([type, write]) => outcome(type, [Buffer.from(write(good))])),
      );
      expect(first).toMatchObject({ rows: good.length });
      for (const other of others) expect(other).toEqual(first);
    }),
    { numRuns: 30 },
  );
});

test('the stream reads no further than its reader takes', async () => {
  let sent = 0;
  const bytes = new Readable({
    read() {
      const rows = Array.from(
        { length: 1_000 },
        (_, index) => `S${index % 10},2024-01-02T00:00:00.${String(sent % 1_000).padStart(3, '0')}Z,5`,
      );
      this.push(sent === 0 ? 'symbol,at,price\n' : `${rows.join('\n')}\n`);
      sent += 1;
    },
  });
  const stream = await openIngestStream({ contentType: CSV, bytes }, INGEST_LIMITS, LATEST);
  const before = sent;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(sent - before).toBeLessThan(20);
  expect(sent).toBeLessThan(40);
  stream.destroy();
  await new Promise((resolve) => bytes.once('close', resolve));
});

test('a body that fails before anything of it is a row fails with its own error', async () => {
  const bytes = new PassThrough();
  const opening = openIngestStream({ contentType: CSV, bytes }, INGEST_LIMITS, LATEST);
  bytes.write('symbol,at');
  bytes.destroy(new Error('the client left'));
  await expect(opening).rejects.toThrow('the client left');
});
