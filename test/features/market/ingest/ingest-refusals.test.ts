import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { countRows } from '../../../platform/http/malformed.ts';
import { until } from '../../../support/system.ts';
import { createIngestFixture, type IngestCall, type IngestFixture, manyPrices } from './support.ts';

const NDJSON = { type: 'application/x-ndjson' };
const JSON_ARRAY = { type: 'application/json' };
const LIMITS = { rows: 5_000, symbols: 100, lineLength: 200, bytes: 1_000_000 };

let market: IngestFixture;
let listening: () => Promise<void> = async () => undefined;
beforeAll(async () => {
  market = await createIngestFixture({ limits: LIMITS, listener: () => listening() });
  const made = await market.ingest('symbol,at,price\nKNOWN,2024-01-02,5\n', { query: '?createAssets=true' });
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
});
afterEach(() => {
  listening = async () => undefined;
});
afterAll(() => market.close());

const snapshot = async () => ({
  counts: await countRows(market.databaseUrl),
  assets: await market.all(sql`select * from asset order by id`),
  prices: await market.all(sql`select * from price order by asset_id, at`),
});
const tomorrow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const line = (rest: string) => `symbol,at,price\nKNOWN,2023-12-29,5\n${rest}\n`;
const bar = (rest: string) => `symbol,at,price,open,high,low,volume\nKNOWN,2023-12-29,${rest}\n`;
const one = (extra: string) => `{"symbol":"KNOWN","at":"2023-12-29","price":5${extra}}`;

const BAD: [string, string, IngestCall, string, string][] = [
  ['nothing but a header', 'symbol,at,price\n', {}, 'body', 'no_rows'],
  ['an empty array', '[]', JSON_ARRAY, 'body', 'no_rows'],
  ['a header without a price', 'symbol,at\nKNOWN,2024-01-03\n', {}, 'line[1].price', 'missing'],
  ['an unknown column', 'symbol,at,price,adjclose\nKNOWN,2024-01-03,5,5\n', {}, 'line[1].adjclose', 'unknown_field'],
  ['a column twice', 'symbol,at,price,close\nKNOWN,2024-01-03,5,5\n', {}, 'line[1].close', 'repeated'],
  ['a field too few', line('KNOWN,2024-01-03'), {}, 'line[3].columns', 'wrong_number'],
  ['a field too many', line('KNOWN,2024-01-03,5,6'), {}, 'line[3].columns', 'wrong_number'],
  ['a price that is no number', line('KNOWN,2024-01-03,five'), {}, 'line[3].price', 'invalid_number'],
  ['a price of NaN', line('KNOWN,2024-01-03,NaN'), {}, 'line[3].price', 'invalid_number'],
  ['a hexadecimal price', line('KNOWN,2024-01-03,0x10'), {}, 'line[3].price', 'invalid_number'],
  ['a price beyond doubles', line('KNOWN,2024-01-03,1e999'), {}, 'line[3].price', 'out_of_range'],
  ['no price', line('KNOWN,2024-01-03,'), {}, 'line[3].price', 'missing'],
  ['a price of zero', line('KNOWN,2024-01-03,0'), {}, 'line[3].price', 'out_of_range'],
  ['a negative price', line('KNOWN,2024-01-03,-5'), {}, 'line[3].price', 'out_of_range'],
  ['a time without its offset', line('KNOWN,2024-01-03T10:00:00,5'), {}, 'line[3].at', 'invalid_instant'],
  ['a day that is not there', line('KNOWN,2023-02-29,5'), {}, 'line[3].at', 'invalid_instant'],
  ['a time in words', line('KNOWN,"Jan 3 2024",5'), {}, 'line[3].at', 'invalid_instant'],
  ['nanoseconds', line('KNOWN,2024-01-03T10:00:00.1234567Z,5'), {}, 'line[3].at', 'invalid_instant'],
  ['no time', line('KNOWN,,5'), {}, 'line[3].at', 'missing'],
  ['the day after tomorrow', line(`KNOWN,${tomorrow(25)},5`), {}, 'line[3].at', 'in_the_future'],
  ['a bad symbol', line('KN OWN,2024-01-03,5'), {}, 'line[3].symbol', 'invalid_symbol'],
  ['no symbol', line(',2024-01-03,5'), {}, 'line[3].symbol', 'invalid_symbol'],
  ['a symbol that is not known', line('UNKNOWN,2024-01-03,5'), {}, 'symbol', 'unknown_symbol'],
  ['high below low', bar('5,5,4,5,1'), {}, 'line[2].high', 'inconsistent'],
  ['high below price', bar('5,4,4,3,1'), {}, 'line[2].high', 'inconsistent'],
  ['low above open', bar('5,3,6,4,1'), {}, 'line[2].low', 'inconsistent'],
  ['a negative volume', bar('5,5,5,5,-1'), {}, 'line[2].volume', 'out_of_range'],
  ['a line too long', line(`KNOWN,2024-01-03,${'1'.repeat(300)}`), {}, 'line[3]', 'too_long'],
  ['a last line too long', `symbol,at,price\n${'1'.repeat(300)}`, {}, 'line[2]', 'too_long'],
  ['a line that is no object', `${one('')}\n[1]\n`, NDJSON, 'line[2].object', 'malformed_json'],
  ['half an object on a line', `${one('')}\n{"symbol":\n`, NDJSON, 'line[2].object', 'malformed_json'],
  ['an unknown field', one(',"adjclose":5'), NDJSON, 'line[1].adjclose', 'unknown_field'],
  ['two times', one(',"date":"2023-12-28"'), NDJSON, 'line[1].date', 'repeated'],
  ['two prices', one(',"close":6'), NDJSON, 'line[1].close', 'repeated'],
  ['a prototype', one(',"__proto__":{"open":5}'), NDJSON, 'line[1].__proto__', 'unknown_field'],
  ['a price as a text', '{"symbol":"KNOWN","at":"2023-12-29","price":"5"}', NDJSON, 'line[1].price', 'invalid_number'],
  ['a symbol as a number', '{"symbol":7,"at":"2023-12-29","price":5}', NDJSON, 'line[1].symbol', 'invalid_type'],
  [
    'an object without a symbol',
    `[${one('')},{"at":"2023-12-29","price":5}]`,
    JSON_ARRAY,
    'body[1].symbol',
    'invalid_symbol',
  ],
  ['an object that is not JSON', `[${one('')},{"at":}]`, JSON_ARRAY, 'body[1].object', 'malformed_json'],
  ['an object too long', `[${one(`,"volume":${' '.repeat(300)}1`)}]`, JSON_ARRAY, 'body[0]', 'too_long'],
];

