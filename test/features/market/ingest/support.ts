import type { RawBuilder } from 'kysely';
import type { OnFreshPrices } from '../../../../src/features/market/assets/quotes.reads.ts';
import { createIngest, INGEST_LIMITS } from '../../../../src/features/market/ingest/ingest.service.ts';
import type { IngestLimits } from '../../../../src/features/market/ingest/ingest-rows.ts';
import type { FreshPrices } from '../../../../src/features/market/market.contract.ts';
import { marketRoutes } from '../../../../src/features/market/market.routes.ts';
import { createDeletePrices } from '../../../../src/features/market/prices/delete-prices.service.ts';
import { type Em, rows } from '../../../../src/platform/db/sql.ts';
import type { Authenticate, Principal } from '../../../../src/platform/http/principal.ts';
import {
  type Answered,
  authenticate as authenticatePeople,
  call,
  startApp,
  type TestApp,
} from '../../../platform/http/support.ts';
import { createDatabase } from '../../../support/database.ts';

const KEY: Principal = {
  kind: 'api_key',
  userId: '01980000-0000-7000-8000-000000000003',
  role: 'admin',
  keyId: 'feed',
  scopes: ['market:ingest'],
};

const authenticate: Authenticate = async (token) => (token === 'feed' ? KEY : await authenticatePeople(token));

export interface IngestCall {
  type?: string;
  token?: string;
  query?: string;
  headers?: Record<string, string>;
}

export interface IngestFixture {
  app: TestApp;
  databaseUrl: string;
  em(): Em;
  /** What the listener was told, call by call. */
  told: FreshPrices[][];
  call(method: string, path: string, options?: Parameters<typeof call>[3]): Promise<Answered>;
  /** Posts prices as the admin, as CSV unless told otherwise. */
  ingest(body: string | Buffer, options?: IngestCall): Promise<Answered>;
  all<T>(query: RawBuilder<unknown>): Promise<T[]>;
  close(): Promise<void>;
}

export interface MarketOptions {
  limits?: Partial<IngestLimits>;
  listener?: OnFreshPrices;
  env?: Record<string, string>;
}

/** The market behind the real HTTP platform, on a database of its own. Tokens: alice, admin, and the key `feed`. */
export async function createIngestFixture({ limits, listener, env = {} }: MarketOptions = {}): Promise<IngestFixture> {
  const database = await createDatabase();
  const told: FreshPrices[][] = [];
  const ingests = createIngest({
    onFreshPrices: [
      async (tx, fresh) => {
        await listener?.(tx, fresh);
        told.push(structuredClone([...fresh]));
      },
    ],
    limits: { ...INGEST_LIMITS, ...limits },
  });
  const app = await startApp(database.url, {
    routes: marketRoutes({ ingests, deletePrices: createDeletePrices([]) }),
    authenticate,
    env,
  });
  const em = () => app.orm.em.fork();
  return {
    app,
    databaseUrl: database.url,
    em,
    told,
    call: (method, path, options = {}) => call(app.url, method, path, { token: 'alice', ...options }),
    ingest: (body, { type = 'text/csv', token = 'admin', query = '', headers = {} } = {}) =>
      call(app.url, 'POST', `/api/market/prices${query}`, {
        token,
        body,
        headers: { 'content-type': type, ...headers },
      }),
    all: <T>(query: RawBuilder<unknown>) => rows<T>(em(), query),
    close: async () => {
      await app.stop();
      await database.drop();
    },
  };
}

/** Many lines of CSV: `symbols` assets by turns, a minute from one price of an asset to its next. */
export function manyPrices(count: number, symbols = 50, begin = Date.UTC(2020, 0, 1)): string {
  const lines = ['symbol,at,price,volume'];
  for (let index = 0; index < count; index += 1) {
    const at = new Date(begin + Math.floor(index / symbols) * 60_000).toISOString();
    lines.push(`S${index % symbols},${at},${(100 + ((index * 7_919) % 10_007) / 100).toFixed(2)},${index % 1_000}`);
  }
  return `${lines.join('\n')}\n`;
}
