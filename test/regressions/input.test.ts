import { hash } from 'argon2';
import { sql } from 'kysely';
import { formatAlert } from '../../src/features/email/templates/format.domain.ts';
import { metAt } from '../../src/features/email/templates/price-alert.template.ts';
import { row, run } from '../../src/platform/db/sql.ts';
import { databaseProblem } from '../../src/platform/http/database-problem.ts';
import { encodeCursor } from '../../src/platform/http/pagination.ts';
import { type ComposedApi, composedApi, personOf } from '../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { ask } from '../support/http.ts';

/** Input that people and programs really send, each kind with its right answer. */

let database: TestDatabase;
let api: ComposedApi;
let url: string;
let userId: string;
let token: string;
beforeAll(async () => {
  database = await createDatabase();
  api = composedApi(database.url);
  ({ url } = await api.app.listen());
  ({ id: userId, token } = await personOf(api.em(), url, 'admin', 'admin'));
  const asset = { symbol: 'NVDA', name: 'Nvidia', kind: 'stock', currency: 'USD' };
  await call('POST', '/api/market/assets', asset);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

async function call(method: string, path: string, body?: unknown) {
  return await ask(method, `${url}${path}`, { token, body });
}

const TIMES_OUT_OF_RANGE = [
  '2026-01-01T00:00:00+16:00',
  '2026-01-01T00:00:00-14:30',
  '0000-01-01T00:00:00Z',
  '1799-12-31T23:59:59Z',
  '9999-12-31T23:59:59-01:00',
  '2026-01-01T00:00:00.1234567891Z',
];

describe.each(TIMES_OUT_OF_RANGE)('the time %s', (time) => {
  test.each([
    ['GET', `/api/market/NVDA/prices?from=${encodeURIComponent(time)}`, undefined, 'query.from'],
    ['GET', `/api/email/stats?to=${encodeURIComponent(time)}`, undefined, 'query.to'],
    ['GET', `/api/users/:userId/files?from=${encodeURIComponent(time)}`, undefined, 'query.from'],
    ['GET', `/api/files/stats?from=${encodeURIComponent(time)}`, undefined, 'query.from'],
    ['GET', `/api/analytics/platform?to=${encodeURIComponent(time)}`, undefined, 'query.to'],
    ['POST', '/api/analytics/funnel', { steps: ['page.viewed', 'post.created'], from: time }, 'body.from'],
    ['POST', '/api/email/campaigns', { sendAt: time }, 'body.sendAt'],
  ])('a time out of range is refused by %s %s', async (method, path, body, field) => {
    const answer = await call(method, path.replace(':userId', userId), body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
  });
});

test.each(['1970-01-01T00:00:00+14:00', '9999-12-31T23:59:59Z', '2026-01-01T00:00:00.123456789-05:30'])(
  'the time %s is taken for prices',
  async (time) => {
    expect((await call('GET', `/api/market/NVDA/prices?from=${encodeURIComponent(time)}`)).status).toBe(200);
  },
);

test.each([
  ['year 0', '/followers', ['0000-01-01T00:00:00.000Z', '01980000-0000-7000-8000-000000000001']],
  ['an offset', '/followers', ['2026-01-01T00:00:00+16:00', '01980000-0000-7000-8000-000000000001']],
  ['no id', '/followers', ['2026-01-01T00:00:00.000Z', 'me']],
])('a made-up cursor with %s is refused', async (_what, list, key) => {
  const answer = await call('GET', `/api/users/${userId}${list}?cursor=${encodeCursor(key)}`);
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
});

test.each([2 ** 31, 1e300, Number.MIN_SAFE_INTEGER])(
  'a made-up cursor of the number %d is no fault of the server',
  async (value) => {
    const prices = await call('GET', `/api/market/NVDA/prices?cursor=${encodeCursor([value])}`);
    expect([200, 400]).toContain(prices.status);
    const rooms = await call('GET', `/api/rooms?sort=largest&cursor=${encodeCursor([value, userId])}`);
    expect(rooms.status).toBe(400);
  },
);

test.each(['0x10', '1e1', ' 5', '5.0', '+5', ''])('limit=%s is refused', async (limit) => {
  const answer = await call('GET', `/api/posts?limit=${encodeURIComponent(limit)}`);
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toContainEqual(expect.objectContaining({ field: 'query.limit' }));
});

test.each(['\u200b', '\u3164', '\u2800 \u2800', '\u00ad\u2060'])(
  'a text that shows nothing (%j) is refused',
  async (text) => {
    for (const [method, path, body, field] of [
      ['POST', '/api/posts', { body: text, sentiment: 'neutral' }, 'body.body'],
      ['POST', '/api/rooms', { name: text, visibility: 'public' }, 'body.name'],
      ['PATCH', `/api/users/${userId}`, { displayName: text }, 'body.displayName'],
    ] as const) {
      const answer = await call(method, path, body);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
    }
  },
);

test.each([
  ['Windows', 'one\r\ntwo', 'one\ntwo'],
  ['old Macs', 'one\rtwo', 'one\ntwo'],
  ['a table', 'NVDA\t120\r\nAMD\t90\n', 'NVDA\t120\nAMD\t90'],
])('line ends and tabs of %s are taken', async (_of, text, stored) => {
  const answer = await call('POST', '/api/posts', { body: text, sentiment: 'neutral' });
  expect([answer.status, answer.body.body]).toEqual([201, stored]);
});

test.each([
  '0001-02-03 04:05:06.789+00',
  '0099-12-31 23:59:59+00',
  '0044-03-15 12:00:00+00 BC',
  '1969-12-31 23:59:59.999+00',
  '2026-02-28 00:00:00.123456+00',
  '12026-01-01 00:00:00+00',
])('the time %s is read from Postgres as it is', async (text) => {
  const found = await row<{ at: Date; ms: number }>(
    api.em(),
    sql`select ${text}::timestamptz as at, floor(extract(epoch from ${text}::timestamptz) * 1000)::float8 as ms`,
  );
  expect(found?.at.getTime()).toBe(found?.ms);
});

describe('an e-mail address', () => {
  const listOf = (address: string) => ({
    name: 'A list',
    content: { subject: 'S', preview: 'P', title: 'T', body: 'B' },
    audience: { kind: 'list', recipients: [{ address }] },
    sendAt: new Date(Date.now() + 86_400_000).toISOString(),
  });

  test.each([
    'o&m@example.com',
    "o'brien+news=vibe@example.co.uk",
    'user@xn--80aswg.xn--p1ai',
    'user@сайт.рф',
    `${'a'.repeat(64)}@example.com`,
  ])('the e-mail address %s is taken', async (address) => {
    const answer = await call('POST', '/api/email/campaigns', listOf(address));
    expect([answer.status, answer.body.errors]).toEqual([202, undefined]);
  });

  test.each([
    'user@a-.example.com',
    'user@-a.example.com',
    'user@localhost',
    'user@example.123',
    '.user@example.com',
    'us..er@example.com',
    `${'a'.repeat(65)}@example.com`,
    `user@${'a'.repeat(64)}.com`,
    'Ada <ada@example.com>',
    'пользователь@example.com',
  ])('the e-mail address %s is refused, with its field', async (address) => {
    const answer = await call('POST', '/api/email/campaigns', listOf(address));
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual(
      expect.objectContaining({ field: 'body.audience.recipients[0].address' }),
    );
  });
});

describe('a list with bad addresses', () => {
  const list = (recipients: readonly string[], skipInvalid?: boolean) => ({
    name: 'A list',
    content: { subject: 'S', preview: 'P', title: 'T', body: 'B' },
    audience: {
      kind: 'list',
      recipients: recipients.map((address) => ({ address })),
      ...(skipInvalid !== undefined ? { skipInvalid } : {}),
    },
    sendAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  const MIXED = [
    'skip-good@example.com',
    'us..er@example.com',
    'x'.repeat(300),
    'SKIP-GOOD@example.com',
    '',
    'skip-two@сайт.рф',
  ];
  const BAD = [1, 2, 4];

  test.each([undefined, false])(
    'a list with bad addresses is refused, and each is named (skipInvalid: %s)',
    async (skip) => {
      for (const path of ['', '/preview']) {
        const answer = await call('POST', `/api/email/campaigns${path}`, list(MIXED, skip));
        expect(answer.status).toBe(400);
        expect((answer.body.errors as { field: string }[]).map(({ field }) => field)).toEqual(
          BAD.map((index) => `body.audience.recipients[${index}].address`),
        );
      }
    },
  );

  test('a list with bad addresses is taken without them where that is asked for', async () => {
    const preview = await call('POST', '/api/email/campaigns/preview', list(MIXED, true));
    expect(preview.body).toMatchObject({ matched: 2, invalid: BAD.map((index) => ({ index, address: MIXED[index] })) });
    const made = await call('POST', '/api/email/campaigns', list(MIXED, true));
    expect([made.status, made.body.audience]).toEqual([202, { kind: 'list', count: 2, skipped: 3 }]);
    const mails = await call('GET', `/api/email/messages?campaignId=${made.body.id}`);
    expect((mails.body.data as { to: { address: string } }[]).map(({ to }) => to.address).sort()).toEqual([
      'skip-good@example.com',
      'skip-two@xn--80aswg.xn--p1ai',
    ]);
  });

  test('a list without a good address is refused', async () => {
    const answer = await call('POST', '/api/email/campaigns', list(['nobody', 'a@b'], true));
    expect([answer.status, (answer.body.errors as unknown[]).length]).toEqual([400, 2]);
  });
});

test.each([
  ['composed', 'decomposed', 'Pässwörter sind schön'],
  ['decomposed', 'composed', 'Pässwörter sind schön'],
  ['with a no-break space', 'with a plain one', 'correct horse\u00a0battery'],
])('a password signed up %s opens the account %s', async (_first, _then, password) => {
  const [first, then] = password.includes('\u00a0')
    ? [password, password.replace('\u00a0', ' ')]
    : _first === 'composed'
      ? [password.normalize('NFC'), password.normalize('NFD')]
      : [password.normalize('NFD'), password.normalize('NFC')];
  expect(first).not.toBe(then);
  const email = `${_first.replaceAll(' ', '-')}@example.test`;
  expect((await call('POST', '/api/auth/signup', { email, password: first, displayName: 'Zoë' })).status).toBe(202);
  expect((await call('POST', '/api/auth/login', { email, password: then })).status).toBe(200);
  expect((await call('POST', '/api/auth/login', { email, password: `${then}!` })).status).toBe(401);
});

test.each(['Pässwörter sind schön'.normalize('NFD'), 'correct horse\u00a0battery', 'e\u0301clair \u2003 e\u0301clair'])(
  'a hash of the password %j from before it was normalised still opens the account',
  async (password) => {
    const email = `before${password.length}@example.test`;
    await call('POST', '/api/auth/signup', { email, password, displayName: 'Zoë' });
    await run(api.em(), sql`update app_user set password_hash = ${await hash(password)} where email = ${email}`);
    expect((await call('POST', '/api/auth/login', { email, password })).status).toBe(200);
  },
);

test.each([
  ['a future', 'Long $ES=F today', 'ES=F'],
  ['a Japanese share', 'Toyota is $7203.T.', '7203.T'],
  ['an index', 'Look at $^GSPC!', '^GSPC'],
])('the cashtag of %s is recognised', async (_of, text, symbol) => {
  await call('POST', '/api/market/assets', { symbol, name: `Asset ${symbol}`, kind: 'index', currency: 'USD' });
  const answer = await call('POST', '/api/posts', { body: text, sentiment: 'neutral' });
  expect([answer.status, answer.body.tickers]).toEqual([201, [symbol]]);
  expect((await call('GET', `/api/market/${encodeURIComponent(symbol)}`)).status).toBe(200);
});

test.each(['Paid $50 and $50.25', 'From $50-50 to $50.', '$50=a lot'])(
  'an amount of dollars is no cashtag, also where an asset has the number for a name: %s',
  async (body) => {
    await call('POST', '/api/market/assets', { symbol: '50', name: 'Fifty', kind: 'stock', currency: 'HKD' });
    const answer = await call('POST', '/api/posts', { body, sentiment: 'neutral' });
    expect([answer.status, answer.body.tickers]).toEqual([201, []]);
  },
);

test.each([
  [
    { condition: 'above', threshold: 0.0000123, price: 0.0000131, currency: 'USD' },
    'is above $0.0000123',
    '$0.0000131',
  ],
  [{ condition: 'below', threshold: 1.2734, price: 1.2705, currency: 'USD' }, 'is below $1.273', '$1.271'],
  [{ condition: 'above', threshold: 220, price: 220.001, currency: 'USD' }, 'is above $220.00', '$220.001'],
  [{ condition: 'above', threshold: 15_000, price: 15_000.4, currency: 'JPY' }, 'is above ¥15,000', '¥15,000.4'],
  [{ condition: 'below', threshold: 100, price: 98.5, currency: 'EUR' }, 'is below €100.00', '€98.50'],
] as const)('an alert tells its threshold and its price apart: %j', (alert, said, at) => {
  expect([formatAlert(alert), metAt(alert)]).toEqual([said, at]);
});

test.each([
  ["select '9999999999'::int", 'invalid_value'],
  ["select '2026-02-30'::date", 'invalid_value'],
  ["select '+294277-01-01'::timestamptz", 'invalid_value'],
  ["select 'me'::uuid", 'invalid_value'],
  ["select '[1'::jsonb", 'invalid_value'],
  ['select 1 / 0', 'invalid_value'],
  ['select 1 / (select 1 from no_such_table)', null],
  ["insert into asset (symbol, name) values ('NVDA', 'Twice')", null],
])('what Postgres says of “%s” is an error of the request in the last resort: %s', async (statement, code) => {
  const error = await row(api.em(), sql.raw(statement)).catch((thrown: unknown) => thrown);
  const problem = databaseProblem(error);
  expect(problem && [problem.status, problem.code]).toEqual(code && [400, code]);
});

describe('prices as programs write them', () => {
  const LINE = 'NVDA,2026-01-05T14:30:00Z,1';
  const ingest = async (type: string, body: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type };
    return (await fetch(`${url}/api/market/prices`, { method: 'POST', headers, body })).status;
  };

  test.each(['   ', '\t', ' \t \r'])('prices with a line of blanks (%j) are taken', async (blanks) => {
    expect(await ingest('text/csv', `symbol,at,price\n${blanks}\n${LINE}\n${blanks}`)).toBe(200);
  });

  test.each([
    ['text/csv; header=present', 200],
    ['text/csv; header=present; charset=utf-8', 200],
    ['text/csv;charset="UTF-8";header="present"', 200],
    ['text/csv; header=absent', 415],
    ['application/json; header=present', 415],
  ])('prices as %s are answered as the type says', async (type, status) => {
    expect(await ingest(type, `symbol,at,price\n${LINE}`)).toBe(status);
  });

  const ROW = '{"symbol":"NVDA","at":"2026-01-05T14:30:00Z","price":1}';
  test.each([
    [`\ufeff[${ROW}]`, 200],
    [`\ufeff \n[${ROW}]`, 200],
    [`[\ufeff${ROW}]`, 400],
  ])('prices in JSON with a byte order mark are read by its place: %j', async (body, status) => {
    expect(await ingest('application/json', body)).toBe(status);
  });

  test('any JSON body may have a byte order mark', async () => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = '\ufeff{"name":"a list"}';
    expect((await fetch(`${url}/api/watchlists`, { method: 'POST', headers, body })).status).toBe(201);
  });
});

test.each([
  ['$NVDA and $NOPE', ['NOPE']],
  ['$NVDA only', []],
  ['$BTC-X $nope.to $NVDA-calls', ['BTC-X', 'NOPE.TO']],
])('an unknown cashtag in %j is named', async (body, unknown) => {
  const answer = await call('POST', '/api/posts', { body, sentiment: 'neutral' });
  expect([answer.status, answer.body.unknownCashtags ?? []]).toEqual([201, unknown]);
});