test.each(BAD)(
  '%s is refused by its place and reason, and changes nothing',
  async (_name, body, options, field, code) => {
    const before = await snapshot();
    const answer = await market.ingest(body, options);
    expect([answer.status, answer.body.code, answer.body.errors]).toMatchObject([
      400,
      'invalid_request',
      [{ field, code }],
    ]);
    expect(await snapshot()).toEqual(before);
  },
);

test.each([
  ['no array', one('')],
  ['an array of numbers', '[1]'],
  ['an array that is not closed', `[${one('')}`],
  ['an object that is not closed', '[{"symbol":"KNOWN"'],
  ['a comma too many', `[${one('')},]`],
  ['no comma', `[${one('')}${one('')}]`],
  ['something after the array', `[${one('')}]]`],
  ['blanks', '  '],
])('%s is not JSON that an ingest reads', async (_name, body) => {
  const before = await snapshot();
  const answer = await market.ingest(body, JSON_ARRAY);
  expect([answer.status, answer.body.code]).toEqual([400, 'malformed_json']);
  expect(await snapshot()).toEqual(before);
});

test('one bad line among thousands changes nothing', async () => {
  const before = await snapshot();
  const lines = manyPrices(4_000, 20).trimEnd().split('\n');
  lines[3_500] = 'S1,2024-01-03,-1,';
  const answer = await market.ingest(lines.join('\n'), { query: '?createAssets=true' });
  expect(answer.body.errors).toEqual([
    { field: 'line[3501].price', code: 'out_of_range', message: expect.any(String) },
  ]);
  expect(await snapshot()).toEqual(before);
});

