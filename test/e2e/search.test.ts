import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { composeApi } from '../../src/composition/api.ts';
import { entities } from '../../src/composition/entities.ts';
import { seedAdmin } from '../../src/features/accounts/admin-seed.service.ts';
import { indexStaleNames } from '../../src/features/accounts/people/name-index.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm, type Orm } from '../../src/platform/db/orm.ts';
import { run } from '../../src/platform/db/sql.ts';
import { createHttpApp, type HttpApp } from '../../src/platform/http/http-app.ts';
import { createLogger } from '../../src/platform/log/logger.ts';
import { createStorage } from '../../src/platform/storage/create-storage.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { ask } from '../support/http.ts';
import { recordStatements } from '../support/statement-log.ts';

/** One search over what people, posts and assets really are. Nothing here reaches Temporal. */

const CREDENTIALS = { email: 'nvda-fan@example.test', password: 'correct horse battery staple' };
const recorder = recordStatements();
let database: TestDatabase;
let orm: Orm;
let app: HttpApp;
let connection: Connection;
let url = '';
let token = '';

beforeAll(async () => {
  database = await createDatabase();
  const config = loadConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT_FACTOR: '100000',
    HTTP_CHECK_RESPONSES: 'true',
    DATABASE_URL: database.url,
  });
  orm = createOrm(config.db, entities);
  connection = Connection.lazy({ address: '127.0.0.1:1' });
  const logger = createLogger(config.log, { service: 'test' });
  const api = composeApi({
    config,
    orm,
    client: new Client({ connection }),
    storage: createStorage(config.storage),
    logger,
  });
  app = createHttpApp({ config, orm, ...api, logger, readiness: [] });
  ({ url } = await app.listen());
  await seedAdmin(orm.em.fork(), CREDENTIALS);
  token = String((await ask('POST', `${url}/api/auth/login`, { body: CREDENTIALS })).body.accessToken);
  await run(orm.em.fork(), sql`update app_user set display_name = 'Nvda Fan'`);
  await indexStaleNames(orm.em.fork());
  await run(orm.em.fork(), sql`insert into asset (symbol, name) values ('NVDA', 'NVIDIA Corporation')`);
});

afterAll(async () => {
  await app.close();
  await connection.close();
  await orm.close(true);
  await database.drop();
});

test('one word finds a person, the newest posts and a ticker, in as many statements whatever it finds', async () => {
  const posts: unknown[] = [];
  const post = async (body: string) => {
    const made = await ask('POST', `${url}/api/posts`, { token, body: { body, sentiment: 'bullish' } });
    expect(made.status).toBe(201);
    posts.unshift(made.body);
  };
  await post('nvda is going places');
  const search = () => ask('GET', `${url}/api/search?q=nvda`, { token });
  await search();
  const few = await recorder.during(search);
  for (let index = 0; index < 10; index += 1) await post(`nvda again, ${index}`);
  const { status, body } = await search();
  expect(status).toBe(200);
  expect(body).toEqual({
    users: [{ id: expect.any(String), displayName: 'Nvda Fan' }],
    posts,
    tickers: [
      { symbol: 'NVDA', name: 'NVIDIA Corporation', kind: 'stock', currency: 'USD', price: null, priceAt: null },
    ],
    nextCursor: null,
  });
  expect(await recorder.during(search)).toHaveLength(few.length);
});
