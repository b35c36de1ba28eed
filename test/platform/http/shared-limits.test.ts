import { sql } from 'kysely';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { RATE_LIMIT_CLASSES } from '../../../src/platform/http/rate-limit-classes.ts';
import { purgeRateLimitBuckets, RateLimiter } from '../../../src/platform/http/rate-limiter.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { type Answered, call, createWidgetTable, startApp, type TestApp } from './support.ts';

let database: TestDatabase;
let one: TestApp;
let two: TestApp;

beforeAll(async () => {
  database = await createDatabase();
  await createWidgetTable(database.url);
  one = await startApp(database.url, { env: { RATE_LIMIT_FACTOR: '1', TRUST_PROXY_HOPS: '1' } });
  two = await startApp(database.url, { env: { RATE_LIMIT_FACTOR: '1', TRUST_PROXY_HOPS: '1' } });
});

afterAll(async () => {
  await one.stop();
  await two.stop();
  await database.drop();
});

const echo = (app: TestApp, address: string) =>
  call(app.url, 'POST', '/api/echo', { json: { text: 'a' }, headers: { 'x-forwarded-for': address } });

const { limit } = RATE_LIMIT_CLASSES.auth;
const chunk = Math.ceil(limit / 20);

/** Starts early in a window, so that a test does not run into the next one. */
async function earlyInWindow(): Promise<void> {
  const [time] = await rows<{ left: number }>(
    one.orm.em.fork(),
    sql`select (60 - extract(epoch from now())::numeric % 60)::float8 as left`,
  );
  if (time && time.left < 5) await new Promise((resolve) => setTimeout(resolve, time.left * 1000 + 50));
}

test('two instances give out one budget, short of it by at most one lease', async () => {
  await earlyInWindow();
  const answers: Answered[] = [];
  for (let i = 0; i < limit + 10; i += 1) answers.push(await echo(i % 2 === 0 ? one : two, '203.0.113.1'));
  const allowed = answers.filter((answer) => answer.status === 200).length;
  expect(allowed).toBeLessThanOrEqual(limit);
  expect(allowed).toBeGreaterThanOrEqual(limit - (chunk - 1));
  const refused = answers.at(-1) as Answered;
  expect(refused.status).toBe(429);
  expect(refused.body.code).toBe('rate_limited');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('ratelimit-limit')).toBe(String(limit));
  expect(refused.headers.get('ratelimit-remaining')).toBe('0');
});

test('principals do not share a budget, nor do classes', async () => {
  expect((await echo(one, '203.0.113.2')).status).toBe(200);
  const read = await call(one.url, 'GET', '/api/widgets', { token: 'alice' });
  expect(read.headers.get('ratelimit-limit')).toBe(String(RATE_LIMIT_CLASSES.read.limit));
});

test('a caller without a valid token is counted by address', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.9' };
  const first = await call(one.url, 'GET', '/api/widgets', { token: 'forged', headers });
  const second = await call(one.url, 'GET', '/api/widgets', { token: 'forged too', headers });
  expect(first.status).toBe(401);
  const remaining = (answer: Answered) => Number(answer.headers.get('ratelimit-remaining'));
  expect(remaining(second)).toBe(remaining(first) - 1);
});

test('all addresses of one IPv6 network share a budget', async () => {
  const first = await echo(one, '2001:db8:1:2:aaaa::1');
  const second = await echo(one, '2001:db8:1:2:bbbb::2');
  const other = await echo(one, '2001:db8:1:3::1');
  const remaining = (answer: Answered) => Number(answer.headers.get('ratelimit-remaining'));
  expect(remaining(second)).toBe(remaining(first) - 1);
  expect(remaining(other)).toBe(remaining(first));
});

test('many requests at once spend no more than there is, and lease once for a chunk', async () => {
  await earlyInWindow();
  let queries = 0;
  const limiter = new RateLimiter(() => {
    queries += 1;
    return one.orm.em.fork();
  }, 1);
  const spend = async () => await limiter.spend('user:crowd', 'auth');
  const verdicts = await Promise.all(Array.from({ length: limit * 2 }, spend));
  expect(verdicts.filter((verdict) => verdict.allowed)).toHaveLength(limit);
  expect(queries).toBeLessThanOrEqual(Math.ceil(limit / chunk) + 1);
});

test('a new window gives a new budget', async () => {
  const limiter = new RateLimiter(() => one.orm.em.fork(), 1);
  const spent = sql`insert into rate_limit_bucket (principal, class, window_start, leased)
    values ('user:old', 'auth', date_bin('60 s', now(), 'epoch') - interval '60 s', ${limit})`;
  await run(one.orm.em.fork(), spent);
  const verdict = await limiter.spend('user:old', 'auth');
  expect(verdict).toMatchObject({ allowed: true, remaining: limit - 1 });
});

test('buckets of long ago are purged', async () => {
  await run(
    one.orm.em.fork(),
    sql`insert into rate_limit_bucket (principal, class, window_start, leased) values ('ip:gone', 'auth', now() - interval '2 days', 1)`,
  );
  expect(await purgeRateLimitBuckets(one.orm.em.fork())).toBe(1);
});
