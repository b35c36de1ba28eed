import { sql } from 'kysely';
import { entities } from '../../../src/composition/entities.ts';
import { createCallResolution } from '../../../src/features/community/calls/call-resolution.service.ts';
import { discussionRoutes } from '../../../src/features/community/discussion.routes.ts';
import type { PostView } from '../../../src/features/community/posts/posts.schema.ts';
import { createFindImages } from '../../../src/features/files/attachments/images.reads.ts';
import type { FreshPrices } from '../../../src/features/market/market.contract.ts';
import type { NewNotification } from '../../../src/features/notifications/notifications.contract.ts';
import type { Notify } from '../../../src/features/notifications/notify.service.ts';
import { type Config, loadConfig } from '../../../src/platform/config.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { type Em, row, rows, run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createHttpApp } from '../../../src/platform/http/http-app.ts';
import type { Authenticate, Principal, Role } from '../../../src/platform/http/principal.ts';
import { problem } from '../../../src/platform/http/problem.ts';
import type { Route } from '../../../src/platform/http/route.ts';
import { createLogger } from '../../../src/platform/log/logger.ts';
import { createDatabase, databaseVariables } from '../../support/database.ts';
import { ask, type Answer as HttpAnswer } from '../../support/http.ts';
import { addUsers } from '../../support/users.ts';

export interface Answer<Body = Record<string, unknown>> extends Omit<HttpAnswer, 'body'> {
  body: Body;
}

export interface Person {
  id: string;
  name: string;
  role: Role;
}

export interface DiscussionFixture {
  /** Of its database. */
  databaseUrl: string;
  orm: Orm;
  routes: Route[];
  /** What features were told to notify of, since the start. */
  told: NewNotification[];
  notify: Notify;
  em(): Em;
  /** A person without a password: their id is their token. */
  person(role?: Role): Promise<Person>;
  call<Body = Record<string, unknown>>(
    who: Person | string | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  /** Publishes a post and returns it. */
  post(author: Person, body?: string, more?: Record<string, unknown>): Promise<PostView>;
  /** Makes an asset, with a price unless that is null. */
  asset(symbol: string, price?: number | null): Promise<number>;
  /** Stores prices and resolves calls, as an ingest does, in one transaction. Instants are hours from now. */
  ingest(prices: Record<string, [hours: number, price: number][]>): Promise<void>;
  one<T>(query: ReturnType<typeof sql>): Promise<T>;
  all<T>(query: ReturnType<typeof sql>): Promise<T[]>;
  close(): Promise<void>;
}

let people = 0;

/** What holds an API key instead of a person. */
export const API_KEY = 'api-key';

/**
 * Posts and all around them behind the real HTTP platform, on a database of their own. Notifications are caught, and
 * delivered only when something is given that does.
 */
export async function createDiscussionFixture(
  env: Record<string, string> = {},
  delivers?: (config: Config) => Notify,
): Promise<DiscussionFixture> {
  const database = await createDatabase();
  const config = loadConfig({
    ...databaseVariables(database.url),
    PORT: '0',
    HTTP_CHECK_RESPONSES: 'true',
    RATE_LIMIT_FACTOR: '100000',
    LOG_LEVEL: 'error',
    ...env,
  });
  const orm = createOrm(config.db, entities);
  const told: NewNotification[] = [];
  const deliver = delivers?.(config);
  const notify: Notify = async (tx, news) => {
    told.push(...news);
    await deliver?.(tx, news);
  };
  const principals = new Map<string, Principal>();
  const authenticate: Authenticate = async (token) =>
    principals.get(token) ?? problem(401, 'invalid_token', 'The token is not valid.');
  const routes = discussionRoutes({ benchmark: config.market.benchmark, notify, images: createFindImages(config) });
  const logger = createLogger(config.log, { service: 'test' });
  const app = createHttpApp({ config, orm, routes, authenticate, logger, readiness: [] });
  const { url } = await app.listen();
  const em = () => orm.em.fork();
  const resolve = createCallResolution({ notify });

  const fixture: DiscussionFixture = {
    databaseUrl: database.url,
    orm,
    routes,
    told,
    notify,
    em,
    async person(role = 'user') {
      people += 1;
      const name = `Person ${people}`;
      const email = `person${people}@example.test`;
      const [id] = (await addUsers(em(), [{ email, name, role, verified: false }])) as [string];
      principals.set(id, { kind: 'user', userId: id, role, sessionId: id });
      principals.set(API_KEY, { kind: 'api_key', userId: id, role, keyId: id, scopes: ['events:write'] });
      return { id, name, role };
    },
    async call<Body>(
      who: Person | string | null,
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) {
      const token = typeof who === 'string' ? who : who?.id;
      return (await ask(method, url + path, { token, body, headers })) as Answer<Body>;
    },
    async post(author, body = 'A post', more = {}) {
      const made = await fixture.call<PostView>(author, 'POST', '/api/posts', { body, sentiment: 'neutral', ...more });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return made.body;
    },
    async asset(symbol, price = 100) {
      const made = await row<{ id: number }>(
        em(),
        sql`insert into asset (symbol, name, last_price, last_price_at)
            values (${symbol}, ${`${symbol} Inc.`}, ${price}::float8, ${price === null ? null : new Date()}) returning id`,
      );
      return made?.id as number;
    },
    async ingest(prices) {
      await transact(em(), async (tx) => {
        const fresh: FreshPrices[] = [];
        for (const [symbol, list] of Object.entries(prices)) {
          const asset = await row<{ id: number; name: string; currency: string }>(
            tx,
            sql`select id, name, currency from asset where symbol = ${symbol}`,
          );
          if (!asset) throw new Error(`no asset ${symbol}`);
          const ticks = list.map(([hours, price]) => ({ at: Date.now() + hours * 3_600_000, price }));
          for (const { at, price } of ticks) {
            await run(
              tx,
              sql`insert into price (asset_id, at, price) values (${asset.id}, ${new Date(at)}, ${price}::float8)`,
            );
          }
          fresh.push({ assetId: asset.id, symbol, name: asset.name, currency: asset.currency, previous: null, ticks });
        }
        await resolve(tx, fresh);
      });
    },
    async one<T>(query: ReturnType<typeof sql>) {
      const found = await row<T>(em(), query);
      if (found === undefined) throw new Error('no row');
      return found;
    },
    all: <T>(query: ReturnType<typeof sql>) => rows<T>(em(), query),
    async close() {
      await app.close();
      await orm.close(true);
      await database.drop();
    },
  };
  return fixture;
}
