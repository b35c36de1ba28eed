import { sql } from 'kysely';
import type { FreshPrices } from '../../../../src/features/market/market.contract.ts';
import { createIngestFixture, type IngestFixture } from './support.ts';

const SYMBOLS = Array.from({ length: 20 }, (_, index) => `C${index}`);
const BEGIN = Date.UTC(2024, 0, 2);

let market: IngestFixture;
beforeAll(async () => {
  market = await createIngestFixture();
});
afterAll(() => market.close());

function csv(symbols: readonly string[], from: number, to: number): string {
  const lines = ['symbol,at,price'];
  for (let minute = from; minute < to; minute += 1) {
    for (const symbol of symbols)
      lines.push(`${symbol},${new Date(BEGIN + minute * 60_000).toISOString()},${minute + 1}`);
  }
  return lines.join('\n');
}

/** The calls about one asset, which must follow one another as if the ingests had come in turn. */
function expectOneAfterAnother(calls: readonly FreshPrices[]): void {
  let previous: FreshPrices['previous'] = calls[0]?.previous ?? null;
  for (const call of calls) {
    expect(call.previous).toEqual(previous);
    for (const tick of call.ticks) {
      expect(tick.at).toBeGreaterThan(previous?.at ?? Number.NEGATIVE_INFINITY);
      previous = tick;
    }
  }
}

test('ingests of the same assets at once follow one another: no deadlock, every fresh tick told once', async () => {
  const rounds = 6;
  for (let round = 0; round < rounds; round += 1) {
    market.told.length = 0;
    const begin = round * 200;
    const bodies = [
      csv(SYMBOLS, begin, begin + 120),
      csv(SYMBOLS.toReversed(), begin + 60, begin + 200),
      csv(SYMBOLS.toReversed(), begin, begin + 120),
      csv(SYMBOLS, begin + 60, begin + 200),
    ];
    // In the first round they make the assets too.
    const answers = await Promise.all(bodies.map((body) => market.ingest(body, { query: '?createAssets=true' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const sum = (field: string) => answers.reduce((total, { body }) => total + Number(body[field]), 0);
    expect(sum('inserted')).toBe(200 * SYMBOLS.length);
    expect(sum('createdAssets')).toBe(round === 0 ? SYMBOLS.length : 0);
    const told = market.told.flat();
    expect(told.reduce((total, { ticks }) => total + ticks.length, 0)).toBe(sum('freshTicks'));
    for (const symbol of SYMBOLS) expectOneAfterAnother(told.filter((fresh) => fresh.symbol === symbol));
    expect(new Set(told.map(({ ticks }) => ticks.at(-1)?.at))).toContain(BEGIN + (begin + 199) * 60_000);
  }
  const [latest] = await market.all<{ n: number; prices: number }>(
    sql`select count(distinct (last_price, last_price_at))::int as n, max(last_price)::int as prices from asset`,
  );
  expect(latest).toEqual({ n: 1, prices: rounds * 200 });
});
