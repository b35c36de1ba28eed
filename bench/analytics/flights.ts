import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';

/** Three million real flights of the npm package `vega-datasets`, as events of the last 80 days. */

const FILE = fileURLToPath(new URL('../../node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url));
const DAY_MS = 86_400_000;
const DAYS = 80;
const CHUNK = 50_000;

interface Flight {
  date: Date;
  delay: bigint;
  distance: bigint;
  origin: string;
  destination: string;
}

/** When a flight of 2001 happened, with its day moved into the last 80 and its time kept. */
function moved(date: Date, today: number): number {
  const day = Math.floor(date.getTime() / DAY_MS);
  return today - DAYS * DAY_MS + (day % DAYS) * DAY_MS + (date.getTime() - day * DAY_MS);
}

/**
 * The lines of the file to import, some megabytes at a time.
 * @param count is told of every event's UTC day
 */
export async function* flightLines(flights: number, count: (day: string) => void): AsyncGenerator<Buffer> {
  const file = await asyncBufferFromFile(FILE);
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  for (let rowStart = 0; rowStart < flights; rowStart += CHUNK) {
    const rows = (await parquetReadObjects({
      file,
      rowStart,
      rowEnd: Math.min(flights, rowStart + CHUNK),
      compressors: { ZSTD: (bytes) => zstdDecompressSync(bytes) },
    })) as unknown as Flight[];
    const lines = rows.map(({ date, delay, distance, origin, destination }, n) => {
      const occurredAt = new Date(moved(date, today)).toISOString();
      count(occurredAt.slice(0, 10));
      const properties = { delay: Number(delay), distance: Number(distance), origin, destination };
      return `${JSON.stringify({ name: 'flight.landed', eventId: `flight-${rowStart + n}`, occurredAt, properties })}\n`;
    });
    yield Buffer.from(lines.join(''));
  }
}