test('a refusal names twenty bad lines and reads no further', async () => {
  const lines = Array.from({ length: 30 }, (_, index) => `KNOWN,2024-01-03,${index % 2 === 0 ? 'x' : '5'}`);
  const answer = await market.ingest(`symbol,at,price\n${lines.join('\n')}\n`);
  expect((answer.body.errors as { field: string }[]).map(({ field }) => field)).toEqual(
    Array.from({ length: 15 }, (_, index) => `line[${2 + index * 2}].price`),
  );
  const more = await market.ingest(`symbol,at,price\n${lines.join('\n')}\n${lines.join('\n')}\n`);
  expect(more.body.errors).toHaveLength(20);
});

test('a refusal names up to twenty unknown symbols', async () => {
  const lines = Array.from({ length: 30 }, (_, index) => `NONE${index},2024-01-03,5`);
  const answer = await market.ingest(`symbol,at,price\n${lines.join('\n')}\n`);
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toHaveLength(20);
  expect((answer.body.errors as { message: string }[])[0]?.message).toBe('There is no asset NONE0');
});

test.each([
  ['rows', () => manyPrices(LIMITS.rows + 1, 20), 'too_many_rows'],
  ['symbols', () => manyPrices(LIMITS.symbols + 1, LIMITS.symbols + 1), 'too_many_symbols'],
  ['bytes', () => `symbol,at,price\n${'\n'.repeat(LIMITS.bytes)}`, 'body_too_large'],
])('too many %s are refused', async (_name, body, code) => {
  const before = await snapshot();
  const answer = await market.ingest(body(), { query: '?createAssets=true' });
  expect([answer.status, answer.body.code]).toEqual([413, code]);
  expect(await snapshot()).toEqual(before);
});

test('a body in gzip is refused', async () => {
  const headers = { 'content-encoding': 'gzip' };
  expect((await market.ingest(gzipSync(line('KNOWN,2024-01-03,5')), { headers })).status).toBe(415);
});

/** Sends the head of a request and some of its body. */
function begin(body: string) {
  const socket = connect({ port: Number(new URL(market.app.url).port), host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.write(
    'POST /api/market/prices?createAssets=true HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer admin\r\n' +
      `Content-Type: text/csv\r\nContent-Length: ${LIMITS.bytes}\r\n\r\n${body}`,
  );
  return socket;
}

const staging = async () =>
  (
    await market.all<{ n: number }>(
      sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and query like 'copy price_staging%'
            and state = 'active'`,
    )
  )[0]?.n;

test('a body that ends early changes nothing, and is answered', async () => {
  const before = await snapshot();
  const socket = begin(manyPrices(4_900, 50));
  await until(async () => (await staging()) === 1, 20_000, 'rows are staged');
  socket.end();
  let received = '';
  for await (const chunk of socket) received += String(chunk);
  expect(received).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"truncated_body"/);
  await until(async () => (await staging()) === 0, 20_000, 'the copy has ended');
  expect(await snapshot()).toEqual(before);
});

test('a connection that breaks in the middle changes nothing, and frees its own to the database', async () => {
  const before = await snapshot();
  const sockets = Array.from({ length: 4 }, () => begin(manyPrices(4_900, 50)));
  await until(async () => (await staging()) === 2, 20_000, 'two uploads are staged');
  await sleep(100);
  expect(await staging()).toBe(2); // the others wait without a connection
  expect((await market.call('GET', '/api/market/known')).status).toBe(200);
  for (const socket of sockets) socket.resetAndDestroy();
  await until(async () => (await staging()) === 0, 20_000, 'the copies have ended');
  expect(await snapshot()).toEqual(before);
  expect((await market.ingest(line('KNOWN,2023-12-30,5'))).status).toBe(200);
});

test('a listener that fails undoes the ingest', async () => {
  listening = async () => {
    throw new Error('an alert broke');
  };
  const before = await snapshot();
  expect((await market.ingest(line('KNOWN,2024-06-03,5'))).status).toBe(500);
  expect(await snapshot()).toEqual(before);
});

test('a database connection that is ended in the middle changes nothing, and the next request is served', async () => {
  const before = await snapshot();
  listening = async () => {
    await market.all(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`);
  };
  expect((await market.ingest(line('KNOWN,2024-06-03,5'))).status).toBe(503);
  listening = async () => undefined;
  expect(await snapshot()).toEqual(before);
  expect((await market.ingest(line('KNOWN,2024-06-03,5'))).status).toBe(200);
});
